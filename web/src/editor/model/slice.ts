import { decodeMask, encodeMask, type MaskBitmap } from './mask';
import { contoursOf, convexHull, pixelsInside } from './contours';
import { distance, insidePolygon, nearestEdge, pointAt, round2 } from './geometry';
import { bridged, outerOf, partsOf } from './holes';
import type { FrameObject, Point, Points } from './types';

/** Cutting polygons and masks in two along a path from one place of the outline to another. */

/** A place on a ring: edge k runs from vertex k to k+1. */
export interface OnRing {
    readonly edge: number;
    readonly at: Point;
}

/** The ring that may be cut: a polygon's own, a mask's outline, or what spans the parts of a mask in several. */
export function cuttableRing(object: Pick<FrameObject, 'type' | 'points'>): Points | null {
    if (object.type === 'polygon') return outerOf(object.points);
    if (object.type !== 'mask') return null;
    const { outer } = contoursOf(decodeMask(object.points));
    if (outer.length <= 1) return outer[0] ?? null;
    return convexHull(outer.flat());
}

/** The two rings on either side of a cut. */
export function cutRing(ring: Points, first: OnRing, inner: readonly Point[], last: OnRing): [number[], number[]] {
    const n = ring.length / 2;
    const vertex = (i: number) => [ring[2 * (i % n)], ring[2 * (i % n) + 1]];
    const flat = (points: readonly Point[]) => points.flatMap(p => [p.x, p.y]);
    if (first.edge === last.edge) {
        const small = flat([first.at, ...inner, last.at]);
        const next = pointAt(ring, (first.edge + 1) % n);
        const around = Array.from({ length: n }, (_, k) => vertex(first.edge + 1 + k));
        const ordered = distance(last.at, next) > distance(first.at, next) ? around.reverse() : around;
        return [small, [...small, ...ordered.flat()]];
    }
    const [a, b] = first.edge < last.edge ? [first, last] : [last, first];
    const path = flat([a.at, ...(first.edge < last.edge ? inner : [...inner].reverse()), b.at]);
    const forwards: number[] = [];
    for (let k = b.edge + 1; k <= a.edge + n; ++k) forwards.push(...vertex(k));
    const backwards: number[] = [];
    for (let k = b.edge; k > a.edge; --k) backwards.push(...vertex(k));
    return [
        [...path, ...forwards],
        [...path, ...backwards],
    ];
}

/** Points of the two halves of an object; a mask's pixels go to the side their middle lies on, none to both. */
export function halvesOf(object: Pick<FrameObject, 'type' | 'points'>, rings: readonly [Points, Points]): Points[] {
    if (object.type === 'polygon') return rings.map(ring => withHolesOf(object.points, ring).map(round2));
    const bitmap = decodeMask(object.points);
    const one = pixelsInside(bitmap, rings[0]);
    const rest: MaskBitmap = { ...bitmap, data: bitmap.data.map((value, i) => value & ~one.data[i]) };
    return [one, rest].flatMap(part => {
        const points = encodeMask(part);
        return points ? [points] : [];
    });
}

/** A part of a polygon with the holes that lie in it; the cut keeps clear of them. */
function withHolesOf(points: Points, outer: Points): Points {
    const holes = partsOf(points)?.holes.filter(hole => insidePolygon(pointAt(hole, 0), outer)) ?? [];
    return holes.length ? bridged({ outer, holes }) : outer;
}

/** Whether a segment of a cut meets a hole of a polygon. */
export function meetsHole(object: Pick<FrameObject, 'type' | 'points'>, from: Point, to: Point): boolean {
    const holes = object.type === 'polygon' ? (partsOf(object.points)?.holes ?? []) : [];
    return holes.some(hole => insidePolygon(to, hole) || crossings(hole, from, to).length > 0);
}

/** Where a segment crosses a ring, leaving out the place it starts from. */
export function crossings(ring: Points, from: Point, to: Point): OnRing[] {
    const n = ring.length / 2;
    const found: (OnRing & { t: number })[] = [];
    for (let edge = 0; edge < n; ++edge) {
        const hit = intersection(from, to, pointAt(ring, edge), pointAt(ring, (edge + 1) % n));
        if (hit && hit.t > 1e-6) found.push({ edge, at: hit.at, t: hit.t });
    }
    found.sort((a, b) => a.t - b.t);
    // A segment through a vertex meets both of its edges at one place.
    return found.filter((one, i) => i === 0 || one.t - found[i - 1].t > 1e-6);
}

function intersection(a: Point, b: Point, c: Point, d: Point): { at: Point; t: number } | null {
    const [rx, ry, sx, sy] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
    const denominator = rx * sy - ry * sx;
    if (Math.abs(denominator) < 1e-12) return null;
    const t = ((c.x - a.x) * sy - (c.y - a.y) * sx) / denominator;
    const u = ((c.x - a.x) * ry - (c.y - a.y) * rx) / denominator;
    return t >= 0 && t <= 1 && u >= 0 && u <= 1 ? { at: { x: a.x + t * rx, y: a.y + t * ry }, t } : null;
}

/** Whether a new segment at the end of a path would cross the path itself. */
export function crossesItself(path: readonly Point[], to: Point): boolean {
    const from = path[path.length - 1];
    for (let i = 0; i + 2 < path.length; ++i) if (intersection(path[i], path[i + 1], from, to)) return true;
    return false;
}

/** The place of a ring nearest to a point, if it is near enough (image pixels). */
export function nearRing(ring: Points, p: Point, within: number): OnRing | null {
    const { edge, at, distance: d } = nearestEdge(p, ring, true);
    return d <= within ? { edge, at } : null;
}
