import { moveCorner, moveEdge } from '../model/cuboid';
import type { GeometryEdit } from '../model/edits';
import {
    centreOf,
    clampPoint,
    drawnBox,
    frameBox,
    grow,
    normalizeAngle,
    pointsOfBox,
    round2,
    shiftInside,
    translate,
} from '../model/geometry';
import { withTwins } from '../model/holes';
import { angleTo, resizeBox, skeletonBox, SKELETON_MARGIN } from '../model/handles';
import { moveMask } from '../model/mask';
import { elementsBox, rotateElements, scaleElements } from '../model/skeleton';
import type { FrameObject, Point, Points } from '../model/types';
import type { Gesture } from './select';
import { snapped } from './snap';
import type { ToolContext } from './types';
import { movedVertices } from './vertices';

/** What a running gesture makes of the objects it holds: drawn while it lasts, stored when it ends. */
export function gestureEdits(gesture: Gesture, context: ToolContext): GeometryEdit[] {
    if (gesture.at === 'moving')
        return moved(
            gesture.ids.flatMap(id => context.get(id) ?? []),
            gesture.from,
            gesture.to,
            context,
        );
    const object = context.get(gesture.id);
    if (!object) return [];
    const { id } = gesture;
    switch (gesture.at) {
        case 'resizing': {
            if (object.type === 'skeleton') return [resizedSkeleton(object, gesture, context)];
            const to =
                object.rotation === 0 && object.type === 'rectangle'
                    ? clampPoint(gesture.to, context.image)
                    : gesture.to;
            const box = resizeBox(frameBox(object), object.rotation, gesture.side, to, gesture.ratio);
            return [{ id, points: pointsOfBox(object.type as 'rectangle' | 'ellipse', box).map(round2) }];
        }
        case 'rotating':
            if (object.type === 'skeleton') return [turnedSkeleton(object, gesture)];
            return [rotated(object, gesture.grip + angleTo(object, gesture.to), gesture.coarse)];
        case 'vertex': {
            const at = clampPoint(snapped(gesture.to, context, id).p, context.image);
            const indices = object.type === 'polygon' ? withTwins(gesture.base, [gesture.index]) : [gesture.index];
            return [{ id, points: replaced(gesture.base, indices, at) }];
        }
        case 'vertices':
            return [movedVertices(object, gesture.indices, gesture.from, gesture.to, context)];
        case 'element':
            return [{ id, elements: new Map([[gesture.labelId, [round2(gesture.to.x), round2(gesture.to.y)]]]) }];
        case 'corner':
            return [{ id, points: moveCorner(object.points, gesture.index, gesture.to, gesture.tilt) }];
        case 'upright':
            return [{ id, points: moveEdge(object.points, gesture.edge, gesture.to.x) }];
    }
}

type Of<K extends Gesture['at']> = Extract<Gesture, { at: K }>;

/** Nodes stretched with the box their handles sit on, which keeps its distance from them. */
function resizedSkeleton(object: FrameObject, gesture: Of<'resizing'>, context: ToolContext): GeometryEdit {
    const margin = SKELETON_MARGIN / context.scale;
    const box = resizeBox(skeletonBox(object, context.scale), 0, gesture.side, gesture.to, gesture.ratio);
    const inner = grow(box, -margin);
    const to = {
        ...inner,
        maxX: Math.max(inner.maxX, inner.minX + 1),
        maxY: Math.max(inner.maxY, inner.minY + 1),
    };
    return { id: object.id, elements: scaleElements(object.elements, drawnBox(object), to) };
}

/** The nodes turned; a skeleton has no angle of its own. */
function turnedSkeleton(object: FrameObject, gesture: Of<'rotating'>): GeometryEdit {
    const centre = centreOf(elementsBox(object.elements));
    const step = gesture.coarse ? 15 : 0.1;
    const degrees = Math.round((gesture.grip + angleTo(object, gesture.to)) / step) * step;
    return { id: object.id, elements: rotateElements(object.elements, centre, degrees) };
}

function replaced(points: Points, indices: readonly number[], at: Point): number[] {
    const out = [...points];
    for (const index of indices) {
        out[2 * index] = round2(at.x);
        out[2 * index + 1] = round2(at.y);
    }
    return out;
}

function rotated(object: FrameObject, degrees: number, coarse: boolean): GeometryEdit {
    const step = coarse ? 15 : 0.1;
    const rotation = normalizeAngle(Math.round(degrees / step) * step);
    return { id: object.id, rotation: round2(rotation) };
}

/** A whole-object move, shortened where it would push what must stay inside over the edge of the image. */
export function moved(objects: readonly FrameObject[], from: Point, to: Point, context: ToolContext): GeometryEdit[] {
    const { dx, dy } = shiftInside(objects, { dx: to.x - from.x, dy: to.y - from.y }, context.image);
    return objects.flatMap(object => movedObject(object, round2(dx), round2(dy), context) ?? []);
}

function movedObject(object: FrameObject, dx: number, dy: number, context: ToolContext): GeometryEdit | null {
    const { id } = object;
    if (object.type === 'mask') {
        const points = moveMask(object.points, dx, dy, context.image);
        return points && { id, points };
    }
    if (object.type === 'skeleton') {
        const elements = new Map(
            object.elements.map(element => [element.labelId, translate(element.points, dx, dy).map(round2)]),
        );
        return { id, elements };
    }
    return { id, points: translate(object.points, dx, dy).map(round2) };
}
