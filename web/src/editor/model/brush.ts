import type { MaskBitmap } from './mask';
import type { Points, Size } from './types';

/**
 * A mask while it is painted: a bitmap of the whole image cut into tiles. Values are never changed; painting makes a new
 * bitmap that shares every untouched tile with the old one. So each stroke costs what it covers, also on very large
 * images, a former state is as good as a new one for undo, and a renderer repaints the tiles that are not the same.
 */
export const TILE_SIDE = 256;

export interface MaskTile {
    /** TILE_SIDE squared bytes, 1 where set. */
    readonly data: Uint8Array;
    readonly set: number;
}

export interface PaintedMask {
    readonly size: Size;
    readonly columns: number;
    /** By row*columns+column; a missing tile is empty. */
    readonly tiles: ReadonlyMap<number, MaskTile>;
}

export function blankMask(size: Size): PaintedMask {
    return { size, columns: Math.ceil(size.width / TILE_SIDE), tiles: new Map() };
}

export function isBlankMask(mask: PaintedMask): boolean {
    return mask.tiles.size === 0;
}

export function maskArea(mask: PaintedMask): number {
    let area = 0;
    for (const tile of mask.tiles.values()) area += tile.set;
    return area;
}

/** The tile of which every pixel is set, one for all masks: large areas cost next to nothing. */
const FULL: MaskTile = { data: new Uint8Array(TILE_SIDE * TILE_SIDE).fill(1), set: TILE_SIDE * TILE_SIDE };

/** Copies tiles as they are first written to, and counts what changes. */
class Painter {
    private readonly fresh = new Map<number, { data: Uint8Array; set: number }>();
    private changed = false;

    constructor(
        private readonly mask: PaintedMask,
        private readonly value: 0 | 1,
    ) {}

    /** Sets (or clears) columns [x0, x1) of a row; what lies outside the image is left out. */
    run(y: number, x0: number, x1: number): void {
        const { size, columns } = this.mask;
        if (y < 0 || y >= size.height) return;
        const end = Math.min(size.width, x1);
        const base = Math.floor(y / TILE_SIDE) * columns;
        for (let x = Math.max(0, x0); x < end;) {
            const column = Math.floor(x / TILE_SIDE);
            const stop = Math.min(end, (column + 1) * TILE_SIDE);
            const from = (y % TILE_SIDE) * TILE_SIDE + (x % TILE_SIDE);
            this.runInTile(base + column, from, from + stop - x);
            x = stop;
        }
    }

    private runInTile(key: number, from: number, to: number): void {
        const { value } = this;
        const old = this.fresh.get(key) ?? this.mask.tiles.get(key);
        if (!old && !value) return;
        let differ = 0;
        if (old) {
            for (let i = from; i < to; ++i) if (old.data[i] !== value) ++differ;
            if (!differ) return;
        } else differ = to - from;
        let tile = this.fresh.get(key);
        if (!tile) {
            tile = { data: old ? old.data.slice() : new Uint8Array(TILE_SIDE * TILE_SIDE), set: old?.set ?? 0 };
            this.fresh.set(key, tile);
        }
        tile.data.fill(value, from, to);
        tile.set += value ? differ : -differ;
        this.changed = true;
    }

    done(): PaintedMask {
        if (!this.changed) return this.mask;
        const tiles = new Map(this.mask.tiles);
        for (const [key, tile] of this.fresh) {
            if (tile.set) tiles.set(key, tile.set === FULL.set ? FULL : tile);
            else tiles.delete(key);
        }
        return { ...this.mask, tiles };
    }
}

/** Paints runs given flat as row, first column, column after the last. */
export function paintSpans(mask: PaintedMask, spans: readonly number[], value: 0 | 1): PaintedMask {
    const painter = new Painter(mask, value);
    for (let i = 0; i < spans.length; i += 3) painter.run(spans[i], spans[i + 1], spans[i + 2]);
    return painter.done();
}

/** Paints the set pixels of a bitmap. */
export function paintBitmap(mask: PaintedMask, bitmap: MaskBitmap, value: 0 | 1): PaintedMask {
    const painter = new Painter(mask, value);
    const { left, top, width, height, data } = bitmap;
    for (let row = 0; row < height; ++row) {
        const base = row * width;
        for (let x = 0; x < width;) {
            if (!data[base + x]) {
                ++x;
                continue;
            }
            const from = x;
            while (x < width && data[base + x]) ++x;
            painter.run(top + row, left + from, left + x);
        }
    }
    return painter.done();
}

/** The bitmap of a stored mask, ready for painting; pixels outside the image are dropped. */
export function paintable(points: Points, size: Size): PaintedMask {
    const n = points.length;
    const [left, top, right] = points.slice(n - 4);
    const width = right - left + 1;
    const painter = new Painter(blankMask(size), 1);
    let at = 0;
    for (let i = 0; i < n - 4; ++i) {
        const end = at + points[i];
        if (i % 2) {
            for (let from = at; from < end;) {
                const row = Math.floor(from / width);
                const stop = Math.min(end, (row + 1) * width);
                painter.run(top + row, left + from - row * width, left + stop - row * width);
                from = stop;
            }
        }
        at = end;
    }
    return painter.done();
}

/** The tight box of the set pixels, inclusive, as a stored mask ends with it. */
function tightBox({ columns, tiles }: PaintedMask): [number, number, number, number] {
    let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
    for (const [key, { data }] of tiles) {
        const x = (key % columns) * TILE_SIDE;
        const y = Math.floor(key / columns) * TILE_SIDE;
        top = Math.min(top, y + Math.floor(data.indexOf(1) / TILE_SIDE));
        bottom = Math.max(bottom, y + Math.floor(data.lastIndexOf(1) / TILE_SIDE));
        if (x >= left && x + TILE_SIDE - 1 <= right) continue;
        for (let row = 0; row < TILE_SIDE; ++row) {
            const line = data.subarray(row * TILE_SIDE, (row + 1) * TILE_SIDE);
            const first = line.indexOf(1);
            if (first < 0) continue;
            left = Math.min(left, x + first);
            right = Math.max(right, x + line.lastIndexOf(1));
        }
    }
    return [left, top, right, bottom];
}

const EMPTY_LINE = new Uint8Array(TILE_SIDE);

/** Stored form, in the tight box of the set pixels; nothing when none is set. */
export function storedMask(mask: PaintedMask): number[] | null {
    if (isBlankMask(mask)) return null;
    const { columns, tiles } = mask;
    const [left, top, right, bottom] = tightBox(mask);
    const runs: number[] = [];
    let value = 0;
    let length = 0;
    for (let y = top; y <= bottom; ++y) {
        const base = Math.floor(y / TILE_SIDE) * columns;
        for (let x = left; x <= right;) {
            const column = Math.floor(x / TILE_SIDE);
            const stop = Math.min(right + 1, (column + 1) * TILE_SIDE);
            const row = (y % TILE_SIDE) * TILE_SIDE;
            const tile = tiles.get(base + column);
            const line = tile ? tile.data.subarray(row, row + stop - column * TILE_SIDE) : EMPTY_LINE;
            const end = stop - column * TILE_SIDE;
            for (let at = x - column * TILE_SIDE; at < end;) {
                const found = line.indexOf(1 - value, at);
                const next = found < 0 || found > end ? end : found;
                length += next - at;
                at = next;
                if (next === end) break;
                runs.push(length);
                length = 0;
                value = 1 - value;
            }
            x = stop;
        }
    }
    return [...runs, length, left, top, right, bottom];
}
