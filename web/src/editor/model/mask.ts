import type { Points, Size } from './types';

/**
 * Masks as stored: runs over an inclusive box, row by row, beginning with background, then left, top, right, bottom.
 */
export interface MaskBitmap {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    /** width*height bytes, 1 where set. */
    readonly data: Uint8Array;
}

export function decodeMask(points: Points): MaskBitmap {
    const n = points.length;
    const [left, top, right, bottom] = points.slice(n - 4);
    const width = right - left + 1;
    const height = bottom - top + 1;
    const data = new Uint8Array(Math.max(0, width * height));
    let at = 0;
    for (let i = 0; i < n - 4; ++i) {
        if (i % 2) data.fill(1, at, at + points[i]);
        at += points[i];
    }
    return { left, top, width, height, data };
}

/** Run lengths of a row-major bitmap, the first one counting zeros. */
export function runLengths(data: ArrayLike<number>): number[] {
    const runs: number[] = [];
    let value = 0;
    let run = 0;
    for (let i = 0; i < data.length; ++i) {
        if ((data[i] ? 1 : 0) === value) ++run;
        else {
            runs.push(run);
            value = 1 - value;
            run = 1;
        }
    }
    if (data.length) runs.push(run);
    return runs;
}

/** Stored form of a bitmap cut to the tight box of its set pixels inside the image; nothing when none is left. */
export function encodeMask(mask: MaskBitmap, size?: Size): number[] | null {
    const box = tightBox(mask, size);
    if (!box) return null;
    const width = box.right - box.left + 1;
    const height = box.bottom - box.top + 1;
    const crop = new Uint8Array(width * height);
    for (let y = 0; y < height; ++y) {
        const from = (box.top + y - mask.top) * mask.width + box.left - mask.left;
        crop.set(mask.data.subarray(from, from + width), y * width);
    }
    return [...runLengths(crop), box.left, box.top, box.right, box.bottom];
}

function tightBox(mask: MaskBitmap, size: Size = { width: Infinity, height: Infinity }) {
    let left = Infinity;
    let top = Infinity;
    let right = -1;
    let bottom = -1;
    for (let row = 0; row < mask.height; ++row) {
        const y = mask.top + row;
        if (y < 0 || y >= size.height) continue;
        for (let column = 0; column < mask.width; ++column) {
            const x = mask.left + column;
            if (!mask.data[row * mask.width + column] || x < 0 || x >= size.width) continue;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = y;
        }
    }
    return bottom < 0 ? null : { left, top, right, bottom };
}

/** Whether the pixel under a point is set, without decoding the mask. */
export function maskHas(points: Points, x: number, y: number): boolean {
    const n = points.length;
    const left = points[n - 4];
    const top = points[n - 3];
    const column = Math.floor(x) - left;
    const row = Math.floor(y) - top;
    const width = points[n - 2] - left + 1;
    if (column < 0 || row < 0 || column >= width || row >= points[n - 1] - top + 1) return false;
    const target = row * width + column;
    let end = 0;
    for (let i = 0; i < n - 4; ++i) {
        end += points[i];
        if (target < end) return i % 2 === 1;
    }
    return false;
}

/** A mask moved by whole pixels and cut to the image; nothing when it leaves the image. */
export function moveMask(points: Points, dx: number, dy: number, size: Size): number[] | null {
    const mask = decodeMask(points);
    return encodeMask({ ...mask, left: mask.left + Math.round(dx), top: mask.top + Math.round(dy) }, size);
}
