import { t } from '../../shared/language';
import { describeShape } from '../model/describe';
import type { LabelSet } from '../model/labels';
import type { FrameObject, ObjectId } from '../model/types';
import type { View } from './view';
import { capital, word } from '../../shared/language/words';

/** What of the view is told to those who do not see the canvas. */
export type Told = Pick<View, 'frame' | 'tool' | 'toolHint' | 'selection' | 'save' | 'notice'>;

interface Facts {
    readonly labels: LabelSet;
    objectsOn(frame: number): number;
    stateOf(id: ObjectId): FrameObject | undefined;
}

/** How many of several selected objects are named. */
const NAMED = 3;

function selectionText(selection: readonly ObjectId[], { labels, stateOf }: Facts): string {
    if (!selection.length) return t('Nothing is selected.');
    const named = selection.slice(0, NAMED).map(id => {
        const state = stateOf(id);
        return state ? describeShape(state, labels) : t('tag {id}', { id });
    });
    if (selection.length === 1) return t('Selected {named}.', { named: named[0] });
    const list = named.join('; ');
    const more = selection.length - NAMED;
    return more > 0
        ? t('Selected {count} objects: {list} and {more} more.', { count: selection.length, list, more })
        : t('Selected {count} objects: {list}.', { count: selection.length, list });
}

const TOOL_NAMES: Partial<Record<View['tool'], string>> = {
    select: t('Selecting'),
    carry: t('Pasting'),
    paint: t('Painting on a mask'),
    path: t('Drawing a new path'),
    region: t('Zooming to a region'),
    hole: t('Cutting holes'),
    simplify: t('Simplifying outlines'),
    'issue-outline': t('Outlining an issue'),
};

function toolText({ tool, toolHint }: Told): string {
    const name = TOOL_NAMES[tool] ?? capital(word(tool.replaceAll('-', ' ')));
    return toolHint ? `${name}. ${toolHint}.` : `${name}.`;
}

function saveText(save: Told['save']): string | null {
    if (save.kind === 'saved') return t('Saved.');
    if (save.kind === 'offline')
        return t('Offline: {message} Changes are kept on this computer.', { message: save.message });
    return save.kind === 'refused' ? t('Not saved: {message}', { message: save.message }) : null;
}

/** What to say when the view has changed, in the order of what matters; null when there is nothing to say. */
export function announcement(before: Told, now: Told, facts: Facts): string | null {
    const said: string[] = [];
    if (now.notice && now.notice !== before.notice) said.push(now.notice.text);
    if (now.frame !== before.frame) {
        const count = facts.objectsOn(now.frame);
        said.push(t('Frame {frame}, {count, plural, one {# object} other {# objects}}.', { frame: now.frame, count }));
    }
    if (now.tool !== before.tool || (now.tool !== 'select' && now.toolHint !== before.toolHint))
        said.push(toolText(now));
    if (now.selection !== before.selection && String(now.selection) !== String(before.selection))
        said.push(selectionText(now.selection, facts));
    const saved = now.save.kind === before.save.kind ? null : saveText(now.save);
    if (saved) said.push(saved);
    return said.length ? said.join(' ') : null;
}
