import type { Point } from '../model/types';
import { areaOf } from './similar';

export interface WandRequest {
    readonly request: number;
    readonly picture: ImageBitmap;
    readonly at: Point;
    readonly tolerance: number;
}

export type WandAnswer =
    | { readonly request: number; readonly spans: Int32Array; readonly error?: undefined }
    | { readonly request: number; readonly error: string };

/** Finds the area of similar colour around a point of a picture, off the main thread. */
self.onmessage = ({ data }: MessageEvent<WandRequest>) => {
    const { request, picture, at, tolerance } = data;
    const { width, height } = picture;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) {
        self.postMessage({ request, error: 'The browser gives no drawing surface.' } satisfies WandAnswer);
        return;
    }
    context.drawImage(picture, 0, 0);
    picture.close();
    const spans = Int32Array.from(areaOf(context.getImageData(0, 0, width, height).data, width, at, tolerance));
    self.postMessage({ request, spans } satisfies WandAnswer, { transfer: [spans.buffer] });
};
