import type { Size } from '../model/types';

/** A decoded picture in memory: brightness for every pixel, colour for every second one in both directions (I420). */
export interface Planes extends Size {
    readonly bytes: Uint8Array;
    readonly layout: readonly { readonly offset: number; readonly stride: number }[];
    readonly matrix: ColourMatrix;
    readonly fullRange: boolean;
}

/** The last byte of a pixel, which browsers keep in the highest of a word. */
const OPAQUE = 0xff << 24;

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
): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(width * height);
    if (block === 1) return sampled(bytes, offset, stride, step, out, width);
    const inWords = step === block && [offset, stride, bytes.byteOffset, bytes.byteLength].every(at => at % 4 === 0);
    const whole = inWords ? BY_WORDS.find(one => one.block === block && width % one.multiple === 0) : undefined;
    if (whole) {
        const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
        whole.average(words, offset / 4, stride / 4, out, width);
        return out;
    }
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

// Four values are read at once, as a word. Every second byte of it is added up on its own: in words of two sums each.
const EVEN = 0x00ff00ff;

/** Averages of 4 x 4 values: four rows of a word each. */
function quarter(words: Uint32Array, from: number, stride: number, out: Uint8Array, width: number): void {
    for (let to = 0, row = from; to < out.length; row += 4 * stride) {
        const end = row + width;
        for (let p = row; p < end; ++p, ++to) {
            const a = words[p];
            const b = words[p + stride];
            const c = words[p + 2 * stride];
            const d = words[p + 3 * stride];
            const upper = (a & EVEN) + ((a >>> 8) & EVEN) + (b & EVEN) + ((b >>> 8) & EVEN);
            const sums = upper + (c & EVEN) + ((c >>> 8) & EVEN) + (d & EVEN) + ((d >>> 8) & EVEN);
            out[to] = ((sums & 0xffff) + (sums >>> 16) + 8) >> 4;
        }
    }
}

/** Averages of 3 x 3 values: three rows of three words each give four of them. */
function third(words: Uint32Array, from: number, stride: number, out: Uint8Array, width: number): void {
    const ninth = (sum: number) => ((sum + 4) * 7282) >>> 16;
    for (let to = 0, row = from; to < out.length; row += 3 * stride) {
        const end = row + (3 * width) / 4;
        for (let p = row; p < end; p += 3, to += 4) {
            const q = p + stride;
            const r = q + stride;
            const even0 = (words[p] & EVEN) + (words[q] & EVEN) + (words[r] & EVEN);
            const odd0 = ((words[p] >>> 8) & EVEN) + ((words[q] >>> 8) & EVEN) + ((words[r] >>> 8) & EVEN);
            const even1 = (words[p + 1] & EVEN) + (words[q + 1] & EVEN) + (words[r + 1] & EVEN);
            const odd1 = ((words[p + 1] >>> 8) & EVEN) + ((words[q + 1] >>> 8) & EVEN) + ((words[r + 1] >>> 8) & EVEN);
            const even2 = (words[p + 2] & EVEN) + (words[q + 2] & EVEN) + (words[r + 2] & EVEN);
            const odd2 = ((words[p + 2] >>> 8) & EVEN) + ((words[q + 2] >>> 8) & EVEN) + ((words[r + 2] >>> 8) & EVEN);
            out[to] = ninth((even0 & 0xffff) + (odd0 & 0xffff) + (even0 >>> 16));
            out[to + 1] = ninth((odd0 >>> 16) + (even1 & 0xffff) + (odd1 & 0xffff));
            out[to + 2] = ninth((even1 >>> 16) + (odd1 >>> 16) + (even2 & 0xffff));
            out[to + 3] = ninth((odd2 & 0xffff) + (even2 >>> 16) + (odd2 >>> 16));
        }
    }
}

/** Averages of 2 x 2 values: two rows of a word each give two of them. */
function half(words: Uint32Array, from: number, stride: number, out: Uint8Array, width: number): void {
    for (let to = 0, row = from; to < out.length; row += 2 * stride) {
        const end = row + (width >> 1);
        for (let p = row; p < end; ++p, to += 2) {
            const a = words[p];
            const b = words[p + stride];
            const sums = (a & EVEN) + ((a >>> 8) & EVEN) + (b & EVEN) + ((b >>> 8) & EVEN);
            out[to] = ((sums & 0xffff) + 2) >> 2;
            out[to + 1] = ((sums >>> 16) + 2) >> 2;
        }
    }
}

/** What can be averaged in words, where rows are as many values wide as one turn of it gives. */
const BY_WORDS = [
    { block: 4, multiple: 1, average: quarter },
    { block: 3, multiple: 4, average: third },
    { block: 2, multiple: 2, average: half },
];

/** The values that lie `step` apart as they are. */
function sampled(
    bytes: Uint8Array,
    offset: number,
    stride: number,
    step: number,
    out: Uint8Array<ArrayBuffer>,
    width: number,
): Uint8Array<ArrayBuffer> {
    const columns = Int32Array.from({ length: width }, (_, x) => Math.floor(x * step));
    for (let to = 0, row = 0; to < out.length; ++row, to += width) {
        const from = offset + Math.floor(row * step) * stride;
        for (let x = 0; x < width; ++x) out[to + x] = bytes[from + columns[x]];
    }
    return out;
}

/** Adds the sums of `block` neighbours. */
function addRow(sums: Uint32Array, bytes: Uint8Array, from: number, block: number, step: number): void {
    for (let x = 0; x < sums.length; ++x) {
        const p = from + Math.floor(x * step);
        for (let i = 0; i < block; ++i) sums[x] += bytes[p + i];
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
    // In 65536ths; the half that rounds is in the light.
    const table = (make: (value: number) => number) =>
        Int32Array.from({ length: 256 }, (_, value) => Math.round(65536 * make(value)));
    const light = table(value => (value - black) * gain + 0.5);
    const signal = (weight: number) => table(value => (value - 128) * spread * weight);
    const toRed = signal(red);
    const toGreenU = signal(greenU);
    const toGreenV = signal(greenV);
    const toBlue = signal(blue);
    const out = new Int32Array(y.length);
    for (let i = 0; i < y.length; ++i) {
        const l = light[y[i]];
        const atU = u[i];
        const atV = v[i];
        let r = (l + toRed[atV]) >> 16;
        let g = (l - toGreenU[atU] - toGreenV[atV]) >> 16;
        let b = (l + toBlue[atU]) >> 16;
        if ((r | g | b) & ~255) {
            r = Math.min(255, Math.max(0, r));
            g = Math.min(255, Math.max(0, g));
            b = Math.min(255, Math.max(0, b));
        }
        out[i] = r | (g << 8) | (b << 16) | OPAQUE;
    }
    return new Uint8ClampedArray(out.buffer);
}
