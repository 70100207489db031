import { paintSpans, TILE_SIDE, type PaintedMask } from './brush';
import type { Point, Size } from './types';

/** Areas of pixels that belong together, as runs given flat: row, first column, column after the last. */

/** What a pixel becomes once it has been counted. */
const DONE = 255;

/**
 * The pixels of one value connected with a first one by their sides, or by their corners, too. What is found is marked in
 * `data`, of which each byte is a pixel.
 */
export function floodSpans(data: Uint8Array, width: number, x: number, y: number, corners = false): number[] {
    const height = data.length / width;
    const value = data[y * width + x];
    const reach = corners ? 1 : 0;
    const spans: number[] = [];
    const stack = [x, y];
    while (stack.length) {
        const row = stack.pop()!;
        const column = stack.pop()!;
        const base = row * width;
        if (data[base + column] !== value) continue;
        let from = column;
        let to = column + 1;
        while (from > 0 && data[base + from - 1] === value) --from;
        while (to < width && data[base + to] === value) ++to;
        data.fill(DONE, base + from, base + to);
        spans.push(row, from, to);
        for (const next of [row - 1, row + 1]) {
            if (next < 0 || next >= height) continue;
            const end = Math.min(width, to + reach);
            for (let i = Math.max(0, from - reach); i < end; ++i) {
                if (data[next * width + i] !== value) continue;
                stack.push(i, next);
                while (i < end && data[next * width + i] === value) ++i;
            }
        }
    }
    return spans;
}

/** A part of a painted mask as one bitmap. */
interface Sheet {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly data: Uint8Array;
}

/** Pixels of the largest sheet that is flooded: half a second's work. */
const MOST_PIXELS = 100_000_000;

/** Where the tiles in use lie; nothing is set beyond them. */
function extentOf({ size, columns, tiles }: PaintedMask): Omit<Sheet, 'data'> {
    const xs = [...tiles.keys()].map(key => key % columns);
    const ys = [...tiles.keys()].map(key => Math.floor(key / columns));
    const left = Math.min(...xs) * TILE_SIDE;
    const top = Math.min(...ys) * TILE_SIDE;
    const width = Math.min(size.width, (Math.max(...xs) + 1) * TILE_SIDE) - left;
    const height = Math.min(size.height, (Math.max(...ys) + 1) * TILE_SIDE) - top;
    return { left, top, width, height };
}

/** Whether what is painted spreads over no more than can be flooded in a moment. */
export function isFloodable(mask: PaintedMask, most = MOST_PIXELS): boolean {
    if (!mask.tiles.size) return true;
    const { width, height } = extentOf(mask);
    return width * height <= most;
}

/** The tiles in use side by side. */
function sheetOf(mask: PaintedMask): Sheet {
    const { columns, tiles } = mask;
    const { left, top, width, height } = extentOf(mask);
    const data = new Uint8Array(width * height);
    for (const [key, tile] of tiles) {
        const x = (key % columns) * TILE_SIDE - left;
        const y = Math.floor(key / columns) * TILE_SIDE - top;
        const end = Math.min(TILE_SIDE, width - x);
        for (let row = 0; row < TILE_SIDE && y + row < height; ++row)
            data.set(tile.data.subarray(row * TILE_SIDE, row * TILE_SIDE + end), (y + row) * width + x);
    }
    return { left, top, width, height, data };
}

/** The connected pixels around a point, on the sheet of a mask that is not blank. */
function around(
    mask: PaintedMask,
    p: Point,
    corners: boolean,
): { sheet: Sheet; value: number; spans: number[] } | null {
    if (!mask.tiles.size) return null;
    const sheet = sheetOf(mask);
    const [x, y] = [Math.floor(p.x) - sheet.left, Math.floor(p.y) - sheet.top];
    if (x < 0 || y < 0 || x >= sheet.width || y >= sheet.height) return null;
    const value = sheet.data[y * sheet.width + x];
    return { sheet, value, spans: floodSpans(sheet.data, sheet.width, x, y, corners) };
}

const placed = (spans: readonly number[], { left, top }: Sheet) =>
    spans.map((value, i) => value + (i % 3 === 0 ? top : left));

/**
 * A mask with the area around a point filled, which is enclosed by what is painted, also together with the border of the
 * image; the same mask where the point is painted already, nothing where the area is open.
 */
export function enclosedFilled(mask: PaintedMask, p: Point): PaintedMask | null {
    const found = around(mask, p, false);
    if (!found) return null;
    const { sheet, value, spans } = found;
    if (value) return mask;
    return reachesOut(spans, sheet, mask.size) ? null : paintSpans(mask, placed(spans, sheet), 1);
}

/** Whether an area goes on beyond the sheet, or beyond what is painted as far as nothing lies around it. */
function reachesOut(spans: readonly number[], sheet: Sheet, { width, height }: Size): boolean {
    const open = {
        left: sheet.left > 0,
        top: sheet.top > 0,
        right: sheet.left + sheet.width < width,
        bottom: sheet.top + sheet.height < height,
    };
    const sides = new Set<string>();
    for (let i = 0; i < spans.length; i += 3) {
        const [row, from, to] = [spans[i], spans[i + 1], spans[i + 2]];
        if (from === 0) sides.add('left');
        if (to === sheet.width) sides.add('right');
        if (row === 0) sides.add('top');
        if (row === sheet.height - 1) sides.add('bottom');
    }
    const opposite = (sides.has('left') && sides.has('right')) || (sides.has('top') && sides.has('bottom'));
    return opposite || (['left', 'top', 'right', 'bottom'] as const).some(side => open[side] && sides.has(side));
}

/** A mask without the connected part that a point is on; the same mask where nothing is painted there. */
export function partCleared(mask: PaintedMask, p: Point): PaintedMask {
    const found = around(mask, p, true);
    return found?.value ? paintSpans(mask, placed(found.spans, found.sheet), 0) : mask;
}
