import { boundsOf, centreOf, intersects, round2, translate } from './geometry';
import type { Point, Points, Size } from './types';

/**
 * 2D cuboids: eight corners as on the wire, front-left-top, front-left-bottom, front-right-top, front-right-bottom,
 * back-right-top, back-right-bottom, back-left-top, back-left-bottom. The four upright edges stay upright. Of the back
 * edges one is seen and moved by hand; the other follows from the vanishing points of the two visible faces.
 */

/** Upright edges in the order of their corners: top is corner 2e, bottom is corner 2e+1. */
export type CuboidEdge = 0 | 1 | 2 | 3;
const FRONT_LEFT = 0;
const FRONT_RIGHT = 1;
const BACK_RIGHT = 2;
const BACK_LEFT = 3;

/** Shortest upright edge, and least distance between neighbouring ones, in image pixels. */
export const MINIMUM_EDGE = 3;

const corner = (points: Points, i: number): Point => ({ x: points[2 * i], y: points[2 * i + 1] });

/** Whether the side face to the right of the front is the one that shows. */
export function showsRightSide(points: Points): boolean {
    return points[12] > points[0];
}

/** The upright back edge that can be seen, and the one that is derived. */
export function backEdges(points: Points): { seen: CuboidEdge; hidden: CuboidEdge } {
    return showsRightSide(points) ? { seen: BACK_RIGHT, hidden: BACK_LEFT } : { seen: BACK_LEFT, hidden: BACK_RIGHT };
}

/** A front face drawn as a rectangle, with the back a tenth of its size further up and to the right. */
export function cuboidFromBox(a: Point, b: Point): number[] {
    const left = Math.min(a.x, b.x);
    const right = Math.max(a.x, b.x);
    const top = Math.min(a.y, b.y);
    const bottom = Math.max(a.y, b.y);
    const dx = (right - left) / 10;
    const dy = (bottom - top) / 10;
    return withBack([left, top, left, bottom, right, top, right, bottom], { x: dx, y: -dy });
}

/**
 * The first three points span a face whose fourth corner completes the parallelogram; from the third to the fourth point
 * goes the depth. Depth that leads down (within 0.1 rad of the vertical) comes towards the viewer, so the drawn face is
 * the back one; otherwise it is the front.
 */
export function cuboidFromPoints(p0: Point, p1: Point, p2: Point, p3: Point): number[] {
    const p = { x: p0.x + p2.x - p1.x, y: p0.y + p2.y - p1.y };
    const [a, b, c, d] = [p0, p1, p2, p].sort((one, other) => one.x - other.x);
    const upright = (one: Point, other: Point) => {
        const x = (one.x + other.x) / 2;
        return [x, Math.min(one.y, other.y), x, Math.max(one.y, other.y)];
    };
    const face = [...upright(a, b), ...upright(c, d)];
    const depth = { x: p3.x - p2.x, y: p3.y - p2.y };
    const downwards = Math.abs(Math.atan2(depth.y, depth.x) - Math.PI / 2) <= 0.1;
    if (!downwards) return withBack(face, depth);
    return withBack(translate(face, depth.x, depth.y), { x: -depth.x, y: -depth.y });
}

function withBack(front: Points, depth: Point): number[] {
    const back = translate(front, depth.x, depth.y);
    return [...front, ...back.slice(4), ...back.slice(0, 4)].map(round2);
}

// Points and lines of the projective plane: what meets at infinity needs no case of its own.
type Triple = readonly [number, number, number];

const at = ({ x, y }: Point): Triple => [x, y, 1];

function cross(a: Triple, b: Triple): Triple {
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Where two lines run together, possibly at infinity: the lines a0-a1 and b0-b1. */
function vanishing(a0: Point, a1: Point, b0: Point, b1: Point): Triple {
    return cross(cross(at(a0), at(a1)), cross(at(b0), at(b1)));
}

/** Height of the line through a point and a (vanishing) point at a column; the point's own height where that is undefined. */
function heightAt(p: Point, towards: Triple, x: number): number {
    const [a, b, c] = cross(at(p), towards);
    return Math.abs(b) < 1e-9 ? p.y : -(a * x + c) / b;
}

interface Uprights {
    /** Column, top and bottom of each upright edge. */
    readonly edges: { x: number; top: number; bottom: number }[];
    readonly seen: CuboidEdge;
    readonly hidden: CuboidEdge;
    /** The front edge next to the seen side face, and the other one. */
    readonly near: CuboidEdge;
    readonly far: CuboidEdge;
}

function uprights(points: Points): Uprights {
    const edges = [0, 1, 2, 3].map(e => ({
        x: points[4 * e],
        top: points[4 * e + 1],
        bottom: points[4 * e + 3],
    }));
    const { seen, hidden } = backEdges(points);
    const right = seen === BACK_RIGHT;
    return { edges, seen, hidden, near: right ? FRONT_RIGHT : FRONT_LEFT, far: right ? FRONT_LEFT : FRONT_RIGHT };
}

const topOf = (edge: { x: number; top: number }): Point => ({ x: edge.x, y: edge.top });
const bottomOf = (edge: { x: number; bottom: number }): Point => ({ x: edge.x, y: edge.bottom });

function vanishingPoints({ edges, near, far, seen }: Uprights): { front: Triple; side: Triple } {
    const between = (one: CuboidEdge, other: CuboidEdge) =>
        vanishing(topOf(edges[one]), topOf(edges[other]), bottomOf(edges[one]), bottomOf(edges[other]));
    return { front: between(far, near), side: between(near, seen) };
}

/** Puts the hidden back edge where the receding lines meet, and rounds. */
function completed(one: Uprights): number[] {
    const { edges, near, far, seen, hidden } = one;
    const { front, side } = vanishingPoints(one);
    const meet = (p: Point, q: Point): Point | null => {
        const [x, y, w] = cross(cross(at(p), side), cross(at(q), front));
        return Math.abs(w) < 1e-9 ? null : { x: x / w, y: y / w };
    };
    const top = meet(topOf(edges[far]), topOf(edges[seen]));
    const bottom = meet(bottomOf(edges[far]), bottomOf(edges[seen]));
    const parallel = edges[far].x + edges[seen].x - edges[near].x;
    const x = top && bottom ? (top.x + bottom.x) / 2 : parallel;
    edges[hidden] = {
        x,
        top: heightAt(topOf(edges[far]), side, x),
        bottom: heightAt(bottomOf(edges[far]), side, x),
    };
    return edges.flatMap(edge => [edge.x, edge.top, edge.x, edge.bottom]).map(round2);
}

/** A result that is a cuboid still: upright edges long enough, the front wide enough, numbers everywhere. */
export function isSound(points: Points): boolean {
    if (!points.every(Number.isFinite)) return false;
    const tall = [0, 1, 2, 3].every(e => points[4 * e + 3] - points[4 * e + 1] >= MINIMUM_EDGE);
    return tall && points[4] - points[0] >= MINIMUM_EDGE;
}

function orOriginal(points: Points, next: number[]): Points {
    return isSound(next) && showsRightSide(next) === showsRightSide(points) ? next : points;
}

/**
 * An upright edge pulled sideways to a column: its ends slide along the lines that recede to the vanishing points, so the
 * perspective stays as it is. Pulling the edge between the two visible faces takes both faces along.
 */
export function moveEdge(points: Points, edge: CuboidEdge, x: number): Points {
    const one = uprights(points);
    const { edges, near, far, seen, hidden } = one;
    if (edge === hidden) return points;
    const { front, side } = vanishingPoints(one);
    const slide = (from: CuboidEdge, towards: Triple, column: number) => ({
        x: column,
        top: heightAt(topOf(edges[from]), towards, column),
        bottom: heightAt(bottomOf(edges[from]), towards, column),
    });
    if (edge === far) edges[far] = slide(near, front, x);
    if (edge === near) {
        edges[near] = slide(far, front, x);
        edges[seen] = slide(near, side, edges[seen].x);
    }
    if (edge === seen) edges[seen] = slide(near, side, x);
    return orOriginal(points, completed(one));
}

/**
 * A corner pulled to a point. Its edge follows sideways, and the top (or bottom) of both faces is tilted through the new
 * height towards the same vanishing points. With `tilt` only this corner rises or falls: that changes the perspective.
 */
export function moveCorner(points: Points, index: number, to: Point, tilt: boolean): Points {
    const edge = (index >> 1) as CuboidEdge;
    const level = index % 2 ? 'bottom' : 'top';
    const one = uprights(tilt ? points : moveEdge(points, edge, to.x));
    const { edges, near, far, seen, hidden } = one;
    if (edge === hidden) return points;
    if (tilt) {
        edges[edge] = { ...edges[edge], [level]: to.y };
        return orOriginal(points, completed(one));
    }
    const { front, side } = vanishingPoints(one);
    const moved: Point = { x: edges[edge].x, y: to.y };
    const nearHeight = edge === near ? to.y : heightAt(moved, edge === far ? front : side, edges[near].x);
    const middle: Point = { x: edges[near].x, y: nearHeight };
    edges[near][level] = nearHeight;
    edges[far][level] = edge === far ? to.y : heightAt(middle, front, edges[far].x);
    edges[seen][level] = edge === seen ? to.y : heightAt(middle, side, edges[seen].x);
    return orOriginal(points, completed(one));
}

/** All upright edges as long as the one between the visible faces, about their own middles: no perspective is left. */
export function resetPerspective(points: Points): Points {
    const one = uprights(points);
    const { edges, near, far, seen } = one;
    const half = (edges[near].bottom - edges[near].top) / 2;
    for (const e of [far, seen]) {
        const middle = (edges[e].top + edges[e].bottom) / 2;
        edges[e] = { ...edges[e], top: middle - half, bottom: middle + half };
    }
    return orOriginal(points, completed(one));
}

/** The same front seen from its other side: the back moves over to the left, or to the right. */
export function switchOrientation(points: Points): Points {
    const one = uprights(points);
    const { edges, near, far, seen, hidden } = one;
    const shift = edges[seen].x - edges[near].x;
    const mirrored: Uprights = { ...one, seen: hidden, hidden: seen, near: far, far: near };
    edges[hidden] = {
        x: edges[far].x - shift,
        top: edges[far].top + edges[seen].top - edges[near].top,
        bottom: edges[far].bottom + edges[seen].bottom - edges[near].bottom,
    };
    const next = completed(mirrored);
    return isSound(next) ? next : points;
}

/** Corners and middles of edges that can be grabbed. */
export function cuboidGrips(points: Points): {
    corners: { index: number; at: Point }[];
    edges: { edge: CuboidEdge; at: Point }[];
} {
    const { seen } = backEdges(points);
    const shown: CuboidEdge[] = [FRONT_LEFT, FRONT_RIGHT, seen];
    return {
        corners: shown.flatMap(e => [2 * e, 2 * e + 1].map(index => ({ index, at: corner(points, index) }))),
        edges: shown.map(edge => ({
            edge,
            at: centreOf(boundsOf(points.slice(4 * edge, 4 * edge + 4))),
        })),
    };
}

/** Moved back to the nearest border when it lies wholly outside the image. */
export function pulledIn(points: Points, size: Size): Points {
    const box = boundsOf(points);
    if (intersects(box, { minX: 0, minY: 0, maxX: size.width, maxY: size.height })) return points;
    const shift = (min: number, max: number, limit: number) => (min > limit ? limit - max : max < 0 ? -min : 0);
    return translate(points, shift(box.minX, box.maxX, size.width), shift(box.minY, box.maxY, size.height)).map(round2);
}
