import { t } from '../../shared/language';
import type { Handle } from '../model/handles';
import { startingAt, turnedRound } from '../model/path';
import type { FrameObject, ObjectId, Point, Points } from '../model/types';
import type { Effect, Modifiers, PointerEventInfo, ToolContext } from './types';
import { outlined, withoutVertices, withPoint } from './vertices';

/** What lies where the pointer was pressed while selecting. */
export type Pressed =
    | { readonly kind: 'canvas' }
    | { readonly kind: 'object'; readonly id: ObjectId }
    | { readonly kind: 'handle'; readonly id: ObjectId; readonly handle: Handle };

/** An outline with a point more on one of its edges. */
export function insertion(
    object: FrameObject,
    handle: { readonly edge: number; readonly at: Point },
): { base: Points; index: number } {
    const index = handle.edge + 1;
    const { points } = object;
    return { base: [...points.slice(0, 2 * index), handle.at.x, handle.at.y, ...points.slice(2 * index)], index };
}

/** What a click does that was no drag. */
export function click(what: Pressed, { mods, p }: PointerEventInfo, context: ToolContext): Effect[] {
    const points = what.kind !== 'handle' && context.asks('add_point', mods) ? outlined(context) : undefined;
    const adds = context.asks('add', mods);
    if (points?.type === 'points') return [withPoint(points, p, context)];
    switch (what.kind) {
        case 'canvas':
            return adds ? [] : [{ type: 'select', ids: [] }];
        case 'object': {
            if (!adds) return [{ type: 'select', ids: [what.id] }];
            const { selection } = context;
            const ids = selection.includes(what.id) ? selection.filter(id => id !== what.id) : [...selection, what.id];
            return [{ type: 'select', ids }];
        }
        case 'handle':
            return clickHandle(what.id, what.handle, askedOf(mods, context), context);
    }
}

const AT_POINTS = ['path', 'first_point', 'remove_point'] as const;
/** What can be done to a point of an outline by a click. */
export type PointGesture = (typeof AT_POINTS)[number];

function askedOf(mods: Modifiers, context: ToolContext): ReadonlySet<PointGesture> {
    return new Set(AT_POINTS.filter(gesture => context.asks(gesture, mods)));
}

/** A click turns a line round at its arrow, and adds a point on an edge; on a point it does what is asked for. */
export function clickHandle(
    id: ObjectId,
    handle: Handle,
    asked: ReadonlySet<PointGesture>,
    context: ToolContext,
): Effect[] {
    const object = context.get(id);
    if (!object) return [];
    if (handle.kind === 'direction') {
        const points = turnedRound(object.points, false);
        return [{ type: 'reshape', edits: [{ id, points }], label: t('Switched direction') }];
    }
    if (handle.kind === 'edge') {
        return [{ type: 'reshape', edits: [{ id, points: insertion(object, handle).base }], label: t('Added point') }];
    }
    if (handle.kind !== 'vertex') return [];
    const drawn = object.type === 'polygon' || object.type === 'polyline';
    if (asked.has('path') && drawn) return [{ type: 'path', id, index: handle.index }];
    if (asked.has('first_point') && object.type === 'polygon' && handle.index > 0) {
        const points = startingAt(object.points, handle.index);
        return [{ type: 'reshape', edits: [{ id, points }], label: t('Changed first point') }];
    }
    return asked.has('remove_point') ? [withoutVertices(object, [handle.index])] : [];
}
