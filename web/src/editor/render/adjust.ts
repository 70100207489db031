import { t } from '../../shared/language';

/** How a picture is shown: percent of what it is, gamma as an exponent. A way of looking, never saved with annotations. */
export interface ImageAdjustment {
    readonly brightness: number;
    readonly contrast: number;
    readonly saturation: number;
    readonly gamma: number;
    /** Values up to `black` are shown black, from `white` on white; what lies between is spread. */
    readonly black: number;
    readonly white: number;
    /** How much edges stand out, percent. */
    readonly edges: number;
    readonly invert: boolean;
    /** Spreads the values of the picture evenly, so that dark or flat ones show what is in them. */
    readonly equalise: boolean;
    /** Which channels are seen: all as colours, or one, or a sum of them as grey. */
    readonly channels: 'all' | 'red' | 'green' | 'blue' | 'mixed';
    /** How much each counts in the sum, percent. */
    readonly red: number;
    readonly green: number;
    readonly blue: number;
}

export const PLAIN_IMAGE: ImageAdjustment = {
    brightness: 100,
    contrast: 100,
    saturation: 100,
    gamma: 1,
    black: 0,
    white: 255,
    edges: 0,
    invert: false,
    equalise: false,
    channels: 'all',
    red: 21,
    green: 72,
    blue: 7,
};

/** How much of a sum does nothing as long as no sum is seen. */
const SHARES = new Set<keyof ImageAdjustment>(['red', 'green', 'blue']);

export function isPlain(adjustment: ImageAdjustment): boolean {
    const keys = Object.keys(PLAIN_IMAGE) as (keyof ImageAdjustment)[];
    return keys.every(key => SHARES.has(key) || adjustment[key] === PLAIN_IMAGE[key]);
}

/** How much of red, green and blue makes the grey that is seen. */
export type Mix = readonly [red: number, green: number, blue: number];

/** An adjustment worked out for a picture. The same object as long as nothing changes, so that results can be kept by it. */
export interface Tone {
    /** Taken of the picture before anything else; null keeps its colours. */
    readonly mix: Mix | null;
    /** What each channel value becomes. */
    readonly table: Uint8ClampedArray;
    /** 1 keeps colours, 0 makes grey. */
    readonly saturation: number;
    /** How much of the difference to its neighbours each pixel gets on top, 0 for none. */
    readonly edges: number;
}

/** Weights of red, green and blue in lightness (ITU-R BT.709). */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

function mixOf({ channels, red, green, blue }: ImageAdjustment): Mix | null {
    switch (channels) {
        case 'red':
            return [1, 0, 0];
        case 'green':
            return [0, 1, 0];
        case 'blue':
            return [0, 0, 1];
        case 'mixed':
            return [red / 100, green / 100, blue / 100];
        default:
            return null;
    }
}

/** How often each lightness, or each value of a mix, occurs in RGBA pixels. */
export function histogramOf(pixels: Uint8ClampedArray, [red, green, blue]: Mix = [RED, GREEN, BLUE]): Uint32Array {
    const counts = new Uint32Array(256);
    for (let i = 0; i < pixels.length; i += 4) {
        const value = red * pixels[i] + green * pixels[i + 1] + blue * pixels[i + 2];
        counts[Math.min(255, Math.max(0, Math.round(value)))] += 1;
    }
    return counts;
}

/** The table that spreads a histogram evenly; a picture of one value stays as it is. */
export function equalisingTable(histogram: Uint32Array): Uint8ClampedArray {
    const total = histogram.reduce((sum, count) => sum + count, 0);
    const lowest = histogram.find(count => count > 0) ?? 0;
    const table = new Uint8ClampedArray(256);
    let below = 0;
    for (let value = 0; value < 256; ++value) {
        below += histogram[value];
        table[value] = total > lowest ? (255 * Math.max(0, below - lowest)) / (total - lowest) : value;
    }
    return table;
}

/** `histogram` is of the picture to be equalised, and null where it is not. */
export function toneOf(adjustment: ImageAdjustment, histogram: Uint32Array | null): Tone {
    const { brightness, contrast, gamma, black, white, invert } = adjustment;
    const spread = histogram && equalisingTable(histogram);
    const table = new Uint8ClampedArray(256);
    for (let value = 0; value < 256; ++value) {
        let v = ((spread ? spread[value] : value) - black) / Math.max(1, white - black);
        v = Math.min(1, Math.max(0, v));
        v = ((v * brightness) / 100 - 0.5) * (contrast / 100) + 0.5;
        v = Math.min(1, Math.max(0, v)) ** (1 / gamma);
        table[value] = 255 * (invert ? 1 - v : v);
    }
    return {
        mix: mixOf(adjustment),
        table,
        saturation: adjustment.saturation / 100,
        edges: (2 * adjustment.edges) / 100,
    };
}

/** Changes RGBA pixels in place. */
export function adjustPixels(pixels: Uint8ClampedArray, { mix, table, saturation }: Tone): void {
    if (mix) return mixPixels(pixels, mix, table);
    for (let i = 0; i < pixels.length; i += 4) {
        const [r, g, b] = [table[pixels[i]], table[pixels[i + 1]], table[pixels[i + 2]]];
        if (saturation === 1) {
            pixels[i] = r;
            pixels[i + 1] = g;
            pixels[i + 2] = b;
            continue;
        }
        const grey = (1 - saturation) * (RED * r + GREEN * g + BLUE * b);
        pixels[i] = grey + saturation * r;
        pixels[i + 1] = grey + saturation * g;
        pixels[i + 2] = grey + saturation * b;
    }
}

/** Grey has no saturation to be changed. */
function mixPixels(pixels: Uint8ClampedArray, [red, green, blue]: Mix, table: Uint8ClampedArray): void {
    for (let i = 0; i < pixels.length; i += 4) {
        const value = red * pixels[i] + green * pixels[i + 1] + blue * pixels[i + 2];
        const grey = table[Math.min(255, Math.max(0, Math.round(value)))];
        pixels[i] = grey;
        pixels[i + 1] = grey;
        pixels[i + 2] = grey;
    }
}

/** Lets edges of RGBA pixels stand out, in place: each value moves away from the mean of its four neighbours. */
export function sharpen(pixels: Uint8ClampedArray, width: number, amount: number): void {
    const row = 4 * width;
    const before = pixels.slice();
    const last = before.length - row;
    for (let i = 0; i < before.length; ++i) {
        if (i % 4 === 3) continue;
        const across = i % row;
        const left = across >= 4 ? before[i - 4] : before[i];
        const right = across < row - 4 ? before[i + 4] : before[i];
        const above = i >= row ? before[i - row] : before[i];
        const below = i < last ? before[i + row] : before[i];
        pixels[i] = before[i] + amount * (before[i] - (left + right + above + below) / 4);
    }
}

/** Longest side of the copy that a histogram is taken of. */
const SAMPLE = 256;
/** Rows adjusted at once, so that no second copy of a large picture is needed. */
const ROWS = 256;

function surface(width: number, height: number): CanvasRenderingContext2D {
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, width);
    canvas.height = Math.max(1, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
    return context;
}

function sampled(bitmap: ImageBitmap, mix: Mix | null): Uint32Array {
    const k = Math.min(1, SAMPLE / Math.max(bitmap.width, bitmap.height));
    const context = surface(Math.round(bitmap.width * k), Math.round(bitmap.height * k));
    const { width, height } = context.canvas;
    context.drawImage(bitmap, 0, 0, width, height);
    return histogramOf(context.getImageData(0, 0, width, height).data, mix ?? undefined);
}

/** Works out the tone of each frame once. */
export class Toner {
    private last: { adjustment: ImageAdjustment; of: ImageBitmap | null; tone: Tone } | null = null;

    /** Null where the picture is shown as it is. */
    toneFor(adjustment: ImageAdjustment, bitmap: ImageBitmap): Tone | null {
        if (isPlain(adjustment)) return null;
        const of = adjustment.equalise ? bitmap : null;
        if (this.last?.adjustment !== adjustment || this.last.of !== of)
            this.last = { adjustment, of, tone: toneOf(adjustment, of && sampled(of, mixOf(adjustment))) };
        return this.last.tone;
    }
}

/** Adjusts what a canvas holds. */
export function adjustCanvas(context: CanvasRenderingContext2D, tone: Tone): void {
    const { width, height } = context.canvas;
    const rows = tone.edges ? height : ROWS;
    for (let top = 0; top < height; top += rows) {
        const image = context.getImageData(0, top, width, Math.min(rows, height - top));
        adjustPixels(image.data, tone);
        if (tone.edges) sharpen(image.data, width, tone.edges);
        context.putImageData(image, 0, top);
    }
}

/** Pixels of adjusted pictures kept. */
const BUDGET = 64_000_000;

/** Pictures under a tone, made once each; the longest unused go first. */
export class AdjustedPictures {
    private readonly made = new Map<ImageBitmap, { tone: Tone; canvas: HTMLCanvasElement }>();

    of(bitmap: ImageBitmap, tone: Tone | null): CanvasImageSource {
        if (!tone) {
            this.made.clear();
            return bitmap;
        }
        const found = this.made.get(bitmap);
        this.made.delete(bitmap);
        const entry = found?.tone === tone ? found : { tone, canvas: adjusted(bitmap, tone) };
        this.made.set(bitmap, entry);
        this.evict();
        return entry.canvas;
    }

    private evict(): void {
        let pixels = 0;
        for (const [bitmap, { canvas }] of [...this.made].reverse()) {
            pixels += canvas.width * canvas.height;
            if (pixels > BUDGET && canvas.width * canvas.height < pixels) this.made.delete(bitmap);
        }
    }
}

function adjusted(bitmap: ImageBitmap, tone: Tone): HTMLCanvasElement {
    const context = surface(bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    adjustCanvas(context, tone);
    return context.canvas;
}
