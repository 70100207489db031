/** Samples of images of 16 bits or of many bands, and what is made of them for the eye. */

/** What the server tells of the bands of a frame. */
export interface BandLayout {
    readonly bands: number;
    readonly bits: number;
    /** Then 32768 has been added to each sample. */
    readonly signed: boolean;
    /** What 0 and 65535 stand for, of floating samples; null of whole ones. */
    readonly range?: readonly [number, number] | null;
    /** Of the bands, which may have been halved. */
    readonly width: number;
    readonly height: number;
}

/** Whether there is more to see than a picture of eight bits and three channels shows. */
export function isDeep({ bands, bits }: BandLayout): boolean {
    return bits > 8 ? bands > 0 : bands > 3;
}

const MOST = 65535;
const RAISED = 32768;

/** Between samples as they came and the values that they stand for. */
export interface Units {
    of(sample: number): number;
    sample(value: number): number;
    /** Whether values are whole numbers. */
    readonly whole: boolean;
}

export function unitsOf({ signed, range }: BandLayout): Units {
    if (!range) {
        const raised = signed ? RAISED : 0;
        return { of: sample => sample - raised, sample: value => value + raised, whole: true };
    }
    const [low, high] = range;
    const step = (high - low) / MOST;
    return {
        of: sample => Number((low + sample * step).toPrecision(6)),
        sample: value => (step > 0 ? Math.max(0, Math.min(MOST, Math.round((value - low) / step))) : 0),
        whole: false,
    };
}

/** Samples up to `low` are black, from `high` on white. */
export interface Window {
    readonly low: number;
    readonly high: number;
}

/** What is shown of the bands. */
export interface BandLook {
    readonly on: boolean;
    /** Those that are red, green and blue; a single one is grey. Those that an image lacks are replaced by its first ones. */
    readonly bands: readonly number[];
    /** The same for all bands; null shows of each what most of its samples lie in. */
    readonly window: Window | null;
}

export const PLAIN_BANDS: BandLook = { on: false, bands: [], window: null };

/** The bands of a look that an image has. */
export function chosenBands(look: BandLook, { bands }: BandLayout): readonly number[] {
    const there = look.bands.every(band => band < bands) && (look.bands.length === 1 || look.bands.length === 3);
    return there ? look.bands : bands >= 3 ? [0, 1, 2] : [0];
}

const VALUES = 65536;

/** How often each value occurs. */
export function countsOf(samples: Uint16Array): Uint32Array {
    const counts = new Uint32Array(VALUES);
    for (const sample of samples) counts[sample] += 1;
    return counts;
}

/** The share of samples at either end that may be cut off, as single pixels that are dead or glare say nothing. */
const CUT_OFF = 0.005;

/** Where most samples lie. */
export function usualWindow(counts: Uint32Array): Window {
    const total = counts.reduce((sum, count) => sum + count, 0);
    const at = (share: number) => {
        let below = 0;
        for (let value = 0; value < VALUES; ++value) {
            below += counts[value];
            if (below > share * total) return value;
        }
        return VALUES - 1;
    };
    const low = at(CUT_OFF);
    return { low, high: Math.max(low + 1, at(1 - CUT_OFF)) };
}

export const BINS = 256;

/** How samples are spread between the least and the greatest. */
export interface Histogram {
    readonly min: number;
    readonly max: number;
    readonly bins: readonly number[];
}

/** Of several bands together. */
export function histogramOf(all: readonly Uint32Array[]): Histogram {
    let [min, max] = [VALUES - 1, 0];
    for (const counts of all) {
        min = Math.min(
            min,
            counts.findIndex(count => count > 0),
        );
        max = Math.max(
            max,
            counts.findLastIndex(count => count > 0),
        );
    }
    const bins = new Array<number>(BINS).fill(0);
    const width = (max - min + 1) / BINS;
    for (const counts of all)
        for (let value = min; value <= max; ++value) bins[Math.floor((value - min) / width)] += counts[value];
    return { min, max, bins };
}

/** What each sample becomes. */
function tableOf({ low, high }: Window): Uint8ClampedArray {
    const table = new Uint8ClampedArray(VALUES);
    const range = Math.max(1, high - low);
    for (let value = 0; value < VALUES; ++value) table[value] = (255 * (value - low)) / range;
    return table;
}

/** One band as grey, or three as red, green and blue, each in its window, as RGBA pixels. */
export function pictureOf(bands: readonly Uint16Array[], windows: readonly Window[]): Uint8ClampedArray<ArrayBuffer> {
    const out = new Uint8ClampedArray(4 * bands[0].length);
    const tables = windows.map(tableOf);
    const [red, green, blue] = bands.length === 3 ? bands : [bands[0], bands[0], bands[0]];
    const [r, g, b] = bands.length === 3 ? tables : [tables[0], tables[0], tables[0]];
    for (let i = 0, k = 0; i < red.length; ++i, k += 4) {
        out[k] = r[red[i]];
        out[k + 1] = g[green[i]];
        out[k + 2] = b[blue[i]];
        out[k + 3] = 255;
    }
    return out;
}
