import { costsOf, linksFrom, luminance } from './livewire';
import type { Point } from '../model/types';

export interface TraceRequest {
    readonly request: number;
    readonly picture: ImageBitmap;
    readonly seed: Point;
}

export type TraceAnswer =
    | { readonly request: number; readonly links: Uint8Array; readonly error?: undefined }
    | { readonly request: number; readonly error: string };

/** Works out the ways from one point of a picture to all others, off the main thread. */
self.onmessage = ({ data }: MessageEvent<TraceRequest>) => {
    const { request, picture, seed } = data;
    const { width, height } = picture;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) {
        self.postMessage({ request, error: 'The browser gives no drawing surface.' } satisfies TraceAnswer);
        return;
    }
    context.drawImage(picture, 0, 0);
    picture.close();
    const grey = luminance(context.getImageData(0, 0, width, height).data, width, height);
    const links = linksFrom(seed, costsOf(grey, width, height), width, height);
    self.postMessage({ request, links } satisfies TraceAnswer, { transfer: [links.buffer] });
};
