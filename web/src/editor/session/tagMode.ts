import { t } from '../../shared/language';
import { labelsByKey, nextToTag, TAG_KEYS, type TagKey } from '../modes/tags';
import type { LabelSpec } from '../model/labels';
import { toggleTag } from './actions';
import type { Command } from './keys';
import { commandsOf } from './modeCommand';
import type { Session } from './session';

/** Tagging whole frames: a key puts a tag on the frame, and the next frame comes by itself. */

export function tagLabels(session: Session): readonly LabelSpec[] {
    return session.labels.forType('tag');
}

/** The label that is added without a key of its own. */
export function chosenTag(session: Session): LabelSpec | undefined {
    const labels = tagLabels(session);
    return labels.find(label => label.id === session.state.labelId) ?? labels[0];
}

function hasTag(session: Session, label: LabelSpec): boolean {
    return session.document.tagsOn(session.frame).some(([, tag]) => tag.labelId === label.id);
}

/** The frame that tagging goes on to, by what is chosen. */
export function frameAfter(session: Session): number | null {
    const { tags, player } = session.state.preferences;
    const { document, frames } = session;
    const skip = (frame: number) => !player.showDeleted && document.deletedFrames.has(frame);
    return nextToTag({ document, frames, skip, onlyEmpty: tags.onlyEmpty }, session.frame);
}

function goOn(session: Session): void {
    const { onlyEmpty } = session.state.preferences.tags;
    const next = frameAfter(session);
    if (next !== null) session.goTo(next);
    else session.notify('info', onlyEmpty ? t('No frame without a tag follows.') : t('This is the last frame.'));
}

/** Puts a tag on the frame and goes on, or takes it off and stays. */
export function tagFrame(session: Session, label: LabelSpec): void {
    const { frameStatus, preferences } = session.state;
    if (session.readOnly) return session.notify('warning', session.state.readOnly ?? '');
    // A tag given before its picture has come would be a guess.
    if (frameStatus.loading)
        return session.notify(
            'info',
            t('Frame {frame} is not here yet; nothing was tagged.', { frame: session.frame }),
        );
    const added = !hasTag(session, label);
    toggleTag(session, label);
    if (added && preferences.tags.autoNext) goOn(session);
}

function tagByKey(session: Session, key: TagKey): void {
    const label = labelsByKey(tagLabels(session), session.state.preferences.tags.keys).get(key);
    if (label) tagFrame(session, label);
    else session.notify('info', t('No label has the key {key}.', { key }));
}

export function addChosenTag(session: Session): void {
    const label = chosenTag(session);
    if (!label) return;
    if (hasTag(session, label))
        session.notify('info', t('The frame has the tag {name} already.', { name: label.name }));
    else tagFrame(session, label);
}

/** Keeps the picture ready that comes next. */
export function enterTags(session: Session): () => void {
    let expected: number | null = null;
    const expect = () => {
        const next = frameAfter(session);
        if (next !== expected) session.cache.expect(next);
        expected = next;
    };
    expect();
    const stop = session.view.subscribe((now, before) => {
        if (now.frame !== before.frame || now.version !== before.version || now.preferences !== before.preferences)
            expect();
    });
    return () => {
        stop();
        session.cache.expect(null);
    };
}

const command = commandsOf('tags', 'Tags');

export const TAG_COMMANDS: readonly Command[] = [
    command('switch_draw_mode_tag_annotation', t('Add the chosen tag'), 'n', addChosenTag),
    ...TAG_KEYS.map(key =>
        command(`setup_${key}_tag`, t('Tag {key}: put on, take off', { key }), key, session => tagByKey(session, key)),
    ),
];
