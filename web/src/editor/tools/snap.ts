import { partsOf, ringAt } from '../model/holes';
import { centreOf, distance, frameBox, nearestEdge, pointAt, rotatedCorners } from '../model/geometry';
import type { FrameObject, ObjectId, Point, Points } from '../model/types';
import type { ToolContext } from './types';

/** An edge, or the border of the image, attracts from this part of the distance from which a vertex does. */
const EDGE_REACH = 2 / 3;
/** A point that is drawn to a target stays there until it is this many times farther away. */
const HOLD = 1.4;

/** Vertices of an object that others may be drawn to. */
export function verticesOf(object: Pick<FrameObject, 'type' | 'points' | 'rotation' | 'elements'>): Points {
    switch (object.type) {
        case 'rectangle':
            return rotatedCorners(frameBox(object), object.rotation).flatMap(({ x, y }) => [x, y]);
        case 'ellipse': {
            const { x, y } = centreOf(frameBox(object));
            return [x, y];
        }
        case 'skeleton':
            return object.elements.filter(one => !one.outside).flatMap(one => one.points.slice(0, 2));
        case 'mask':
            return [];
        default:
            return object.points;
    }
}

/** The outline that a vertex of an object is on, its own or that of a hole, and which vertex of it that is. */
export function outlineAt(object: Parameters<typeof verticesOf>[0], index: number): ReturnType<typeof ringAt> {
    const points = verticesOf(object);
    return object.type === 'polygon' ? ringAt(points, index) : { ring: points, which: 0, index };
}

export interface NearVertex {
    readonly id: ObjectId;
    readonly index: number;
    readonly at: Point;
}

/** The vertex of another object nearest to a point, within reach. */
export function vertexNear(p: Point, context: ToolContext, except?: ObjectId): NearVertex | null {
    const reach = context.settings.snapDistance / context.scale;
    let best: NearVertex | null = null;
    let least = reach;
    for (const object of around(p, reach, context)) {
        if (object.id === except) continue;
        const points = verticesOf(object);
        for (let index = 0; index < points.length / 2; ++index) {
            const d = Math.hypot(points[2 * index] - p.x, points[2 * index + 1] - p.y);
            if (d > least) continue;
            least = d;
            best = { id: object.id, index, at: pointAt(points, index) };
        }
    }
    return best;
}

function around(p: Point, reach: number, context: ToolContext): readonly FrameObject[] {
    return context.within({ minX: p.x - reach, minY: p.y - reach, maxX: p.x + reach, maxY: p.y + reach }, true);
}

/** Where a point goes when it comes near something, and what that is; `held` is what it was drawn to before. */
export interface Snapped {
    readonly p: Point;
    readonly target: Point | null;
}

export function snapped(p: Point, context: ToolContext, except?: ObjectId, held?: Point | null): Snapped {
    if (!context.settings.snapping) return { p, target: null };
    if (held && distance(p, held) * context.scale <= context.settings.snapDistance * HOLD)
        return { p: held, target: held };
    const vertex = vertexNear(p, context, except);
    if (vertex) return { p: vertex.at, target: vertex.at };
    const edge = edgeNear(p, context, except) ?? borderNear(p, context);
    return edge ? { p: edge, target: edge } : { p, target: null };
}

function edgeNear(p: Point, context: ToolContext, except?: ObjectId): Point | null {
    const reach = (EDGE_REACH * context.settings.snapDistance) / context.scale;
    let best: Point | null = null;
    let least = reach;
    for (const object of around(p, reach, context)) {
        if (object.id === except || !['polygon', 'polyline', 'rectangle'].includes(object.type)) continue;
        const bridges = object.type === 'polygon' ? partsOf(object.points)?.bridges : undefined;
        const found = nearestEdge(p, verticesOf(object), object.type !== 'polyline', bridges);
        if (found.distance > least) continue;
        least = found.distance;
        best = found.at;
    }
    return best;
}

/** The border of the image, where a point is near it; both at once near a corner. */
function borderNear({ x, y }: Point, { image, scale, settings }: ToolContext): Point | null {
    const pull = (value: number, limit: number) => {
        const side = [0, limit].find(one => Math.abs(value - one) * scale <= EDGE_REACH * settings.snapDistance);
        return side ?? value;
    };
    const at = { x: pull(x, image.width), y: pull(y, image.height) };
    return at.x === x && at.y === y ? null : at;
}

/** A point moved onto the nearest of the directions at multiples of 45 degrees from another. */
export function alignedTo(from: Point, p: Point): Point {
    const step = Math.PI / 4;
    const angle = Math.round(Math.atan2(p.y - from.y, p.x - from.x) / step) * step;
    const length = (p.x - from.x) * Math.cos(angle) + (p.y - from.y) * Math.sin(angle);
    return { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
}

/**
 * Vertices of a ring (or line) after `first` up to `last`, in the direction that `second` points to. On a line there is
 * only one way.
 */
export function borderBetween(points: Points, first: number, second: number, last: number, closed: boolean): number[] {
    const n = points.length / 2;
    const at = (i: number) => [points[2 * i], points[2 * i + 1]];
    if (second === last) return at(last);
    const step = closed
        ? Math.sign(last - first) * Math.sign(second - first) * Math.sign(last - second)
        : Math.sign(last - first);
    if (step === 0) return at(last);
    const out: number[] = [];
    for (let i = (first + step + n) % n; ; i = (i + step + n) % n) {
        out.push(...at(i));
        if (i === last) return out;
    }
}
