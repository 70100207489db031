import { floodSpans } from '../model/flood';
import type { Point, Size } from '../model/types';

/** Areas of similar colour, for the magic wand. */

/** Which RGBA pixels differ in no channel by more than the tolerance from that at a point: a byte a pixel, 1 where so. */
export function similarTo(pixels: Uint8ClampedArray, width: number, at: Point, tolerance: number): Uint8Array {
    const seed = 4 * (at.y * width + at.x);
    const [r, g, b] = pixels.subarray(seed, seed + 3);
    const out = new Uint8Array(pixels.length / 4);
    for (let i = 0, k = 0; i < out.length; ++i, k += 4) {
        const near =
            Math.abs(pixels[k] - r) <= tolerance &&
            Math.abs(pixels[k + 1] - g) <= tolerance &&
            Math.abs(pixels[k + 2] - b) <= tolerance;
        if (near) out[i] = 1;
    }
    return out;
}

/** The area of similar colour around a point, as runs: row, first column, column after the last. */
export function areaOf(pixels: Uint8ClampedArray, width: number, at: Point, tolerance: number): number[] {
    return floodSpans(similarTo(pixels, width, at, tolerance), width, at.x, at.y);
}

/** Where a looked-at part of the image begins, and how many image pixels one of its own stands for. */
export interface Part {
    readonly left: number;
    readonly top: number;
    readonly perColumn: number;
    readonly perRow: number;
}

/** Runs of a part as runs of the image. A pixel belongs to the part's pixel that its middle lies on. */
export function toImage(spans: ArrayLike<number>, { left, top, perColumn, perRow }: Part, image: Size): number[] {
    const column = (x: number) => Math.min(image.width, Math.max(0, Math.ceil(left + x * perColumn - 0.5)));
    const row = (y: number) => Math.min(image.height, Math.max(0, Math.ceil(top + y * perRow - 0.5)));
    const out: number[] = [];
    for (let i = 0; i + 2 < spans.length; i += 3) {
        const [from, to] = [column(spans[i + 1]), column(spans[i + 2])];
        if (from >= to) continue;
        for (let y = row(spans[i]); y < row(spans[i] + 1); ++y) out.push(y, from, to);
    }
    return out;
}

/** Whether an area goes on at the border of the part that was looked at, where that is not the image's. */
export function isCutOff(
    spans: ArrayLike<number>,
    part: Size,
    ends: { left: boolean; top: boolean; right: boolean; bottom: boolean },
) {
    for (let i = 0; i + 2 < spans.length; i += 3) {
        if (!ends.left && spans[i + 1] === 0) return true;
        if (!ends.right && spans[i + 2] === part.width) return true;
        if (!ends.top && spans[i] === 0) return true;
        if (!ends.bottom && spans[i] === part.height - 1) return true;
    }
    return false;
}
