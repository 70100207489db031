import type { MaskBitmap } from './mask';
import type { Size } from './types';

/**
 * What can be done to the pixels of a finished mask. Pixels that touch by a corner belong together, as in contours.ts;
 * so what is not set is connected by its sides only.
 */

const SIDES = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
] as const;
const AROUND = [...SIDES, [1, 1], [1, -1], [-1, 1], [-1, -1]] as const;

type Steps = readonly (readonly [number, number])[];

/** All pixels of one value that are connected with a first one; they are marked by a number. */
function mark(mask: MaskBitmap, marks: Uint32Array, start: number, by: number, steps: Steps): number {
    const { width, height, data } = mask;
    const value = data[start];
    const stack = [start];
    marks[start] = by;
    let count = 0;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
        ++count;
        const [x, y] = [at % width, Math.floor(at / width)];
        for (const [dx, dy] of steps) {
            const [nx, ny] = [x + dx, y + dy];
            const next = ny * width + nx;
            if (nx < 0 || ny < 0 || nx >= width || ny >= height || marks[next] || data[next] !== value) continue;
            marks[next] = by;
            stack.push(next);
        }
    }
    return count;
}

/** A mask with so many empty pixels around its box. */
function padded(mask: MaskBitmap, by: number): MaskBitmap {
    const width = mask.width + 2 * by;
    const height = mask.height + 2 * by;
    const data = new Uint8Array(width * height);
    for (let y = 0; y < mask.height; ++y)
        data.set(mask.data.subarray(y * mask.width, (y + 1) * mask.width), (y + by) * width + by);
    return { left: mask.left - by, top: mask.top - by, width, height, data };
}

/** Sets what is enclosed by the mask. */
export function fillHoles(mask: MaskBitmap): MaskBitmap {
    const wide = padded(mask, 1);
    const marks = new Uint32Array(wide.data.length);
    mark(wide, marks, 0, 1, SIDES);
    return { ...wide, data: wide.data.map((value, i) => (value || !marks[i] ? 1 : 0)) };
}

/** Keeps the largest of the parts of a mask; the first from above where two are alike. */
export function largestPart(mask: MaskBitmap): MaskBitmap {
    const marks = new Uint32Array(mask.data.length);
    let parts = 0;
    let best = { part: 0, area: 0 };
    mask.data.forEach((value, i) => {
        if (!value || marks[i]) return;
        const area = mark(mask, marks, i, ++parts, AROUND);
        if (area > best.area) best = { part: parts, area };
    });
    return { ...mask, data: mask.data.map((_, i) => (marks[i] === best.part && best.part ? 1 : 0)) };
}

/** Adds the pixels beside those that are set. */
export function grown(mask: MaskBitmap): MaskBitmap {
    const wide = padded(mask, 1);
    const { width, data } = wide;
    const out = new Uint8Array(data);
    data.forEach((value, i) => {
        if (value) for (const [dx, dy] of SIDES) out[i + dy * width + dx] = 1;
    });
    return { ...wide, data: out };
}

/** Takes away the pixels at the edge of the mask; what is seen of it goes on beyond the border of the image. */
export function shrunk(mask: MaskBitmap, size: Size): MaskBitmap {
    const { left, top, width, height, data } = mask;
    const has = (x: number, y: number) => {
        const inside = x + left >= 0 && y + top >= 0 && x + left < size.width && y + top < size.height;
        return !inside || (x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === 1);
    };
    const keeps = (i: number) => SIDES.every(([dx, dy]) => has((i % width) + dx, Math.floor(i / width) + dy));
    return { ...mask, data: data.map((value, i) => (value && keeps(i) ? 1 : 0)) };
}

function combined(mask: MaskBitmap, others: readonly MaskBitmap[], keep: (there: boolean[]) => boolean): MaskBitmap {
    const has = (other: MaskBitmap, x: number, y: number) => {
        const [column, row] = [x - other.left, y - other.top];
        const inside = column >= 0 && row >= 0 && column < other.width && row < other.height;
        return inside && other.data[row * other.width + column] === 1;
    };
    const at = (i: number): [number, number] => [mask.left + (i % mask.width), mask.top + Math.floor(i / mask.width)];
    const data = mask.data.map((value, i) => (value && keep(others.map(other => has(other, ...at(i)))) ? 1 : 0));
    return { ...mask, data };
}

/** A mask without what any of the others has. */
export function without(mask: MaskBitmap, others: readonly MaskBitmap[]): MaskBitmap {
    return combined(mask, others, there => !there.includes(true));
}

/** What a mask and all of the others have. */
export function common(mask: MaskBitmap, others: readonly MaskBitmap[]): MaskBitmap {
    return combined(mask, others, there => !there.includes(false));
}
