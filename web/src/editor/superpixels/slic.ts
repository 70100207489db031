/**
 * Superpixels: a picture divided into patches of about one size that keep to its edges, by clustering pixels by colour and
 * place around the knots of a grid (SLIC: Achanta et al., "SLIC Superpixels Compared to State-of-the-Art Superpixel
 * Methods", PAMI 2012).
 */
export interface Segments {
    /** The patch of each pixel, row by row. */
    readonly labels: Int32Array;
    readonly count: number;
}

/** Few pixels change sides after these. */
const ROUNDS = 5;
/** How much place counts against colour: the more, the rounder the patches. */
const COMPACTNESS = 10;
/** What a centre is made of: lightness, two colours, column and row. */
const FIELDS = 5;

/** Divides RGBA pixels into patches about `spacing` pixels across. */
export function slic(pixels: Uint8ClampedArray, width: number, height: number, spacing: number): Segments {
    const lab = toLab(pixels);
    const columns = Math.max(1, Math.round(width / spacing));
    const rows = Math.max(1, Math.round(height / spacing));
    const labels = gridLabels(width, height, columns, rows);
    const centres = new Float32Array(FIELDS * columns * rows);
    const distances = new Float32Array(labels.length);
    recentre(centres, lab, labels, width);
    for (let round = 0; round < ROUNDS; ++round) {
        assign(labels, distances, centres, lab, width, height, spacing);
        recentre(centres, lab, labels, width);
    }
    return connected(labels, width, height, (spacing * spacing) / 4);
}

const LINEAR = Float32Array.from({ length: 256 }, (_, value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});
const STEPS = 4096;
/** The cube root of CIELAB over 0 to 1, as it is needed three times a pixel. */
const ROOTS = Float32Array.from({ length: STEPS + 1 }, (_, i) => {
    const v = i / STEPS;
    return v > 216 / 24389 ? Math.cbrt(v) : ((24389 / 27) * v + 16) / 116;
});
const rootOf = (v: number) => ROOTS[Math.min(STEPS, Math.round(v * STEPS))];

/** CIELAB of sRGB pixels (white D65), in which equal distances look about equal. */
function toLab(pixels: Uint8ClampedArray): Float32Array {
    const out = new Float32Array((pixels.length / 4) * 3);
    for (let i = 0, k = 0; i < pixels.length; i += 4, k += 3) {
        const [r, g, b] = [LINEAR[pixels[i]], LINEAR[pixels[i + 1]], LINEAR[pixels[i + 2]]];
        const x = rootOf((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        const y = rootOf(0.2126 * r + 0.7152 * g + 0.0722 * b);
        const z = rootOf((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
        out[k] = 116 * y - 16;
        out[k + 1] = 500 * (x - y);
        out[k + 2] = 200 * (y - z);
    }
    return out;
}

/** Every pixel in its cell of the grid, so that each has a patch from the beginning. */
function gridLabels(width: number, height: number, columns: number, rows: number): Int32Array {
    const labels = new Int32Array(width * height);
    for (let y = 0, i = 0; y < height; ++y) {
        const base = Math.floor((y * rows) / height) * columns;
        for (let x = 0; x < width; ++x, ++i) labels[i] = base + Math.floor((x * columns) / width);
    }
    return labels;
}

/** Moves each centre to the mean of its pixels; one that has lost all of them stays. */
function recentre(centres: Float32Array, lab: Float32Array, labels: Int32Array, width: number): void {
    const sums = new Float64Array(centres.length);
    const counts = new Uint32Array(centres.length / FIELDS);
    for (let i = 0, x = 0, y = 0; i < labels.length; ++i) {
        const k = FIELDS * labels[i];
        sums[k] += lab[3 * i];
        sums[k + 1] += lab[3 * i + 1];
        sums[k + 2] += lab[3 * i + 2];
        sums[k + 3] += x;
        sums[k + 4] += y;
        counts[labels[i]] += 1;
        if (++x === width) {
            x = 0;
            ++y;
        }
    }
    for (let k = 0; k < centres.length; ++k) {
        const count = counts[Math.floor(k / FIELDS)];
        if (count) centres[k] = sums[k] / count;
    }
}

/** Gives each pixel to the nearest of the centres within reach. */
function assign(
    labels: Int32Array,
    distances: Float32Array,
    centres: Float32Array,
    lab: Float32Array,
    width: number,
    height: number,
    spacing: number,
): void {
    const weight = (COMPACTNESS / spacing) ** 2;
    distances.fill(Infinity);
    for (let k = 0; k < centres.length; k += FIELDS) {
        const [l, a, b, cx, cy] = centres.subarray(k, k + FIELDS);
        const label = k / FIELDS;
        const bottom = Math.min(height - 1, Math.floor(cy + spacing));
        const left = Math.max(0, Math.ceil(cx - spacing));
        const right = Math.min(width - 1, Math.floor(cx + spacing));
        for (let y = Math.max(0, Math.ceil(cy - spacing)); y <= bottom; ++y) {
            const across = weight * (y - cy) * (y - cy);
            for (let x = left, i = y * width + left; x <= right; ++x, ++i) {
                const dl = lab[3 * i] - l;
                const da = lab[3 * i + 1] - a;
                const db = lab[3 * i + 2] - b;
                const distance = dl * dl + da * da + db * db + weight * (x - cx) * (x - cx) + across;
                if (distance >= distances[i]) continue;
                distances[i] = distance;
                labels[i] = label;
            }
        }
    }
}

/** Makes every patch one connected area: parts of fewer pixels than `least` go to the patch beside them. */
function connected(labels: Int32Array, width: number, height: number, least: number): Segments {
    const out = new Int32Array(labels.length).fill(-1);
    const queue = new Int32Array(labels.length);
    let count = 0;
    for (let start = 0; start < labels.length; ++start) {
        if (out[start] >= 0) continue;
        // What lies before and above has its patch already.
        const beside = start % width ? out[start - 1] : start >= width ? out[start - width] : -1;
        const size = part(start, labels, out, queue, count, width, height);
        if (size >= least || beside < 0) ++count;
        else for (let i = 0; i < size; ++i) out[queue[i]] = beside;
    }
    return { labels: out, count };
}

/** Marks what is connected with a pixel and of its label; the first pixels of the queue are those found. */
function part(
    start: number,
    labels: Int32Array,
    out: Int32Array,
    queue: Int32Array,
    mark: number,
    width: number,
    height: number,
): number {
    const label = labels[start];
    const last = width * (height - 1);
    let found = 0;
    const take = (i: number) => {
        if (labels[i] !== label || out[i] >= 0) return;
        out[i] = mark;
        queue[found++] = i;
    };
    take(start);
    for (let at = 0; at < found; ++at) {
        const i = queue[at];
        const x = i % width;
        if (x > 0) take(i - 1);
        if (x < width - 1) take(i + 1);
        if (i >= width) take(i - width);
        if (i < last) take(i + width);
    }
    return found;
}
