import { t } from '../../shared/language';
import * as actions from './actions';
import { ATTRIBUTE_COMMANDS } from './attributeMode';
import { selectSameLabel } from './bulk';
import { copySelection, duplicate, paste, pasteInPlace } from './clipboard';
import { stepIssue } from './issueLinks';
import { pointOrAsk } from './objectIssues';
import { MASK_COMMANDS } from './maskCommands';
import * as operations from './operations';
import { copyFrameLink, toggleFullscreen } from './frameMenu';
import { clickByKey, leadByKey } from './keyPointer';
import { isPanelOpen, openPanel } from './layout';
import { setLoop, shuttle, togglePlay } from './player';
import { REVIEW_COMMANDS } from './reviewKeys';
import { searchChapter, searchFrame } from './search';
import { copyFromPrevious } from './spread';
import { trimHere } from '../timeline/edits';
import type { LabelSpec } from '../model/labels';
import { isDrawTool, type Relation } from '../tools';
import { brush, growBrush } from './brushCommands';
import type { Session } from './session';
import { SINGLE_COMMANDS } from './singleMode';
import { TAG_COMMANDS } from './tagMode';
import type { WorkspaceName } from './workspaces';

/** One keyboard command: what it is called, how it is typed, what it does. */
export interface Command {
    readonly id: string;
    readonly title: string;
    readonly group: 'Tools' | 'Objects' | 'Frames' | 'View' | 'Job' | 'Attributes' | 'Single shape' | 'Tags';
    /** Sequences of its own, which presets and people change; written as in shared/keys/chord.ts. */
    readonly keys: readonly string[];
    run(session: Session): void;
    /** Done when the key is let go. */
    release?(session: Session): void;
    /** Repeats while the key is held down. */
    readonly repeats?: boolean;
    /** The workspace it belongs to; there it goes before what else has the same keys. */
    readonly scope?: WorkspaceName;
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
    if (leadByKey(session, { x: dx, y: dy })) return;
    if (selection(session).length && session.state.tool === 'select') actions.nudge(session, dx, dy);
    else if (dx !== 0) searchFrame(session, dx > 0 ? 1 : -1);
}

/** Gives a label to what is selected, or to what will be drawn next. */
export function takeLabel(session: Session, label: LabelSpec): void {
    const ids = selection(session);
    const { tool } = session.state;
    if (label.type === 'tag') return actions.toggleTag(session, label);
    if (ids.length && tool === 'select') return actions.changeLabel(session, ids, label);
    session.toolbox.setLabel(label);
    if (tool === 'select') session.notify('info', t('What is drawn next is {name}.', { name: label.name }));
}

/** The n-th label, counted from one. */
function takeLabelAt(session: Session, n: number): void {
    const label = session.labels.roots[n - 1];
    if (label) takeLabel(session, label);
}

/** A key that takes up a picking tool, and pressed again ends it. Enough suitable objects selected, it acts at once. */
function pick(session: Session, how: Relation): void {
    if (session.state.tool === how) return session.send({ type: 'finish' });
    const ids = selection(session);
    const masks = ids.filter(id => actions.typeOf(session, id) === 'mask');
    const ready = how === 'group' ? ids.length > 1 : how === 'join' && masks.length > 1 && masks.length === ids.length;
    if (ready && session.state.tool === 'select') operations.relate(session, how, ids);
    else session.use(how);
}

/** Out of the group: what is picked for one, else what is selected. */
function ungroup(session: Session): void {
    if (session.state.tool === 'group') session.send({ type: 'ungroup' });
    else actions.ungroup(session, selection(session));
}

function splitHere(session: Session): void {
    const [id] = selection(session);
    if (id !== undefined && session.object(id)?.kind === 'track') operations.splitTrack(session, id);
    else session.use('split');
}

/** In a skeleton tool the flag is that of the next node. */
function mark(session: Session, flag: 'occluded' | 'outside'): void {
    if (session.state.tool === 'skeleton') session.send({ type: 'mark', as: flag === 'occluded' ? flag : 'absent' });
    else actions.toggleGeometryFlag(session, selection(session), flag);
}

function hide(session: Session): void {
    const { tool, paintHidden } = session.state;
    if (tool !== 'mask' && tool !== 'paint') return actions.toggleHidden(session, selection(session));
    session.view.setState({ paintHidden: !paintHidden });
    session.viewport.mark('overlay');
}

function toggleSetting(session: Session, name: 'snapping' | 'bordering', title: string): void {
    const on = !session.state.preferences.tools[name];
    session.setToolSettings({ [name]: on });
    session.notify('info', on ? t('{title} is on.', { title }) : t('{title} is off.', { title }));
}

/** Asks what is to be done to what. */
function runAction(session: Session): void {
    if (session.readOnly) session.notify('warning', session.state.readOnly ?? '');
    else session.view.setState({ dialog: 'actions' });
}

/** Hides everything that is not selected until the key is let go. */
function holdAlone(session: Session): void {
    if (!selection(session).length) return session.notify('info', t('Select what is to be seen alone.'));
    session.visibility.isolate(true);
}

/** Bordering for as long as a key is held. */
function holdBordering(session: Session, borderingHeld: boolean): void {
    session.view.setState({ borderingHeld });
    session.viewport.toolMoved();
}

/** Draws the selected object anew; with nothing selected, goes on with the last tool. */
function redraw(session: Session): void {
    const [id] = selection(session);
    const { tool } = session.state;
    if (isDrawTool(tool) || tool === 'paint') session.send({ type: 'finish' });
    else if (id !== undefined && tool === 'select') session.toolbox.redraw(id);
}

/** Labels by their place. Each label has a key of its own besides, see labelKeys.ts. */
const LABELS_BY_PLACE = Array.from({ length: 10 }, (_, i) =>
    command(
        `label_${i + 1}`,
        t('Label {i} of the list', { i: i + 1 }),
        'Objects',
        i < 9 ? `ctrl+${i + 1}` : [],
        session => takeLabelAt(session, i + 1),
    ),
);

/** The number box of the frame bar takes the focus. */
function typeFrameNumber(): void {
    const box = document.querySelector<HTMLInputElement>('.ed-frame-number input');
    box?.focus();
    box?.select();
}

export const COMMANDS: readonly Command[] = [
    command('cancel', t('Cancel, or select nothing'), 'Tools', 'escape', session => session.send({ type: 'cancel' })),
    command('repeat', t('Draw again, or finish drawing'), 'Tools', 'n', session => session.toolbox.repeat()),
    command(
        'back',
        t('Take back the last point'),
        'Tools',
        'backspace',
        session => session.send({ type: 'back' }),
        true,
    ),
    command('redraw', t('Draw the selected object anew'), 'Tools', 'shift+n', redraw),
    command('rectangle', t('Rectangle'), 'Tools', 'shift+r', session => session.use('rectangle')),
    command('polygon', t('Polygon'), 'Tools', 'shift+p', session => session.use('polygon')),
    command('scissors', t('Intelligent scissors'), 'Tools', 'shift+i', session => session.use('scissors')),
    command('polyline', t('Polyline'), 'Tools', 'shift+l', session => session.use('polyline')),
    command('points', t('Points'), 'Tools', 'shift+o', session => session.use('points')),
    command('ellipse', t('Ellipse'), 'Tools', 'shift+e', session => session.use('ellipse')),
    command('cuboid', t('Cuboid'), 'Tools', 'shift+c', session => session.use('cuboid')),
    command('skeleton', t('Skeleton'), 'Tools', 'shift+s', session => session.use('skeleton')),
    command('brush', t('Mask: brush'), 'Tools', 'shift+1', session => brush(session, 'brush')),
    command('eraser', t('Mask: eraser'), 'Tools', 'shift+2', session => brush(session, 'eraser')),
    command('polygon_plus', t('Mask: add a polygon'), 'Tools', 'shift+3', session => brush(session, 'polygon-plus')),
    command('polygon_minus', t('Mask: cut out a polygon'), 'Tools', 'shift+4', session =>
        brush(session, 'polygon-minus'),
    ),
    command('fill', t('Mask: fill what is enclosed'), 'Tools', 'shift+5', session => brush(session, 'fill')),
    command('wand', t('Mask: magic wand'), 'Tools', 'shift+6', session => brush(session, 'wand')),
    command('superpixel', t('Mask: superpixels'), 'Tools', 'shift+7', session => brush(session, 'superpixel')),
    command(
        'brush_smaller',
        t('Smaller brush, or less tolerance'),
        'Tools',
        '[',
        session => growBrush(session, -1),
        true,
    ),
    command('brush_larger', t('Larger brush, or more tolerance'), 'Tools', ']', session => growBrush(session, 1), true),
    command('merge', t('Merge into a track'), 'Tools', 'm', session => pick(session, 'merge')),
    command('split', t('Split a track here'), 'Tools', 'alt+m', splitHere),
    command('join', t('Join masks'), 'Tools', 'j', session => pick(session, 'join')),
    command('slice', t('Cut a polygon or mask in two'), 'Tools', 'alt+j', session => session.use('slice')),
    command('hole', t('Cut a hole into a polygon or mask'), 'Tools', 'alt+h', session => session.use('hole')),
    command('link', t('Link two objects'), 'Tools', 'alt+r', session => session.use('link')),
    command('simplify', t('Simplify outlines'), 'Tools', 'shift+y', session =>
        operations.simplifyOutlines(session, session.state.selection),
    ),
    command('measure', t('Measure'), 'Tools', 'shift+x', session => session.use('measure')),
    command('issue', t('Open an issue, about the selected object if there is one'), 'Tools', 'i', pointOrAsk),
    command('issue_outline', t('Open an issue about what is outlined'), 'Tools', [], session =>
        session.use('issue-outline'),
    ),
    command('bordering', t('Automatic bordering'), 'Tools', 'alt+b', session =>
        toggleSetting(session, 'bordering', t('Automatic bordering')),
    ),
    {
        ...command('bordering_held', t('Automatic bordering while held'), 'Tools', 'b', session =>
            holdBordering(session, true),
        ),
        release: session => holdBordering(session, false),
    },
    command('snapping', t('Snapping'), 'Tools', 'alt+s', session => toggleSetting(session, 'snapping', t('Snapping'))),

    command('copy', t('Copy'), 'Objects', 'ctrl+c', copySelection),
    command('paste', t('Paste at the pointer'), 'Objects', 'ctrl+v', paste),
    command('paste_in_place', t('Paste in place'), 'Objects', 'ctrl+shift+v', pasteInPlace),
    command('duplicate', t('Duplicate'), 'Objects', 'ctrl+d', duplicate),
    command('copy_previous', t('Copy the shapes of the previous frame'), 'Objects', 'shift+v', copyFromPrevious),
    command('propagate', t('Copy to other frames'), 'Objects', 'ctrl+b', session => {
        if (selection(session).length) session.view.setState({ dialog: 'propagate' });
        else session.notify('info', t('Select what is to be copied to other frames.'));
    }),
    command('take_over', t('Edit what somebody else is working on'), 'Objects', 'alt+t', session =>
        session.presence.takeOver(),
    ),
    command('run_action', t('Run an action on what is selected, or on many frames'), 'Objects', 'ctrl+e', runAction),
    command('delete', t('Delete; chosen points of an outline'), 'Objects', 'delete', session =>
        actions.deleteSelected(session, false),
    ),
    command('delete_locked', t('Delete, also what is locked'), 'Objects', 'shift+delete', session =>
        actions.deleteSelected(session, true),
    ),
    command('select_all', t('Select everything on the frame'), 'Objects', 'ctrl+a', session =>
        session.select(session.document.objectsOn(session.frame).flatMap(({ id }) => session.scene.get(id)?.id ?? [])),
    ),
    command(
        'cycle',
        t('Next object under the selected one'),
        'Objects',
        'tab',
        session => actions.cycleOverlapping(session, false),
        true,
    ),
    command(
        'cycle_back',
        t('Previous object'),
        'Objects',
        'shift+tab',
        session => actions.cycleOverlapping(session, true),
        true,
    ),
    command('same_label', t('Select everything of the same label'), 'Objects', 'ctrl+shift+a', selectSameLabel),
    command('lock', t('Lock'), 'Objects', 'l', session => actions.toggleLock(session, selection(session))),
    command('hide', t('Hide; the mask being painted'), 'Objects', 'h', hide),
    command('occluded', t('Occluded; the next node of a skeleton'), 'Objects', ['q', '/'], session =>
        mark(session, 'occluded'),
    ),
    command('pinned', t('Pin in place'), 'Objects', 'p', session => actions.togglePinned(session, selection(session))),
    command('keyframe', t('Keyframe here'), 'Objects', 'k', session =>
        actions.toggleKeyframe(session, selection(session)),
    ),
    command('outside', t('Outside from here; no such node in a skeleton'), 'Objects', 'o', session =>
        mark(session, 'outside'),
    ),
    command('next_keyframe', t('Next keyframe'), 'Objects', 'r', session =>
        selection(session)
            .slice(0, 1)
            .forEach(id => actions.goToKeyframe(session, id, 'next')),
    ),
    command('previous_keyframe', t('Previous keyframe'), 'Objects', 'e', session =>
        selection(session)
            .slice(0, 1)
            .forEach(id => actions.goToKeyframe(session, id, 'previous')),
    ),
    command('start_here', t('Track starts here'), 'Objects', 'alt+[', session =>
        trimHere(session, selection(session), 'first'),
    ),
    command('end_here', t('Track ends here'), 'Objects', 'alt+]', session =>
        trimHere(session, selection(session), 'last'),
    ),
    command('group', t('Group'), 'Objects', 'g', session => pick(session, 'group')),
    command('ungroup', t('Remove from group'), 'Objects', 'shift+g', ungroup),
    command('background', t('To the back'), 'Objects', ['-', '_'], session =>
        actions.toLayer(session, selection(session), 'back'),
    ),
    command('foreground', t('To the front'), 'Objects', ['+', '='], session =>
        actions.toLayer(session, selection(session), 'front'),
    ),
    command('colour', t('Next colour; with a tool in hand: draw by keys, click'), 'Objects', 'enter', session => {
        if (!clickByKey(session)) actions.nextColour(session, selection(session));
    }),
    command(
        'left',
        t('Left by a pixel, or previous frame'),
        'Objects',
        'arrowleft',
        session => arrow(session, -1, 0),
        true,
    ),
    command(
        'right',
        t('Right by a pixel, or next frame'),
        'Objects',
        'arrowright',
        session => arrow(session, 1, 0),
        true,
    ),
    command('up', t('Up by a pixel'), 'Objects', 'arrowup', session => arrow(session, 0, -1), true),
    command('down', t('Down by a pixel'), 'Objects', 'arrowdown', session => arrow(session, 0, 1), true),
    command('left_10', t('Left by ten pixels'), 'Objects', 'shift+arrowleft', session => arrow(session, -10, 0), true),
    command(
        'right_10',
        t('Right by ten pixels'),
        'Objects',
        'shift+arrowright',
        session => arrow(session, 10, 0),
        true,
    ),
    command('up_10', t('Up by ten pixels'), 'Objects', 'shift+arrowup', session => arrow(session, 0, -10), true),
    command('down_10', t('Down by ten pixels'), 'Objects', 'shift+arrowdown', session => arrow(session, 0, 10), true),
    command('left_tenth', t('Left by a tenth'), 'Objects', 'alt+arrowleft', session => arrow(session, -0.1, 0), true),
    command('right_tenth', t('Right by a tenth'), 'Objects', 'alt+arrowright', session => arrow(session, 0.1, 0), true),
    command('up_tenth', t('Up by a tenth'), 'Objects', 'alt+arrowup', session => arrow(session, 0, -0.1), true),
    command('down_tenth', t('Down by a tenth'), 'Objects', 'alt+arrowdown', session => arrow(session, 0, 0.1), true),
    ...LABELS_BY_PLACE,

    command('next_frame', t('Next frame'), 'Frames', 'f', session => session.step(1), true),
    command('previous_frame', t('Previous frame'), 'Frames', 'd', session => session.step(-1), true),
    command(
        'forward',
        t('Forward by the step'),
        'Frames',
        'v',
        session => session.step(session.state.preferences.player.step),
        true,
    ),
    command(
        'backward',
        t('Back by the step'),
        'Frames',
        'c',
        session => session.step(-session.state.preferences.player.step),
        true,
    ),
    command('first_frame', t('First frame'), 'Frames', 'home', session => session.goTo(session.frames.first)),
    command('next_issue', t('Next frame with an issue'), 'Frames', 'shift+f', session => stepIssue(session, 1)),
    command('previous_issue', t('Previous frame with an issue'), 'Frames', 'shift+d', session =>
        stepIssue(session, -1),
    ),
    command('last_frame', t('Last frame'), 'Frames', 'end', session => session.goTo(session.frames.last)),
    command('chapter_forward', t('Next chapter'), 'Frames', 'pagedown', session => searchChapter(session, 1)),
    command('chapter_backward', t('Beginning of this chapter, or the one before'), 'Frames', 'pageup', session =>
        searchChapter(session, -1),
    ),
    command('fullscreen', t('Full screen'), 'View', [], session => void toggleFullscreen(session)),
    command('copy_frame_link', t('Copy the link to this frame'), 'Frames', [], session => void copyFrameLink(session)),
    command('play', t('Play or pause'), 'Frames', 'space', togglePlay),
    command('frame_number', t('Type a frame number'), 'Frames', '`', typeFrameNumber),
    command('play_back', t('Play backwards; again: faster'), 'Frames', ',', session => shuttle(session, -1)),
    command('play_on', t('Play forwards; again: faster'), 'Frames', '.', session => shuttle(session, 1)),
    command('loop_from', t('Repeat from here'), 'Frames', '{', session => setLoop(session, 'first')),
    command('loop_to', t('Repeat up to here'), 'Frames', '}', session => setLoop(session, 'last')),
    command('loop_off', t('Repeat no longer'), 'Frames', '|', session => session.view.setState({ loop: null })),
    command('delete_frame', t('Delete or restore the frame'), 'Frames', 'alt+delete', actions.toggleDeletedFrame),

    command('fit', t('Fit the image'), 'View', ['0', 'ctrl+0'], session => session.viewport.fit()),
    command('zoom_in', t('Zoom in'), 'View', 'ctrl+=', session => session.viewport.zoom(1.25), true),
    command('zoom_out', t('Zoom out'), 'View', 'ctrl+-', session => session.viewport.zoom(0.8), true),
    command('focus', t('Zoom to the selected object'), 'View', 'z', session =>
        selection(session)
            .slice(0, 1)
            .forEach(id => session.viewport.focus(id)),
    ),
    command('region', t('Zoom to a region'), 'View', 'shift+z', session => session.use('region')),
    command('image', t('Brightness, grid and the like'), 'View', 'alt+i', session =>
        session.view.setState({ imageDrawer: !session.state.imageDrawer }),
    ),
    command('onion', t('Let the previous frame shine through'), 'View', 'alt+o', session =>
        session.setPreferences({ image: { onion: !session.state.preferences.image.onion } }),
    ),
    command('sidebar', t('Open or close the sidebar'), 'View', '\\', session =>
        openPanel(session, !isPanelOpen(session)),
    ),
    command('turn', t('Turn the view clockwise'), 'View', 'ctrl+r', session => session.viewport.turn(1)),
    command('turn_back', t('Turn the view anticlockwise'), 'View', 'ctrl+shift+r', session =>
        session.viewport.turn(-1),
    ),
    command('filter', t('Filter the objects'), 'View', 'ctrl+f', session =>
        session.view.setState({ dialog: 'filter' }),
    ),
    command('frame_name', t('Find a frame by its name'), 'Frames', 'ctrl+shift+f', session =>
        session.view.setState({ dialog: 'frame-name' }),
    ),
    {
        ...command('isolate', t('Show only what is selected, while held'), 'View', 's', holdAlone),
        release: session => session.visibility.isolate(false),
    },
    command('hide_all', t('Hide or show everything'), 'View', ['shift+h', 't h'], session =>
        actions.toggleHidden(session, actions.idsOnFrame(session)),
    ),
    command('lock_all', t('Lock or unlock everything'), 'View', ['shift+k', 't l'], session =>
        actions.toggleLock(session, actions.idsOnFrame(session)),
    ),

    command('undo', t('Undo'), 'Job', 'ctrl+z', session => session.undo(), true),
    command('redo', t('Redo'), 'Job', ['ctrl+shift+z', 'ctrl+y'], session => session.redo(), true),
    command('help', t('Keys and gestures'), 'Job', '?', session => session.view.setState({ dialog: 'help' })),
    command('save', t('Save'), 'Job', 'ctrl+s', session => void session.saver.save()),
    command('guide', t('Guide'), 'Job', [], session => {
        if (session.job.guide_id === null) session.notify('info', t('This job has no guide.'));
        else session.view.setState({ dialog: 'guide' });
    }),
    command('finish', t('Finish the job'), 'Job', 'ctrl+enter', session =>
        session.view.setState({ dialog: 'finish-job' }),
    ),
    command('statistics', t('Statistics'), 'Job', 'shift+t', session =>
        session.view.setState({ dialog: 'statistics' }),
    ),
    ...MASK_COMMANDS,
    ...REVIEW_COMMANDS,
    ...ATTRIBUTE_COMMANDS,
    ...SINGLE_COMMANDS,
    ...TAG_COMMANDS,
];
