import type { Point } from '../model/types';

/**
 * Intelligent scissors after Mortensen and Barrett (SIGGRAPH 1995): the cheapest way over a grid of pixels, where a step
 * costs little on an edge of the picture. A cell costs by its gradient's size and by whether the second derivative
 * changes sign there; a step costs more when it turns away from the direction of the edge.
 */
const W_ZERO = 0.43;
const W_SIZE = 0.43;
const W_DIRECTION = 0.14;
/** Costs are whole numbers, so that cells to visit can be kept in buckets. */
const UNIT = 64;

/** The eight steps, in the order of the links: right, right-down, down, and on around. */
const DX = [1, 1, 0, -1, -1, -1, 0, 1];
const DY = [0, 1, 1, 1, 0, -1, -1, -1];
const NO_LINK = 255;

/** The ways from one cell to all others of a window of the image. */
export interface LiveWire {
    /** The window's corner in image pixels and the side of a cell; width and height are in cells. */
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly cell: number;
    readonly seed: Point;
    /** For each cell the step that leads one cell nearer to the seed. */
    readonly links: Uint8Array;
}

/** Luminance of RGBA pixels, 0 to 255, smoothed a little against noise. */
export function luminance(rgba: Uint8ClampedArray, width: number, height: number): Float32Array {
    const grey = new Float32Array(width * height);
    for (let i = 0; i < grey.length; ++i)
        grey[i] = 0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2];
    return smoothed(grey, width, height);
}

function smoothed(grey: Float32Array, width: number, height: number): Float32Array {
    const across = new Float32Array(grey.length);
    const out = new Float32Array(grey.length);
    const blur = (from: Float32Array, to: Float32Array, i: number, before: number, after: number) => {
        to[i] = (from[before] + 2 * from[i] + from[after]) / 4;
    };
    for (let y = 0; y < height; ++y)
        for (let x = 0, i = y * width; x < width; ++x, ++i)
            blur(grey, across, i, x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i);
    for (let y = 0; y < height; ++y)
        for (let x = 0, i = y * width; x < width; ++x, ++i)
            blur(across, out, i, y > 0 ? i - width : i, y < height - 1 ? i + width : i);
    return out;
}

interface Costs {
    /** Of being on a cell, 0 to 1. */
    readonly local: Float32Array;
    /** Direction along the edge at a cell, of length one where there is an edge. */
    readonly alongX: Float32Array;
    readonly alongY: Float32Array;
}

export function costsOf(grey: Float32Array, width: number, height: number): Costs {
    const n = width * height;
    const size = new Float32Array(n);
    const alongX = new Float32Array(n);
    const alongY = new Float32Array(n);
    const curve = new Float32Array(n);
    let largest = 1e-6;
    for (let y = 0; y < height; ++y) {
        const up = y > 0 ? -width : 0;
        const down = y < height - 1 ? width : 0;
        for (let x = 0, i = y * width; x < width; ++x, ++i) {
            const left = x > 0 ? -1 : 0;
            const right = x < width - 1 ? 1 : 0;
            const gx =
                grey[i + up + right] -
                grey[i + up + left] +
                2 * (grey[i + right] - grey[i + left]) +
                grey[i + down + right] -
                grey[i + down + left];
            const gy =
                grey[i + down + left] -
                grey[i + up + left] +
                2 * (grey[i + down] - grey[i + up]) +
                grey[i + down + right] -
                grey[i + up + right];
            const length = Math.hypot(gx, gy);
            size[i] = length;
            largest = Math.max(largest, length);
            if (length > 0) {
                alongX[i] = -gy / length;
                alongY[i] = gx / length;
            }
            curve[i] = 4 * grey[i] - grey[i + left] - grey[i + right] - grey[i + up] - grey[i + down];
        }
    }
    const local = new Float32Array(n);
    for (let y = 0; y < height; ++y)
        for (let x = 0, i = y * width; x < width; ++x, ++i) {
            const crossing =
                (x < width - 1 && changesSign(curve, i, i + 1)) || (y < height - 1 && changesSign(curve, i, i + width));
            // A sign change of a flat area means nothing: it counts as far as there is a gradient.
            const strength = size[i] / largest;
            const zero = crossing ? 1 - Math.min(1, 8 * strength) : 1;
            local[i] = W_ZERO * zero + W_SIZE * (1 - strength);
        }
    return { local, alongX, alongY };
}

/** Of two neighbours on either side of a zero, the one nearer to it is the edge. */
function changesSign(curve: Float32Array, i: number, j: number): boolean {
    return curve[i] * curve[j] < 0 && Math.abs(curve[i]) <= Math.abs(curve[j]);
}

/** Cheapest steps back to the seed from every cell (Dijkstra's search with buckets by cost). */
export function linksFrom(seed: Point, costs: Costs, width: number, height: number): Uint8Array {
    const n = width * height;
    const links = new Uint8Array(n).fill(NO_LINK);
    const total = new Int32Array(n).fill(0x7fffffff);
    const done = new Uint8Array(n);
    // No step costs more than UNIT * sqrt(2), so this many buckets are enough, used round and round.
    const buckets: number[][] = Array.from({ length: 2 * UNIT }, () => []);
    const start = seed.y * width + seed.x;
    total[start] = 0;
    buckets[0].push(start);
    for (let cost = 0, idle = 0; idle < buckets.length; ++cost) {
        const bucket = buckets[cost % buckets.length];
        idle = bucket.length ? 0 : idle + 1;
        for (let i = bucket.pop(); i !== undefined; i = bucket.pop()) {
            if (done[i]) continue;
            done[i] = 1;
            const x = i % width;
            const y = (i - x) / width;
            for (let step = 0; step < 8; ++step) {
                const nx = x + DX[step];
                const ny = y + DY[step];
                if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
                const j = ny * width + nx;
                if (done[j]) continue;
                const next = cost + stepCost(i, j, step, costs);
                if (next >= total[j]) continue;
                total[j] = next;
                links[j] = (step + 4) % 8;
                buckets[next % buckets.length].push(j);
            }
        }
    }
    return links;
}

function stepCost(i: number, j: number, step: number, { local, alongX, alongY }: Costs): number {
    const diagonal = step % 2 === 1;
    const length = diagonal ? Math.SQRT2 : 1;
    const [dx, dy] = [DX[step] / length, DY[step] / length];
    // How far the step leaves the edge at both of its ends; an edge has no preferred sense.
    const away = 2 - Math.abs(dx * alongX[i] + dy * alongY[i]) - Math.abs(dx * alongX[j] + dy * alongY[j]);
    const cost = (local[j] + (W_DIRECTION * away) / 2) * length;
    return Math.max(1, Math.round(cost * UNIT));
}

/** Image points on the way from the seed to a point, the seed left out; beyond the window straight on. */
export function wayThrough(wire: LiveWire, to: Point): number[] {
    const { left, top, width, height, cell, seed, links } = wire;
    const clamp = (value: number, limit: number) => Math.min(limit - 1, Math.max(0, Math.floor(value)));
    let x = clamp((to.x - left) / cell, width);
    let y = clamp((to.y - top) / cell, height);
    const back: number[] = [to.x, to.y];
    for (let guard = width * height; guard > 0 && (x !== seed.x || y !== seed.y); --guard) {
        const step = links[y * width + x];
        if (step === NO_LINK) break;
        back.push(left + (x + 0.5) * cell, top + (y + 0.5) * cell);
        x += DX[step];
        y += DY[step];
    }
    const way: number[] = [];
    for (let i = back.length - 2; i >= 0; i -= 2) way.push(back[i], back[i + 1]);
    return way;
}
