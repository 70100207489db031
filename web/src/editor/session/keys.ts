import * as actions from './actions';
import { copySelection, duplicate, paste, placeCopies } from './clipboard';
import { togglePlay } from './player';
import type { Session } from './session';

/** One keyboard command: what it is called, how it is typed, what it does. */
export interface Command {
    readonly id: string;
    readonly title: string;
    readonly group: 'Tools' | 'Objects' | 'Frames' | 'View' | 'Job';
    /** Alternatives like `ctrl+shift+z`; letters as on the key caps, named keys as in KeyboardEvent.key, lower case. */
    readonly keys: readonly string[];
    run(session: Session): void;
    /** Repeats while the key is held down. */
    readonly repeats?: boolean;
    /** Happens when the key is let go, as the key held down does something else. */
    readonly onRelease?: boolean;
}

const selection = (session: Session) => session.state.selection;

function command(
    id: string,
    title: string,
    group: Command['group'],
    keys: string | readonly string[],
    run: (session: Session) => void,
    repeats = false,
): Command {
    return { id, title, group, keys: typeof keys === 'string' ? [keys] : keys, run, repeats };
}

function arrow(session: Session, dx: number, dy: number): void {
    if (selection(session).length && session.state.tool === 'select') actions.nudge(session, dx, dy);
    else if (dx !== 0) session.step(dx > 0 ? 1 : -1);
}

/** The n-th label, counted from one: changes what is selected, or what will be drawn next. */
function useLabel(session: Session, n: number): void {
    const label = session.labels.roots[n - 1];
    if (!label) return;
    const ids = selection(session);
    if (label.type === 'tag') actions.toggleTag(session, label);
    else if (ids.length && session.state.tool === 'select') actions.changeLabel(session, ids, label);
    else session.setLabel(label);
}

const LABEL_KEYS = Array.from({ length: 9 }, (_, i) =>
    command(`label_${i + 1}`, `Label ${i + 1}`, 'Objects', [`${i + 1}`, `ctrl+${i + 1}`], session =>
        useLabel(session, i + 1),
    ),
);

export const COMMANDS: readonly Command[] = [
    command('cancel', 'Cancel, or select nothing', 'Tools', 'escape', session => session.send({ type: 'cancel' })),
    command('repeat', 'Draw again, or finish drawing', 'Tools', 'n', session => session.repeat()),
    command('back', 'Take back the last point', 'Tools', 'backspace', session => session.send({ type: 'back' }), true),
    command('rectangle', 'Rectangle', 'Tools', 'shift+r', session => session.use('rectangle')),
    command('polygon', 'Polygon', 'Tools', 'shift+p', session => session.use('polygon')),
    command('polyline', 'Polyline', 'Tools', 'shift+l', session => session.use('polyline')),
    command('points', 'Points', 'Tools', 'shift+o', session => session.use('points')),
    command('ellipse', 'Ellipse', 'Tools', 'shift+e', session => session.use('ellipse')),

    command('undo', 'Undo', 'Objects', 'ctrl+z', session => session.undo(), true),
    command('redo', 'Redo', 'Objects', ['ctrl+shift+z', 'ctrl+y'], session => session.redo(), true),
    command('copy', 'Copy', 'Objects', 'ctrl+c', copySelection),
    command('paste', 'Paste at the pointer', 'Objects', 'ctrl+v', paste),
    command('paste_in_place', 'Paste in place', 'Objects', 'ctrl+shift+v', session => placeCopies(session, 0, 0)),
    command('duplicate', 'Duplicate', 'Objects', 'ctrl+d', duplicate),
    command('delete', 'Delete', 'Objects', ['delete', 'shift+delete'], session =>
        actions.deleteObjects(session, selection(session)),
    ),
    command('select_all', 'Select everything on the frame', 'Objects', 'ctrl+a', session =>
        session.select(session.document.objectsOn(session.frame).flatMap(({ id }) => session.scene.get(id)?.id ?? [])),
    ),
    command(
        'cycle',
        'Next object under the selected one',
        'Objects',
        'tab',
        session => actions.cycleOverlapping(session, false),
        true,
    ),
    command(
        'cycle_back',
        'Previous object',
        'Objects',
        'shift+tab',
        session => actions.cycleOverlapping(session, true),
        true,
    ),
    command('lock', 'Lock', 'Objects', 'l', session => actions.toggleLock(session, selection(session))),
    command('hide', 'Hide', 'Objects', 'h', session => actions.toggleHidden(session, selection(session))),
    command('occluded', 'Occluded', 'Objects', ['q', '/'], session =>
        actions.toggleGeometryFlag(session, selection(session), 'occluded'),
    ),
    command('pinned', 'Pin in place', 'Objects', 'p', session => actions.togglePinned(session, selection(session))),
    command('keyframe', 'Keyframe here', 'Objects', 'k', session =>
        actions.toggleKeyframe(session, selection(session)),
    ),
    command('outside', 'Outside from here', 'Objects', 'o', session =>
        actions.toggleGeometryFlag(session, selection(session), 'outside'),
    ),
    command('next_keyframe', 'Next keyframe', 'Objects', 'r', session =>
        selection(session)
            .slice(0, 1)
            .forEach(id => actions.goToKeyframe(session, id, 'next')),
    ),
    command('previous_keyframe', 'Previous keyframe', 'Objects', 'e', session =>
        selection(session)
            .slice(0, 1)
            .forEach(id => actions.goToKeyframe(session, id, 'previous')),
    ),
    command('group', 'Group', 'Objects', 'g', session => actions.group(session, selection(session))),
    command('ungroup', 'Remove from group', 'Objects', 'shift+g', session =>
        actions.ungroup(session, selection(session)),
    ),
    command('background', 'To the back', 'Objects', ['-', '_'], session =>
        actions.toLayer(session, selection(session), 'back'),
    ),
    command('foreground', 'To the front', 'Objects', ['+', '='], session =>
        actions.toLayer(session, selection(session), 'front'),
    ),
    command('colour', 'Next colour', 'Objects', 'enter', session => actions.nextColour(session, selection(session))),
    command(
        'left',
        'Left by a pixel, or previous frame',
        'Objects',
        'arrowleft',
        session => arrow(session, -1, 0),
        true,
    ),
    command('right', 'Right by a pixel, or next frame', 'Objects', 'arrowright', session => arrow(session, 1, 0), true),
    command('up', 'Up by a pixel', 'Objects', 'arrowup', session => arrow(session, 0, -1), true),
    command('down', 'Down by a pixel', 'Objects', 'arrowdown', session => arrow(session, 0, 1), true),
    command('left_10', 'Left by ten pixels', 'Objects', 'shift+arrowleft', session => arrow(session, -10, 0), true),
    command('right_10', 'Right by ten pixels', 'Objects', 'shift+arrowright', session => arrow(session, 10, 0), true),
    command('up_10', 'Up by ten pixels', 'Objects', 'shift+arrowup', session => arrow(session, 0, -10), true),
    command('down_10', 'Down by ten pixels', 'Objects', 'shift+arrowdown', session => arrow(session, 0, 10), true),
    ...LABEL_KEYS,

    command('next_frame', 'Next frame', 'Frames', 'f', session => session.step(1), true),
    command('previous_frame', 'Previous frame', 'Frames', 'd', session => session.step(-1), true),
    command(
        'forward',
        'Forward by the step',
        'Frames',
        'v',
        session => session.step(session.state.preferences.playerStep),
        true,
    ),
    command(
        'backward',
        'Back by the step',
        'Frames',
        'c',
        session => session.step(-session.state.preferences.playerStep),
        true,
    ),
    command('first_frame', 'First frame', 'Frames', 'home', session => session.goTo(session.frames.first)),
    command('last_frame', 'Last frame', 'Frames', 'end', session => session.goTo(session.frames.last)),
    { ...command('play', 'Play or pause', 'Frames', 'space', togglePlay), onRelease: true },
    command('delete_frame', 'Delete or restore the frame', 'Frames', 'alt+delete', actions.toggleDeletedFrame),

    command('fit', 'Fit the image', 'View', ['0', 'ctrl+0'], session => session.viewport.fit()),
    command('zoom_in', 'Zoom in', 'View', 'ctrl+=', session => session.viewport.zoom(1.25), true),
    command('zoom_out', 'Zoom out', 'View', 'ctrl+-', session => session.viewport.zoom(0.8), true),
    command('focus', 'Zoom to the selected object', 'View', 'z', session =>
        selection(session)
            .slice(0, 1)
            .forEach(id => session.viewport.focus(id)),
    ),
    command('turn', 'Turn the view clockwise', 'View', 'ctrl+r', session => session.viewport.turn(1)),
    command('turn_back', 'Turn the view anticlockwise', 'View', 'ctrl+shift+r', session => session.viewport.turn(-1)),
    command('hide_all', 'Hide or show everything', 'View', 'shift+h', session =>
        actions.toggleHidden(session, actions.idsOnFrame(session)),
    ),
    command('lock_all', 'Lock or unlock everything', 'View', 'shift+k', session =>
        actions.toggleLock(session, actions.idsOnFrame(session)),
    ),

    command('save', 'Save', 'Job', 'ctrl+s', session => void session.saver.save()),
];

const byKeys = new Map(COMMANDS.flatMap(one => one.keys.map(keys => [keys, one] as const)));

/** How a key press is written in the table. Shifted signs stand for themselves, as `_` and `+`. */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
    const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
    const named = key.length > 1 || /^[a-z0-9]$/.test(key);
    const parts = [];
    if (event.ctrlKey || event.metaKey) parts.push('ctrl');
    if (event.altKey) parts.push('alt');
    if (event.shiftKey && named) parts.push('shift');
    return [...parts, key].join('+');
}

export function commandFor(event: Parameters<typeof chordOf>[0]): Command | undefined {
    return byKeys.get(chordOf(event));
}

const FIELDS = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="dialog"]';
const CONTROLS = 'button, a, [role="slider"], [role="tab"], [role="menu"], [role="menuitem"], [role="option"]';
const CONTROL_KEYS = /^(tab|enter|space|home|end|arrow.*)$/;

/** Whether a key press belongs to the element that has the focus rather than to the canvas. */
export function belongsToControl(target: EventTarget | null, chord: string): boolean {
    if (!(target instanceof HTMLElement)) return false;
    if (target.closest(FIELDS)) return true;
    return Boolean(target.closest(CONTROLS)) && CONTROL_KEYS.test(chord.split('+').at(-1) ?? '');
}
