import { copyOf, placedTogether, type Copy } from '../model/copies';
import { create } from '../model/edits';
import type { ShapeObject } from '../model/types';
import { carryTool, erase } from '../tools';
import type { Session } from './session';

/** What was copied last, for all jobs opened in this page one after another. */
let copies: readonly Copy[] = [];

export function copySelection(session: Session): void {
    const found = session.state.selection.flatMap(id => copyOf(session.document, id, session.frame) ?? []);
    if (!found.length) return;
    copies = found;
    session.notify('info', found.length === 1 ? 'Copied 1 object.' : `Copied ${found.length} objects.`);
}

function usable(session: Session): readonly Copy[] {
    return copies.filter(({ object }) => session.labels.get(object.labelId));
}

/** Takes the copies on the pointer; tags are put on the frame at once. */
export function paste(session: Session): void {
    const ready = usable(session);
    if (!ready.length) return session.notify('info', 'Nothing to paste here. Copy an object first.');
    const shapes = ready.flatMap(({ object }) => (object.kind === 'shape' ? [object] : []));
    if (!shapes.length) return placeCopies(session, 0, 0);
    const carried = shapes.map((shape: ShapeObject) => ({
        ...shape,
        elements: shape.elements.map(element => ({ ...element, keyframe: true })),
    }));
    session.toolbox.take(erase(carryTool(carried)), 'carry');
}

/** Puts the copies on the present frame, moved by this much, as one step. */
export function placeCopies(session: Session, dx: number, dy: number): void {
    const image = session.sizeOf(session.frame);
    const objects = placedTogether(usable(session), session.frame, { dx, dy }, image, session.labels);
    const diff = create(session.document, objects);
    session.commit('Pasted objects', diff, { select: diff.objects.map(change => change.id) });
}

export function duplicate(session: Session): void {
    const found = session.state.selection.flatMap(id => copyOf(session.document, id, session.frame) ?? []);
    if (!found.length) return;
    copies = found;
    const offset = 12 / session.viewport.camera.scale;
    placeCopies(session, offset, offset);
}
