import type { ObjectId, Point } from '../model/types';
import { handleAt } from '../tools/select';
import { clickHandle, type PointGesture } from '../tools/selectClick';
import { idsOnFrame, setLocked } from './actions';
import { applyEffect } from './effects';
import type { Session } from './session';
import { idSet } from '../model/idSet';

/** What the menu of an object is opened with. */
export interface ObjectMenu {
    readonly id: ObjectId;
    /** Place on the window. */
    readonly x: number;
    readonly y: number;
    /** The point of the object's outline that is meant. */
    readonly vertex?: number;
    /** The part of a skeleton that is meant. */
    readonly part?: number;
    /** Everything that lies there, the front first. */
    readonly under?: readonly ObjectId[];
    /** The object is one of the ground truth. */
    readonly truth?: boolean;
}

/** What a menu at a point of the image is about: what is selected goes before what lies in front of it. */
export function menuAt(session: Session, p: Point): Omit<ObjectMenu, 'x' | 'y'> | null {
    const context = session.toolContext;
    const grabbed = handleAt(p, context);
    const under = context.hit(p).map(object => object.id);
    const id = grabbed?.id ?? under.find(one => session.state.selection.includes(one)) ?? under[0];
    if (id === undefined) {
        const truth = session.truth.hit(p);
        return truth ? { id: truth.id, truth: true } : null;
    }
    if (grabbed?.handle.kind === 'element') return { id, under, part: grabbed.handle.labelId };
    return grabbed?.handle.kind === 'vertex' ? { id, under, vertex: grabbed.handle.index } : { id, under };
}

/** Does to a point of an outline what a click with keys held does. */
export function onVertex(session: Session, id: ObjectId, index: number, asked: PointGesture): void {
    for (const effect of clickHandle(id, { kind: 'vertex', index }, new Set([asked]), session.toolContext))
        applyEffect(session, effect);
}

/** Everything else on the frame, and whether all of it is locked. */
export function othersOf(session: Session, ids: readonly ObjectId[]): { others: ObjectId[]; locked: boolean } {
    const own = idSet(ids);
    const others = idsOnFrame(session).filter(id => !own.has(id));
    return { others, locked: others.every(id => session.state.locked.has(id)) };
}

/** Locks everything on the frame but these, or gives it free again. */
export function lockOthers(session: Session, ids: readonly ObjectId[]): void {
    const { others, locked } = othersOf(session, ids);
    setLocked(session, others, !locked);
}
