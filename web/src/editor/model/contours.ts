import type { MaskBitmap } from './mask';
import type { Point } from './types';

export interface Hole {
    readonly ring: readonly number[];
    readonly beside: Point;
}

/**
 * Outlines of a bitmap along the edges of its pixels: vertices are whole numbers, one pixel gives a square. Pixels that
 * touch by a corner belong together.
 */
export interface Contours {
    /** One ring per connected part, from its topmost leftmost pixel downwards, the largest first. */
    readonly outer: readonly number[][];
    /** A ring per hole, with the middle of a pixel beside it, which belongs to what the hole is in; the largest first. */
    readonly holes: readonly Hole[];
}

/** Directions down, right, up, left. */
const STEPS = [
    [0, 1],
    [1, 0],
    [0, -1],
    [-1, 0],
] as const;

export function contoursOf(bitmap: MaskBitmap): Contours {
    const { width, height, data, left, top } = bitmap;
    const has = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1;
    const seen = new Uint8Array(width * height);
    const rings: { ring: number[]; area: number }[] = [];
    const holes: (Hole & { readonly area: number })[] = [];
    for (let y = 0; y < height; ++y) {
        for (let x = 0; x < width; ++x) {
            // Every ring runs down along the left side of some pixel.
            if (!data[y * width + x] || seen[y * width + x] || has(x - 1, y)) continue;
            const ring = follow(x, y, has, (column, row) => (seen[row * width + column] = 1));
            const area = signedArea(ring);
            const placed = ring.map((value, i) => value + (i % 2 ? top : left));
            if (area < 0) rings.push({ ring: placed, area: -area });
            else holes.push({ ring: placed, beside: { x: x + left + 0.5, y: y + top + 0.5 }, area });
        }
    }
    rings.sort((a, b) => b.area - a.area);
    holes.sort((a, b) => b.area - a.area);
    return { outer: rings.map(one => one.ring), holes: holes.map(({ ring, beside }) => ({ ring, beside })) };
}

/** Walks with set pixels on the left hand, beginning downwards at the left side of a pixel; corners only. */
function follow(
    startX: number,
    startY: number,
    has: (x: number, y: number) => boolean,
    mark: (x: number, y: number) => void,
): number[] {
    const ring: number[] = [];
    let x = startX;
    let y = startY;
    let direction = 0;
    let before = -1;
    do {
        if (direction !== before) ring.push(x, y);
        before = direction;
        if (direction === 0) mark(x, y);
        x += STEPS[direction][0];
        y += STEPS[direction][1];
        direction = turn(x, y, direction, has);
    } while (x !== startX || y !== startY || direction !== 0);
    // The start is a corner only where the ring turns there.
    return before === 0 ? ring.slice(2) : ring;
}

/** The next direction at a lattice point: to the right (away from the pixels) first, so that corners join parts. */
function turn(x: number, y: number, direction: number, has: (x: number, y: number) => boolean): number {
    for (const change of [3, 0, 1, 2]) {
        const next = (direction + change) % 4;
        if (isBoundary(x, y, next, has)) return next;
    }
    return direction;
}

/** Whether the lattice edge from a point in a direction has a set pixel on its left hand and none on its right. */
function isBoundary(x: number, y: number, direction: number, has: (x: number, y: number) => boolean): boolean {
    switch (direction) {
        case 0:
            return has(x, y) && !has(x - 1, y);
        case 1:
            return has(x, y - 1) && !has(x, y);
        case 2:
            return has(x - 1, y - 1) && !has(x, y - 1);
        default:
            return has(x - 1, y) && !has(x - 1, y - 1);
    }
}

/** Twice the area of a ring; negative for one that runs down, right, up on screen. */
export function signedArea(ring: readonly number[]): number {
    let sum = 0;
    for (let i = 0, j = ring.length - 2; i + 1 < ring.length; j = i, i += 2) {
        sum += ring[j] * ring[i + 1] - ring[i] * ring[j + 1];
    }
    return sum;
}

/** The ring around all given points that has no dent (Andrew's monotone chain). */
export function convexHull(points: readonly number[]): number[] {
    const sorted: [number, number][] = [];
    for (let i = 0; i + 1 < points.length; i += 2) sorted.push([points[i], points[i + 1]]);
    sorted.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const half = (list: readonly [number, number][]) => {
        const chain: [number, number][] = [];
        for (const p of list) {
            while (chain.length >= 2 && turns(chain[chain.length - 2], chain[chain.length - 1], p) <= 0) chain.pop();
            chain.push(p);
        }
        return chain.slice(0, -1);
    };
    return [...half(sorted), ...half([...sorted].reverse())].flat();
}

function turns(a: readonly number[], b: readonly number[], c: readonly number[]): number {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Pixels whose middle lies inside a ring, out of a bitmap. */
export function pixelsInside(bitmap: MaskBitmap, ring: readonly number[]): MaskBitmap {
    const { left, top, width, height, data } = bitmap;
    const out = new Uint8Array(data.length);
    for (let row = 0; row < height; ++row) {
        for (const [from, to] of insideRuns(ring, top + row + 0.5)) {
            const first = Math.max(0, Math.ceil(from - 0.5) - left);
            const end = Math.min(width, Math.ceil(to - 0.5) - left);
            for (let x = first; x < end; ++x) out[row * width + x] = data[row * width + x];
        }
    }
    return { left, top, width, height, data: out };
}

/** Where a horizontal line lies inside a ring, as pairs of columns. */
function insideRuns(ring: readonly number[], y: number): [number, number][] {
    const columns: number[] = [];
    for (let i = 0, j = ring.length - 2; i + 1 < ring.length; j = i, i += 2) {
        const [y0, y1] = [ring[j + 1], ring[i + 1]];
        if (y0 > y !== y1 > y) columns.push(ring[j] + ((y - y0) / (y1 - y0)) * (ring[i] - ring[j]));
    }
    columns.sort((a, b) => a - b);
    const runs: [number, number][] = [];
    for (let i = 0; i + 1 < columns.length; i += 2) runs.push([columns[i], columns[i + 1]]);
    return runs;
}
