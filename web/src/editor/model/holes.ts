import { t } from '../../shared/language';
import { distance, insidePolygon, pointAt } from './geometry';
import { signedArea } from './contours';
import { reversed, startingAt } from './path';
import type { Point, Points } from './types';

/**
 * Polygons with holes, stored as one ring: from a vertex of the outline a bridge leads to the hole, around it, and the same
 * way back. The bridge has no width and the hole runs the other way round, so that the area is the same by either rule of
 * filling, and other programs see an ordinary polygon. What is such a ring is told by its vertices alone, whoever made it.
 */
export interface Rings {
    readonly outer: Points;
    readonly holes: readonly Points[];
}

/** A ring taken apart, with where each vertex of a part is in it; edge k runs from vertex k to k+1. */
export interface Parts extends Rings {
    /** The outline first, then the holes: for each vertex all its places in the ring. */
    readonly places: readonly (readonly (readonly number[])[])[];
    /** Edges that are one side of a bridge. */
    readonly bridges: ReadonlySet<number>;
}

/** Fewer vertices cannot hold an outline, a hole, and the bridge between them. */
const LEAST = 8;

const known = new WeakMap<Points, Parts | null>();

/** The parts of a ring with holes; null of one without. Worked out once for a list of points, which never changes. */
export function partsOf(points: Points): Parts | null {
    if (points.length < 2 * LEAST) return null;
    const found = known.get(points);
    if (found !== undefined) return found;
    const parts = takenApart(points);
    known.set(points, parts);
    return parts;
}

export function outerOf(points: Points): Points {
    return partsOf(points)?.outer ?? points;
}

function takenApart(points: Points): Parts | null {
    const twins = bridgeTwins(points);
    if (!twins.size) return null;
    const n = points.length / 2;
    const rings: number[][] = [];
    const seen = new Uint8Array(n);
    // Along an edge that is no bridge a ring goes on; at the end of it every bridge that leaves is jumped over.
    for (let start = 0; start < n; ++start) {
        if (seen[start] || twins.has(start)) continue;
        const ring: number[] = [];
        let at = start;
        for (let steps = 0; !seen[at]; ++steps) {
            if (steps > n) return null;
            seen[at] = 1;
            ring.push(at);
            at = (at + 1) % n;
            for (let jumps = 0; twins.has(at); ++jumps) {
                if (jumps > n) return null;
                at = (twins.get(at)! + 1) % n;
            }
        }
        if (at !== start || ring.length < 3) return null;
        rings.push(ring);
    }
    return rings.length < 2 ? null : asParts(points, rings, new Set(twins.keys()));
}

/** The largest ring is the outline; a ring with something outside it is no polygon with holes. */
function asParts(points: Points, rings: readonly number[][], bridges: ReadonlySet<number>): Parts | null {
    const flat = rings.map(ring => ring.flatMap(i => [points[2 * i], points[2 * i + 1]]));
    const areas = flat.map(ring => Math.abs(signedArea(ring)));
    const largest = areas.indexOf(Math.max(...areas));
    const order = [largest, ...rings.keys()].filter((one, i) => i === 0 || one !== largest);
    const [outer, ...holes] = order.map(i => flat[i]);
    if (!holes.every(hole => inside(hole, outer))) return null;
    const n = points.length / 2;
    const same = (i: number) => {
        const all = Array.from({ length: n }, (_, k) => k);
        return bridges.has(i) || bridges.has((i - 1 + n) % n) ? all.filter(k => isSame(points, i, k)) : [i];
    };
    const places = order.map(one => rings[one].map(same));
    return { outer, holes, places, bridges };
}

/** Whether any corner of a ring lies inside another: of two that do not cross, one in the other. */
function inside(ring: Points, whole: Points): boolean {
    return ring.some((_, i) => i % 2 === 0 && insidePolygon(pointAt(ring, i / 2), whole));
}

function isSame(points: Points, i: number, j: number): boolean {
    return points[2 * i] === points[2 * j] && points[2 * i + 1] === points[2 * j + 1];
}

/** Edges that are gone along a second time backwards, each with its other half. */
function bridgeTwins(points: Points): Map<number, number> {
    const n = points.length / 2;
    const twins = new Map<number, number>();
    const places = repeated(points);
    for (const group of places) {
        for (const i of group) {
            const next = (i + 1) % n;
            if (twins.has(i)) continue;
            // The way back ends where this edge begins.
            const back = group
                .map(j => (j - 1 + n) % n)
                .find(k => k !== i && k !== next && !twins.has(k) && isSame(points, k, next));
            if (back === undefined) continue;
            twins.set(i, back);
            twins.set(back, i);
        }
    }
    return twins;
}

/** Up to so many vertices are compared one by one, as nearly all polygons have few and no hole. */
const FEW = 32;

function repeatsSomething(points: Points): boolean {
    for (let i = 0; i < points.length; i += 2)
        for (let j = i + 2; j < points.length; j += 2)
            if (points[i] === points[j] && points[i + 1] === points[j + 1]) return true;
    return false;
}

/** Groups of vertices that are in the same place. */
function repeated(points: Points): number[][] {
    const n = points.length / 2;
    if (n <= FEW && !repeatsSomething(points)) return [];
    const groups = new Map<string, number[]>();
    for (let i = 0; i < n; ++i) {
        const key = `${points[2 * i]},${points[2 * i + 1]}`;
        const group = groups.get(key);
        if (group) group.push(i);
        else groups.set(key, [i]);
    }
    return [...groups.values()].filter(group => group.length > 1);
}

/** One ring of an outline and holes in it. */
export function bridged({ outer, holes }: Rings): number[] {
    const around = Math.sign(signedArea(outer));
    let ring = [...outer];
    const rest = holes.map(hole => (Math.sign(signedArea(hole)) === around ? reversed(hole) : [...hole]));
    while (rest.length) {
        // The hole with the shortest way to what is joined already comes next, so that bridges stay clear of the others.
        const all = rest.map(hole => bridge(ring, hole, [ring, ...rest]));
        const next = all.reduce((best, one, i) => (one.length < all[best].length ? i : best), 0);
        ring = joined(ring, rest[next], all[next]);
        rest.splice(next, 1);
    }
    return ring;
}

interface Bridge {
    readonly from: number;
    readonly to: number;
    readonly length: number;
}

function joined(ring: Points, hole: Points, { from, to }: Bridge): number[] {
    const way = startingAt(hole, to);
    const back = [ring[2 * from], ring[2 * from + 1]];
    return [...ring.slice(0, 2 * from + 2), ...way, way[0], way[1], ...back, ...ring.slice(2 * from + 2)];
}

/** So many of the shortest ways are looked at more closely: of two large rings there are very many. */
const CANDIDATES = 400;

/** The shortest way between two rings that crosses neither; the shortest of all where each crosses something. */
function bridge(ring: Points, hole: Points, obstacles: readonly Points[]): Bridge {
    const ways: Bridge[] = [];
    for (let from = 0; from < ring.length / 2; ++from) {
        let best: Bridge | null = null;
        for (let to = 0; to < hole.length / 2; ++to) {
            const length = distance(pointAt(ring, from), pointAt(hole, to));
            if (!best || length < best.length) best = { from, to, length };
        }
        if (best) ways.push(best);
    }
    ways.sort((a, b) => a.length - b.length);
    const clear = ways.slice(0, CANDIDATES).find(({ from, to }) => {
        const [a, b] = [pointAt(ring, from), pointAt(hole, to)];
        return !obstacles.some(one => crosses(a, b, one));
    });
    return clear ?? ways[0];
}

/** Whether a segment crosses a ring elsewhere than at the segment's own ends. */
function crosses(a: Point, b: Point, ring: Points): boolean {
    const n = ring.length / 2;
    for (let i = 0; i < n; ++i) {
        const [c, d] = [pointAt(ring, i), pointAt(ring, (i + 1) % n)];
        if (segmentsCross(a, b, c, d)) return true;
    }
    return false;
}

const side = (a: Point, b: Point, p: Point) => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);

/** Properly, each beginning and ending on different sides of the other. */
function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

function crossesItself(ring: Points): boolean {
    const n = ring.length / 2;
    for (let i = 0; i < n; ++i) {
        for (let j = i + 2; j < n; ++j) {
            if (i === 0 && j === n - 1) continue;
            const [a, b] = [pointAt(ring, i), pointAt(ring, i + 1)];
            if (segmentsCross(a, b, pointAt(ring, j), pointAt(ring, (j + 1) % n))) return true;
        }
    }
    return false;
}

function meets(one: Points, other: Points): boolean {
    const n = one.length / 2;
    for (let i = 0; i < n; ++i) if (crosses(pointAt(one, i), pointAt(one, (i + 1) % n), other)) return true;
    return false;
}

/** Why a ring cannot be cut out of a polygon, in words for who draws it; nothing where it can. */
export function holeTrouble(points: Points, hole: Points): string | null {
    const { outer, holes } = partsOf(points) ?? { outer: points, holes: [] };
    if (crossesItself(hole)) return t('The hole must not cross itself.');
    const within = hole.every((_, i) => i % 2 === 1 || insidePolygon(pointAt(hole, i / 2), outer));
    if (!within || meets(hole, outer)) return t('The hole must lie inside the outline.');
    const touches = holes.some(other => meets(hole, other) || inside(hole, other) || inside(other, hole));
    return touches ? t('The hole must keep clear of the other holes.') : null;
}

/** A polygon with one more hole. */
export function withHole(points: Points, hole: Points): number[] {
    const { outer, holes } = partsOf(points) ?? { outer: points, holes: [] };
    return bridged({ outer, holes: [...holes, hole] });
}

/** A polygon whose outline and holes are changed one by one; holes of which fewer than three vertices stay close. */
export function eachRing(points: Points, change: (ring: Points, index: number) => Points): number[] {
    const parts = partsOf(points);
    if (!parts) return [...change(points, 0)];
    const [outer, ...holes] = [parts.outer, ...parts.holes].map(change);
    return bridged({ outer, holes: holes.filter(hole => hole.length >= 6) });
}

/** Which of the rings a vertex belongs to, and which vertex of it that is; a polygon without holes is one ring. */
export function ringAt(points: Points, index: number): { ring: Points; which: number; index: number } {
    const parts = partsOf(points);
    if (parts) {
        for (const [which, places] of parts.places.entries()) {
            const own = places.findIndex(all => all.includes(index));
            if (own >= 0) return { ring: [parts.outer, ...parts.holes][which], which, index: own };
        }
    }
    return { ring: points, which: 0, index };
}

/** All vertices that are one corner with those given: where a bridge ends, there are several in one place. */
export function withTwins(points: Points, indices: readonly number[]): number[] {
    const parts = partsOf(points);
    if (!parts) return [...indices];
    const all = indices.flatMap(index => parts.places.flat().find(places => places.includes(index)) ?? [index]);
    return [...new Set(all)].sort((a, b) => a - b);
}
