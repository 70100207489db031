import { contoursOf } from '../model/contours';
import type { Box, Point, Points, Size } from '../model/types';
import { toImage } from '../wand/similar';
import type { Segments } from './slic';

/** The patches of a picture, each found by a pixel of it, with its pixels as runs: row, first column, column after the last. */
export interface Patches extends Segments {
    /** Where the runs of each patch begin, counted in runs; one more entry for the end. */
    readonly starts: Uint32Array;
    readonly runs: Int32Array;
}

export function patchesOf({ labels, count }: Segments, width: number): Patches {
    const starts = new Uint32Array(count + 1);
    const eachRun = (take: (label: number, i: number, length: number) => void) => {
        for (let i = 0; i < labels.length;) {
            const label = labels[i];
            const end = i - (i % width) + width;
            let to = i + 1;
            while (to < end && labels[to] === label) ++to;
            take(label, i, to - i);
            i = to;
        }
    };
    eachRun(label => ++starts[label + 1]);
    for (let label = 0; label < count; ++label) starts[label + 1] += starts[label];
    const runs = new Int32Array(3 * starts[count]);
    const next = starts.slice();
    eachRun((label, i, length) => {
        const x = i % width;
        runs.set([(i - x) / width, x, x + length], 3 * next[label]++);
    });
    return { labels, count, starts, runs };
}

/** Pixels looked at, at most: a second's work, and some 50 MB while it lasts. */
export const MOST_PIXELS = 2_000_000;
/** Cells across a patch, at least; below that its outline says nothing. */
const LEAST_CELLS = 4;
/** How much is looked at around the view, of its sides, as far as there is room. */
const MARGINS = [Infinity, 0.5, 0.25, 0.1, 0];

/** What of an image is divided: `cell` image pixels a side make one of those looked at. */
export interface Plan {
    readonly left: number;
    readonly top: number;
    /** In cells. */
    readonly size: Size;
    readonly cell: number;
    /** About how many cells a patch is across. */
    readonly spacing: number;
}

/**
 * What is to be divided to see the patches of a view: as finely as there is room for, and where the picture is there `around`
 * it, with some of that, so that small moves need no more. `finest` is how many image pixels one of the picture stands for.
 * Places keep to a grid, so that the patches of neighbouring plans are much the same.
 */
export function planFor(seen: Box, image: Size, finest: number, across: number, around: boolean): Plan {
    const view = clipped(seen, image);
    let cell = Math.max(1, Math.ceil(finest));
    while (cells(view, cell) > MOST_PIXELS) cell *= 2;
    const spacing = Math.max(LEAST_CELLS, Math.round(across / cell));
    const step = spacing * cell;
    for (const margin of around ? MARGINS : [0]) {
        const box = onGrid(grown(view, margin, image), step, image);
        if (margin > 0 && cells(box, cell) > MOST_PIXELS) continue;
        const size = {
            width: Math.ceil((box.maxX - box.minX) / cell),
            height: Math.ceil((box.maxY - box.minY) / cell),
        };
        return { left: box.minX, top: box.minY, size, cell, spacing };
    }
    throw new Error('unreachable: a margin of nothing always fits');
}

const cells = (box: Box, cell: number) => ((box.maxX - box.minX) / cell) * ((box.maxY - box.minY) / cell);

function clipped(box: Box, { width, height }: Size): Box {
    const minX = Math.min(width - 1, Math.max(0, Math.floor(box.minX)));
    const minY = Math.min(height - 1, Math.max(0, Math.floor(box.minY)));
    return {
        minX,
        minY,
        maxX: Math.max(minX + 1, Math.min(width, Math.ceil(box.maxX))),
        maxY: Math.max(minY + 1, Math.min(height, Math.ceil(box.maxY))),
    };
}

function grown(box: Box, margin: number, image: Size): Box {
    if (margin === 0) return box;
    const [dx, dy] = [margin * (box.maxX - box.minX), margin * (box.maxY - box.minY)];
    return clipped({ minX: box.minX - dx, minY: box.minY - dy, maxX: box.maxX + dx, maxY: box.maxY + dy }, image);
}

/** Towards the outside; the far sides of the image are on no grid. */
function onGrid({ minX, minY, maxX, maxY }: Box, step: number, { width, height }: Size): Box {
    return {
        minX: Math.floor(minX / step) * step,
        minY: Math.floor(minY / step) * step,
        maxX: Math.min(width, Math.ceil(maxX / step) * step),
        maxY: Math.min(height, Math.ceil(maxY / step) * step),
    };
}

/** One patch, in image pixels. */
export interface Superpixel {
    readonly spans: readonly number[];
    /** Its outline and those of what it encloses. */
    readonly rings: readonly Points[];
}

/** Which patch is at a place of the image; null beyond what was divided. */
export function patchAt({ labels }: Patches, { left, top, size, cell }: Plan, p: Point): number | null {
    const x = Math.floor((p.x - left) / cell);
    const y = Math.floor((p.y - top) / cell);
    return x >= 0 && y >= 0 && x < size.width && y < size.height ? labels[y * size.width + x] : null;
}

export function superpixel({ starts, runs }: Patches, plan: Plan, image: Size, id: number): Superpixel {
    const own = runs.subarray(3 * starts[id], 3 * starts[id + 1]);
    const { left, top, cell } = plan;
    const spans = toImage(own, { left, top, perColumn: cell, perRow: cell }, image);
    return { spans, rings: outlines(spans) };
}

function outlines(spans: readonly number[]): Points[] {
    if (!spans.length) return [];
    let [left, right] = [Infinity, 0];
    let [top, bottom] = [Infinity, 0];
    for (let i = 0; i < spans.length; i += 3) {
        top = Math.min(top, spans[i]);
        bottom = Math.max(bottom, spans[i] + 1);
        left = Math.min(left, spans[i + 1]);
        right = Math.max(right, spans[i + 2]);
    }
    const width = right - left;
    const data = new Uint8Array(width * (bottom - top));
    for (let i = 0; i < spans.length; i += 3) {
        const base = (spans[i] - top) * width - left;
        data.fill(1, base + spans[i + 1], base + spans[i + 2]);
    }
    const { outer, holes } = contoursOf({ left, top, width, height: bottom - top, data });
    return [...outer, ...holes.map(hole => hole.ring)];
}
