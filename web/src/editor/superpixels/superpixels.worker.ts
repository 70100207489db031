import { patchesOf, type Patches } from './patches';
import { slic } from './slic';

export interface SuperpixelRequest {
    readonly request: number;
    readonly picture: ImageBitmap;
    readonly spacing: number;
}

export type SuperpixelAnswer =
    | { readonly request: number; readonly patches: Patches; readonly error?: undefined }
    | { readonly request: number; readonly error: string };

/** Divides a picture into superpixels, off the main thread. */
self.onmessage = ({ data }: MessageEvent<SuperpixelRequest>) => {
    const { request, picture, spacing } = data;
    const { width, height } = picture;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) {
        self.postMessage({ request, error: 'The browser gives no drawing surface.' } satisfies SuperpixelAnswer);
        return;
    }
    context.drawImage(picture, 0, 0);
    picture.close();
    const { data: pixels } = context.getImageData(0, 0, width, height);
    const patches = patchesOf(slic(pixels, width, height, spacing), width);
    const { labels, starts, runs } = patches;
    self.postMessage({ request, patches } satisfies SuperpixelAnswer, {
        transfer: [labels.buffer, starts.buffer, runs.buffer],
    });
};
