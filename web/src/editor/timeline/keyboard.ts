import { t } from '../../shared/language';
import type { ObjectId } from '../model/types';
import type { TimelineControl } from './control';
import { countOf, deleteMarks, moveMarks, trackOf, type Marks } from './edits';

/** Keys of the timeline while it has the focus. Everything that the pointer can do there, they can. */

export const TIMELINE_HELP = t(
    'Left and right go from keyframe to keyframe, with Shift choosing them; up and down change the track; Alt with left and right moves the chosen keyframes; Delete deletes them; Enter unfolds the track; plus, minus and 0 zoom.',
);

function only(id: ObjectId, frame: number): Marks {
    return new Map([[id, new Set([frame])]]);
}

/** The row keys act on: the one used last, else the selected track, else the first one. */
function activeRow(control: TimelineControl): ObjectId | undefined {
    const { session } = control;
    const { active } = control.store.getState();
    const candidates = [active, ...session.state.selection, control.rows()[0]?.id];
    return candidates.find((id): id is ObjectId => id !== null && id !== undefined && Boolean(trackOf(session, id)));
}

function keyframesOfRow(control: TimelineControl, id: ObjectId): number[] {
    const track = trackOf(control.session, id);
    return track ? control.content(track).turns.map(turn => turn.frame) : [];
}

function goAlong(control: TimelineControl, to: 'previous' | 'next' | 'first' | 'last', add: boolean): void {
    const id = activeRow(control);
    if (id === undefined) return;
    const all = keyframesOfRow(control, id);
    const { frame } = control.session;
    const found = {
        previous: all.findLast(one => one < frame),
        next: all.find(one => one > frame),
        first: all[0],
        last: all.at(-1),
    }[to];
    if (found === undefined) return;
    const before = control.chosen;
    if (control.session.state.selection[0] !== id || !add) control.selectTrack(id, false);
    control.session.goTo(found);
    control.choose(add ? new Map([...before, [id, new Set([...(before.get(id) ?? []), found])]]) : only(id, found));
}

function changeRow(control: TimelineControl, by: 1 | -1): void {
    const rows = control.rows();
    const at = rows.findIndex(row => row.id === activeRow(control));
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (!next) return;
    control.selectTrack(next.id, false);
    control.choose(new Map());
}

/** The chosen keyframes; with none chosen the one of the active row on the frame shown. */
function marksForKeys(control: TimelineControl): Marks {
    const { chosen } = control;
    const id = activeRow(control);
    if (chosen.size || id === undefined) return chosen;
    const { frame } = control.session;
    return keyframesOfRow(control, id).includes(frame) ? only(id, frame) : chosen;
}

function moveChosen(control: TimelineControl, by: number): void {
    const { session } = control;
    const marks = marksForKeys(control);
    if (!marks.size)
        return session.notify('info', t('Choose a keyframe first: left and right go from one to the next.'));
    const key = `keyframes/${[...marks.keys()].join()}`;
    const next = moveMarks(session, marks, by, key);
    control.choose(next);
    // The picture goes along with a single keyframe.
    if (countOf(next) === 1) session.goTo([...next.values()][0].values().next().value ?? session.frame);
}

function chooseAll(control: TimelineControl): void {
    const id = activeRow(control);
    if (id !== undefined) control.choose(new Map([[id, new Set(keyframesOfRow(control, id))]]));
}

/** Carries out a key press; false where it means nothing here. */
export function timelineKey(control: TimelineControl, chord: string): boolean {
    const { session } = control;
    const actions: Record<string, () => void> = {
        arrowleft: () => goAlong(control, 'previous', false),
        arrowright: () => goAlong(control, 'next', false),
        'shift+arrowleft': () => goAlong(control, 'previous', true),
        'shift+arrowright': () => goAlong(control, 'next', true),
        home: () => goAlong(control, 'first', false),
        end: () => goAlong(control, 'last', false),
        arrowup: () => changeRow(control, -1),
        arrowdown: () => changeRow(control, 1),
        'alt+arrowleft': () => moveChosen(control, -1),
        'alt+arrowright': () => moveChosen(control, 1),
        'alt+shift+arrowleft': () => moveChosen(control, -session.state.preferences.player.step),
        'alt+shift+arrowright': () => moveChosen(control, session.state.preferences.player.step),
        'ctrl+a': () => chooseAll(control),
        delete: () => deleteChosen(control),
        backspace: () => deleteChosen(control),
        enter: () => {
            const id = activeRow(control);
            if (id !== undefined) control.unfold(id);
        },
        escape: () =>
            control.store.getState().gesture.kind === 'idle' ? leave(control) : control.send({ type: 'cancel' }),
        '+': () => control.zoom(1.5),
        '=': () => control.zoom(1.5),
        '-': () => control.zoom(1 / 1.5),
        0: () => control.fit(),
    };
    const action = actions[chord];
    action?.();
    return action !== undefined;
}

export function deleteChosen(control: TimelineControl): void {
    const marks = marksForKeys(control);
    if (!marks.size) return control.session.notify('info', t('Choose the keyframes to delete first.'));
    deleteMarks(control.session, marks);
    control.choose(new Map());
}

function leave(control: TimelineControl): void {
    if (control.chosen.size) control.choose(new Map());
    else control.session.viewport.takeFocus();
}
