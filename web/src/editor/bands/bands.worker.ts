import { fetchBytes, SignedOut } from '../media/loader';
import { tellingOf, type Telling } from '../media/told';
import { countsOf, histogramOf, pictureOf, usualWindow, type Histogram, type Window } from './samples';

export interface BandsRequest {
    readonly request: number;
    /** Where the bands are: one, or those that are red, green and blue. */
    readonly urls: readonly string[];
    readonly width: number;
    readonly height: number;
    /** Null: each band's own. */
    readonly window: Window | null;
}

export type BandsAnswer =
    | {
          readonly request: number;
          readonly bitmap: ImageBitmap;
          readonly histogram: Histogram;
          readonly windows: readonly Window[];
      }
    | { readonly request: number; readonly error: Telling; readonly signedOut: boolean };

interface Band {
    readonly samples: Uint16Array;
    readonly counts: Uint32Array;
}

/** Samples kept, of two bytes each. */
const BUDGET = 100_000_000;

const host = {
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    wait: (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds)),
};
const kept = new Map<string, Promise<Band>>();
const sizes = new Map<string, number>();

async function read(url: string): Promise<Band> {
    const bytes = await fetchBytes(host, url, () => undefined);
    // What is on the wire is little-endian, as all machines are that browsers run on.
    const samples = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
    sizes.set(url, samples.length);
    return { samples, counts: countsOf(samples) };
}

function bandAt(url: string): Promise<Band> {
    const band = kept.get(url) ?? read(url);
    kept.delete(url);
    kept.set(url, band);
    band.catch(() => kept.delete(url));
    return band;
}

/** The bands unused for longest go, but for those in use. */
function evict(inUse: readonly string[]): void {
    let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const url of [...kept.keys()]) {
        if (total <= BUDGET) return;
        if (inUse.includes(url)) continue;
        total -= sizes.get(url) ?? 0;
        sizes.delete(url);
        kept.delete(url);
    }
}

async function show({ request, urls, width, height, window }: BandsRequest): Promise<void> {
    try {
        const bands = await Promise.all(urls.map(bandAt));
        evict(urls);
        const counts = bands.map(band => band.counts);
        const windows = counts.map(one => window ?? usualWindow(one));
        const samples = bands.map(band => band.samples);
        const bitmap = await createImageBitmap(new ImageData(pictureOf(samples, windows), width, height));
        const answer: BandsAnswer = { request, bitmap, histogram: histogramOf(counts), windows };
        self.postMessage(answer, { transfer: [bitmap] });
    } catch (error) {
        const signedOut = error instanceof SignedOut;
        self.postMessage({ request, error: tellingOf(error), signedOut } satisfies BandsAnswer);
    }
}

/** Fetches bands and makes pictures of them in a window, beside the page. */
self.onmessage = ({ data }: MessageEvent<BandsRequest>) => void show(data);
