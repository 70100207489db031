import { distance } from './geometry';
import type { Points } from './types';

/** Replacing part of an outline by a newly drawn path between two of its vertices. */

function part(points: Points, from: number, to: number): number[] {
    const n = points.length / 2;
    const out: number[] = [];
    for (let i = from; ; i = (i + 1) % n) {
        out.push(points[2 * i], points[2 * i + 1]);
        if (i === to) return out;
    }
}

function lengthOf(points: Points): number {
    let length = 0;
    for (let i = 0; i + 3 < points.length; i += 2)
        length += distance({ x: points[i], y: points[i + 1] }, { x: points[i + 2], y: points[i + 3] });
    return length;
}

export function reversed(points: Points): number[] {
    const out: number[] = [];
    for (let i = points.length - 2; i >= 0; i -= 2) out.push(points[i], points[i + 1]);
    return out;
}

/** A ring that begins at another of its vertices. */
export function startingAt(ring: Points, index: number): number[] {
    return [...ring.slice(2 * index), ...ring.slice(0, 2 * index)];
}

/** A ring turned round; its first vertex stays the first. */
export function turnedRound(points: Points, closed: boolean): number[] {
    const back = reversed(points);
    return closed ? startingAt(back, back.length / 2 - 1) : back;
}

/** One of the two rings a path across a ring leaves, with the stretch that stays of the old one. */
export interface Remainder {
    readonly ring: readonly number[];
    readonly kept: readonly number[];
}

/**
 * Both rings that a path from vertex i to vertex j may leave: one keeps the old vertices from j forwards to i, the other
 * those from i forwards to j. Direction stays, and the first vertex where it survives.
 */
export function bothWays(ring: Points, i: number, j: number, path: Points): [Remainder, Remainder] {
    const whole = (kept: number[], way: number[], first: number) => {
        const n = ring.length / 2;
        const position = (n - first) % n;
        const joined = [...kept, ...way];
        return { ring: position < kept.length / 2 ? startingAt(joined, position) : joined, kept };
    };
    return [whole(part(ring, j, i), [...path], j), whole(part(ring, i, j), reversed(path), i)];
}

/** The remainder to take without asking: what goes is smaller in number of vertices and in length. */
export function obvious([a, b]: readonly [Remainder, Remainder]): Remainder | null {
    const more = a.kept.length - b.kept.length;
    const longer = lengthOf(a.kept) - lengthOf(b.kept);
    if (more > 0 && longer > 0) return a;
    return more < 0 && longer < 0 ? b : null;
}

/** A line whose stretch between two of its vertices is replaced by a path. */
export function reroute(line: Points, i: number, j: number, path: Points): number[] {
    const [low, high] = i < j ? [i, j] : [j, i];
    const way = i < j ? [...path] : reversed(path);
    return [...line.slice(0, 2 * low + 2), ...way, ...line.slice(2 * high)];
}

/** A line made longer at one of its ends. */
export function extended(line: Points, end: number, path: Points): number[] {
    return end === 0 ? [...reversed(path), ...line] : [...line, ...path];
}

export function lastVertex(points: Points): number {
    return points.length / 2 - 1;
}
