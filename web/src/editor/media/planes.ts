import type { Size } from '../model/types';

/** A decoded picture in memory: brightness for every pixel, colour for every second one in both directions (I420). */
export interface Planes extends Size {
    readonly bytes: Uint8Array;
    readonly layout: readonly { readonly offset: number; readonly stride: number }[];
    readonly matrix: ColourMatrix;
    readonly fullRange: boolean;
}

export type ColourMatrix = 'bt709' | 'bt601';

/** Weights of the two colour signals in red, green (twice) and blue. */
const WEIGHTS: Record<ColourMatrix, readonly [number, number, number, number]> = {
    bt709: [1.5748, 0.18733, 0.46813, 1.8556],
    bt601: [1.402, 0.344136, 0.714136, 1.772],
};

/** Into how many times smaller a picture can be made and still have as many pixels as are seen. */
export function reductionFor(picture: Size, seen: Size): number {
    const times = Math.min(picture.width / seen.width, picture.height / seen.height);
    return Math.max(1, Math.floor(times));
}

/** A picture made smaller a whole number of times by averaging, as RGBA. */
export function reduce(planes: Planes, times: number): Size & { readonly data: Uint8ClampedArray<ArrayBuffer> } {
    const width = Math.floor(planes.width / times);
    const height = Math.floor(planes.height / times);
    const [y, u, v] = planes.layout;
    const { bytes } = planes;
    const brightness = averaged(bytes, y.offset, y.stride, times, times, width, height);
    const block = Math.max(1, times >> 1);
    const u8 = averaged(bytes, u.offset, u.stride, block, times / 2, width, height);
    const v8 = averaged(bytes, v.offset, v.stride, block, times / 2, width, height);
    return { width, height, data: coloured(brightness, u8, v8, planes) };
}

/** Averages of blocks of `block` x `block` values that lie `step` apart. */
function averaged(
    bytes: Uint8Array,
    offset: number,
    stride: number,
    block: number,
    step: number,
    width: number,
    height: number,
): Uint8Array {
    const out = new Uint8Array(width * height);
    const sums = new Uint32Array(width);
    const scale = 1 / (block * block);
    for (let row = 0; row < height; ++row) {
        sums.fill(0);
        const top = Math.floor(row * step);
        for (let i = 0; i < block; ++i) addRow(sums, bytes, offset + (top + i) * stride, block, step);
        const to = row * width;
        for (let x = 0; x < width; ++x) out[to + x] = sums[x] * scale + 0.5;
    }
    return out;
}

/** Adds the sums of `block` neighbours, those in front as one loop each, as nearly all time is spent here. */
function addRow(sums: Uint32Array, bytes: Uint8Array, from: number, block: number, step: number): void {
    const n = sums.length;
    if (block === 4 && step === 4) {
        for (let x = 0, p = from; x < n; ++x, p += 4) sums[x] += bytes[p] + bytes[p + 1] + bytes[p + 2] + bytes[p + 3];
    } else if (block === 3 && step === 3) {
        for (let x = 0, p = from; x < n; ++x, p += 3) sums[x] += bytes[p] + bytes[p + 1] + bytes[p + 2];
    } else if (block === 2 && step === 2) {
        for (let x = 0, p = from; x < n; ++x, p += 2) sums[x] += bytes[p] + bytes[p + 1];
    } else if (block === 1 && step === 1) {
        for (let x = 0; x < n; ++x) sums[x] += bytes[from + x];
    } else {
        for (let x = 0; x < n; ++x) {
            const p = from + Math.floor(x * step);
            for (let i = 0; i < block; ++i) sums[x] += bytes[p + i];
        }
    }
}

function coloured(
    y: Uint8Array,
    u: Uint8Array,
    v: Uint8Array,
    { matrix, fullRange }: Pick<Planes, 'matrix' | 'fullRange'>,
): Uint8ClampedArray<ArrayBuffer> {
    const [red, greenU, greenV, blue] = WEIGHTS[matrix];
    const gain = fullRange ? 1 : 255 / 219;
    const spread = fullRange ? 1 : 255 / 224;
    const black = fullRange ? 0 : 16;
    const table = (make: (value: number) => number) => Float32Array.from({ length: 256 }, (_, value) => make(value));
    const light = table(value => (value - black) * gain);
    const signal = (weight: number) => table(value => (value - 128) * spread * weight);
    const [toRed, toGreenU, toGreenV, toBlue] = [signal(red), signal(greenU), signal(greenV), signal(blue)];
    const out = new Uint8ClampedArray(4 * y.length);
    for (let i = 0, p = 0; i < y.length; ++i, p += 4) {
        const l = light[y[i]];
        out[p] = l + toRed[v[i]];
        out[p + 1] = l - toGreenU[u[i]] - toGreenV[v[i]];
        out[p + 2] = l + toBlue[u[i]];
        out[p + 3] = 255;
    }
    return out;
}
