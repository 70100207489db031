import { distance, nearestOnSegment, pointAt, round2, withoutRepeats } from './geometry';
import { eachRing } from './holes';
import type { Point, Points } from './types';

/** Fewer vertices for the same line within a tolerance (Douglas and Peucker); the ends of an open line stay. */
export function simplify(points: Points, tolerance: number, closed: boolean): number[] {
    const n = points.length / 2;
    if (tolerance <= 0 || n < 3) return [...points];
    const keep = new Uint8Array(n);
    // A ring is cut at its first vertex and the one farthest from it.
    const anchor = closed ? farthest(points, pointAt(points, 0)) : n - 1;
    keep[0] = 1;
    keep[anchor] = 1;
    const at = (i: number) => pointAt(points, i % n);
    const stack: [number, number][] = closed
        ? [
              [0, anchor],
              [anchor, n],
          ]
        : [[0, n - 1]];
    for (let range = stack.pop(); range; range = stack.pop()) {
        const [from, to] = range;
        let worst = tolerance;
        let index = -1;
        for (let i = from + 1; i < to; ++i) {
            const d = distance(at(i), nearestOnSegment(at(i), at(from), at(to)));
            if (d > worst) {
                worst = d;
                index = i;
            }
        }
        if (index < 0) continue;
        keep[index % n] = 1;
        stack.push([from, index], [index, to]);
    }
    const out: number[] = [];
    for (let i = 0; i < n; ++i) if (keep[i]) out.push(points[2 * i], points[2 * i + 1]);
    return out;
}

function farthest(points: Points, from: Point): number {
    let best = 0;
    let most = -1;
    for (let i = 0; i < points.length / 2; ++i) {
        const d = distance(from, pointAt(points, i));
        if (d > most) {
            most = d;
            best = i;
        }
    }
    return best;
}

export const MAX_ACCURACY = 13;
export const MAX_SMOOTHING = 4;

/** Tolerance in pixels for an accuracy from 0 (coarse) to 13 (every vertex), as in the settings. */
export function toleranceOf(accuracy: number): number {
    const d = MAX_ACCURACY - accuracy;
    if (d <= 0) return 0;
    return d <= 8 ? (2.75 * d - 1) / 7 : 2 ** (d - 7);
}

/**
 * Corners cut at a quarter of the edges on both sides, as often as asked for, which comes near to a smooth curve (Chaikin);
 * the ends of an open line stay.
 */
export function smooth(points: Points, times: number, closed: boolean): number[] {
    const n = points.length / 2;
    if (times <= 0 || n < 3) return [...points];
    const cut: number[] = closed ? [] : points.slice(0, 2);
    for (let i = 0; i < (closed ? n : n - 1); ++i) {
        const [a, b] = [pointAt(points, i), pointAt(points, (i + 1) % n)];
        cut.push(0.75 * a.x + 0.25 * b.x, 0.75 * a.y + 0.25 * b.y, 0.25 * a.x + 0.75 * b.x, 0.25 * a.y + 0.75 * b.y);
    }
    if (!closed) cut.push(...points.slice(-2));
    return smooth(cut, times - 1, closed);
}

export interface OutlineRules {
    readonly closed: boolean;
    /** How often corners are cut. */
    readonly smoothing: number;
    /** No point of it is farther from the outline than this, in pixels. */
    readonly tolerance: number;
}

/** A line, or a polygon with its holes, rounder and with fewer points; a hole of which too little is left closes. */
export function outlineWith(points: Points, { closed, smoothing, tolerance }: OutlineRules): number[] {
    const less = (ring: Points) =>
        withoutRepeats(simplify(smooth(ring, smoothing, closed), tolerance, closed).map(round2), closed);
    return closed ? eachRing(points, less) : less(points);
}
