import { t } from '../../shared/language';
import { isEmptyFrame } from '../modes/seek';
import {
    labelsToDraw,
    nextOf,
    progressOf,
    runOver,
    startOf,
    typeFor,
    type Progress,
    type SingleType,
} from '../modes/single';
import type { LabelSpec } from '../model/labels';
import { deleteObjects } from './actions';
import type { Command } from './keys';
import { commandsOf } from './modeCommand';
import type { Session } from './session';
import type { View } from './view';
import { largest } from '../../shared/extremes';

/** Drawing one shape on each frame: the tool stays in hand, and the next frame comes by itself. */

function change(session: Session, single: Partial<View['single']>): void {
    session.view.setState({ single: { ...session.state.single, ...single } });
}

export function singleLabels(session: Session): readonly LabelSpec[] {
    return labelsToDraw(session.labels.roots);
}

/** The label of what is drawn on each frame. */
export function singleLabel(session: Session): LabelSpec | undefined {
    const labels = singleLabels(session);
    return labels.find(label => label.id === session.state.labelId) ?? labels[0];
}

/** Takes up the tool of what is drawn, with the number of points after which it ends. */
export function takeTool(session: Session): void {
    const label = singleLabel(session);
    if (!label || session.readOnly) return;
    session.toolbox.use(session.state.single.type);
    session.toolbox.setLabel(label);
}

export function chooseLabel(session: Session, label: LabelSpec): void {
    session.view.setState({ labelId: label.id });
    change(session, { type: typeFor(label, session.state.single.type) });
    takeTool(session);
}

export function chooseType(session: Session, type: SingleType): void {
    change(session, { type });
    takeTool(session);
}

export function chooseCount(session: Session, pointCount: number | null): void {
    session.view.setState({ pointCount });
    takeTool(session);
}

/** Begins anew with the frames that are to be drawn on. */
export function beginRun(session: Session): void {
    const { document, frames } = session;
    const run = runOver(frames.numbers, {
        deleted: frame => document.deletedFrames.has(frame),
        empty: frame => isEmptyFrame(document, frame),
        onlyEmpty: session.state.preferences.single.onlyEmpty,
    });
    const start = startOf(run, session.frame);
    change(session, { run, finished: start === null });
    if (start === null) return session.use('select');
    session.goTo(start);
    session.cache.expect(nextOf(run, start));
    takeTool(session);
}

export function progress(session: Session): Progress {
    return progressOf(session.state.single.run, session.frame, frame => !isEmptyFrame(session.document, frame));
}

/** The next frame of the run, or its end. */
export function skip(session: Session): void {
    if (session.toolbox.busy) session.send({ type: 'cancel' });
    const next = nextOf(session.state.single.run, session.frame);
    if (next !== null) {
        session.goTo(next);
        session.cache.expect(nextOf(session.state.single.run, next));
        return;
    }
    change(session, { finished: true });
    session.use('select');
    if (session.state.preferences.single.save) void session.saver.save();
}

/** Goes on drawing on a frame after the end of a run. */
export function resume(session: Session, frame: number): void {
    change(session, { finished: false });
    session.goTo(frame);
    takeTool(session);
}

/** Ends a drawing of many clicks, or takes the tool up again. */
function drawOrFinish(session: Session): void {
    if (session.toolbox.busy) return session.send({ type: 'finish' });
    if (session.state.single.finished) resume(session, session.frame);
    else takeTool(session);
}

/** Removes what is selected, or else what was drawn on the frame last. */
function removeShape(session: Session): void {
    const { selection } = session.state;
    const last = largest([0, ...session.document.objectsOn(session.frame).map(({ id }) => id)]);
    const ids = selection.length ? selection : last ? [last] : [];
    if (ids.length) deleteObjects(session, ids);
    else session.notify('info', t('There is nothing on this frame to remove.'));
}

export function enterSingle(session: Session): () => void {
    const { drawKind } = session.state;
    session.view.setState({ drawKind: 'shape' });
    const label = singleLabel(session);
    if (label) {
        session.view.setState({ labelId: label.id });
        change(session, { type: typeFor(label, session.state.single.type) });
        beginRun(session);
    }
    session.drawn = () => {
        if (session.state.preferences.single.autoNext) skip(session);
        // Where tools are put down after each shape, this one is taken up again.
        if (!session.state.single.finished && session.state.tool === 'select') takeTool(session);
    };
    return () => {
        session.drawn = null;
        session.cache.expect(null);
        session.view.setState({ drawKind });
    };
}

const command = commandsOf('single', 'Single shape');

export const SINGLE_COMMANDS: readonly Command[] = [
    command('switch_draw_mode_single_shape', t('Draw, or finish drawing'), 'n', drawOrFinish),
    command('cancel_single_shape', t('Give up what was begun'), 'escape', session => {
        if (session.toolbox.busy) session.send({ type: 'cancel' });
    }),
    command('back_single_shape', t('Take back the last point'), 'backspace', session => {
        if (session.toolbox.busy) session.send({ type: 'back' });
    }),
    command('skip_single_shape', t('Leave this frame without a shape'), 's', skip),
    command('delete_object_single_shape', t('Remove the shape'), ['delete', 'shift+delete'], removeShape),
    command('hide_mask_single_shape', t('Hide the mask being painted'), 'h', session => {
        session.view.setState({ paintHidden: !session.state.paintHidden });
        session.viewport.mark('overlay');
    }),
];
