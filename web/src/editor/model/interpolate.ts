import type { Geometry, Points } from './types';

/**
 * The geometry of a track between two keyframes, t in (0, 1).
 *
 * Boxes and 2D cuboids move linearly, angles along the shortest arc, polygons and polylines by matching vertices at
 * equal relative curve length. Everything else keeps the left keyframe.
 */
export function interpolate(
    left: Geometry,
    right: Geometry,
    t: number,
    is3d = false,
): { points: Points; rotation: number } {
    const held = { points: left.points, rotation: left.rotation };
    switch (left.type) {
        case 'rectangle':
        case 'ellipse':
            return {
                points: blend(left.points, right.points, t),
                rotation: (left.rotation + angleDifference(left.rotation, right.rotation) * t + 360) % 360,
            };
        case 'cuboid':
            return { ...held, points: (is3d ? blendCuboid3d : blend)(left.points, right.points, t) };
        case 'points':
            return left.points.length === 2 && right.points.length === 2
                ? { ...held, points: blend(left.points, right.points, t) }
                : held;
        case 'polygon':
            return { ...held, points: blendCurve(left.points, right.points, t, true) };
        case 'polyline':
            return { ...held, points: blendCurve(left.points, right.points, t, false) };
        default:
            return held;
    }
}

/** Signed shortest turn in degrees; opposite directions turn by +180. */
export function angleDifference(left: number, right: number): number {
    const difference = ((((right - left + 180) % 360) + 360) % 360) - 180;
    return difference === -180 ? 180 : difference;
}

function blend(left: Points, right: Points, t: number): number[] {
    return left.map((value, i) => value + (right[i] - value) * t);
}

/** Centre and size linear, the three Euler angles (radians) along their shortest arcs, result in (-pi, pi]. */
function blendCuboid3d(left: Points, right: Points, t: number): number[] {
    const degrees = (radians: number) => ((radians < 0 ? radians + 2 * Math.PI : radians) * 180) / Math.PI;
    return blend(left, right, t).map((value, i) => {
        if (i < 3 || i > 5) return value;
        const from = degrees(left[i]);
        const angle = ((from + angleDifference(from, degrees(right[i])) * t) * Math.PI) / 180;
        return angle > Math.PI ? angle - 2 * Math.PI : angle;
    });
}

type Vertex = readonly [number, number];

function blendCurve(leftPoints: Points, rightPoints: Points, t: number, closed: boolean): number[] {
    const left = vertices(leftPoints, closed);
    const right = vertices(rightPoints, closed);
    const matching = match(offsets(left), offsets(right));
    const blended: Vertex[] = [];
    const positions = matching.map((partners, i) =>
        partners.map(j => {
            const [x, y] = left[i];
            blended.push([x + (right[j][0] - x) * t, y + (right[j][1] - y) * t]);
            return blended.length - 1;
        }),
    );
    const reduced = reduce(blended, matching, positions, left, right);
    return (closed ? reduced.slice(0, -1) : reduced).flat();
}

function vertices(points: Points, closed: boolean): Vertex[] {
    const out: Vertex[] = [];
    for (let i = 0; i + 1 < points.length; i += 2) out.push([points[i], points[i + 1]]);
    if (closed) out.push(out[0]);
    return out;
}

function gap(a: Vertex, b: Vertex): number {
    return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function lengthOf(curve: readonly Vertex[], from: number, to: number): number {
    let length = 0;
    for (let i = from + 1; i <= to; ++i) length += gap(curve[i - 1], curve[i]);
    return length;
}

/** Relative position of each vertex along its curve. A curve of no length gives NaN, which matches nothing. */
function offsets(curve: readonly Vertex[]): number[] {
    const total = lengthOf(curve, 0, curve.length - 1);
    let run = 0;
    return curve.map((vertex, i) => {
        if (i === 0) return 0;
        run += gap(curve[i - 1], vertex);
        return run / total;
    });
}

function nearest(value: number, among: readonly number[]): number {
    let best = 0;
    let least = Infinity;
    among.forEach((candidate, i) => {
        const d = Math.abs(value - candidate);
        if (d < least) {
            least = d;
            best = i;
        }
    });
    return best;
}

/** For every left vertex the right vertices it moves to; every right vertex is used at least once. */
function match(left: readonly number[], right: readonly number[]): number[][] {
    const partners = left.map(offset => [nearest(offset, right)]);
    const used = new Set(partners.flat());
    right.forEach((offset, j) => {
        if (!used.has(j)) partners[nearest(offset, left)].push(j);
    });
    return partners.map(list => list.sort((a, b) => a - b));
}

/** Thins out vertices that matching made where the neighbouring curve has fewer. */
function reduce(
    blended: readonly Vertex[],
    matching: readonly number[][],
    positions: readonly number[][],
    left: readonly Vertex[],
    right: readonly Vertex[],
): Vertex[] {
    const out: Vertex[] = [];
    const minimise = (length: number, count: number, p: number, q: number) => {
        const threshold = length / (2 * count);
        const segment = [blended[p]];
        let last = p;
        for (let k = p + 1; k < q; ++k) {
            if (gap(blended[k], blended[last]) >= threshold) {
                segment.push(blended[k]);
                last = k;
            }
        }
        segment.push(blended[q]);
        if (segment.length === 2 && gap(blended[p], blended[q]) < threshold) {
            out.push([(blended[p][0] + blended[q][0]) / 2, (blended[p][1] + blended[q][1]) / 2]);
        } else for (const vertex of segment) out.push(vertex);
    };
    const closeRun = (from: number, to: number) => {
        const p = positions[from][0];
        const q = positions[to][0];
        if (p === q) out.push(blended[p]);
        else minimise(lengthOf(left, from, to), to - from + 1, p, q);
    };
    let open: number | null = null;
    for (let i = 0; i < left.length; ++i) {
        const partners = matching[i];
        if (partners.length === 1) {
            if (open === null) open = i;
            else if (partners[0] !== matching[open][0]) {
                closeRun(open, i - 1);
                open = i;
            }
            continue;
        }
        if (open !== null) closeRun(open, i - 1);
        open = null;
        const first = partners[0];
        const last = partners[partners.length - 1];
        const at = positions[i];
        minimise(lengthOf(right, first, last), last - first + 1, at[0], at[at.length - 1]);
    }
    if (open !== null) closeRun(open, left.length - 1);
    return out;
}
