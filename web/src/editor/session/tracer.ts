import { t } from '../../shared/language';
import type { LiveWire } from '../scissors/livewire';
import { wayThrough } from '../scissors/livewire';
import type { TraceAnswer, TraceRequest } from '../scissors/livewire.worker';
import type { Point, Points, Size } from '../model/types';

/** What can be seen at the moment. */
export interface Sight {
    readonly frame: number;
    readonly image: Size;
    readonly bitmap: ImageBitmap | null;
    /** Whether all that the screen can show of it is there. */
    readonly settled: boolean;
    /** Screen pixels per image pixel. */
    readonly scale: number;
    /** A part of the image, one pixel for `cell` of its own, where there is more to see than in the bitmap. */
    readonly cut?: (left: number, top: number, cell: number, size: Size) => Promise<ImageBitmap>;
}

/** Side of the square around a clicked point in which ways are sought, in cells. */
const SIDE = 640;

/**
 * Ways along visible edges, for the intelligent scissors. From each clicked point a worker works out the way to every
 * place around it at once, so that following the pointer afterwards costs nothing. The worker starts with its first use.
 */
export class Tracer {
    private worker: Worker | null = null;
    private wire: { readonly from: Point; readonly frame: number; readonly wire: LiveWire } | null = null;
    private request = 0;

    constructor(private readonly sight: () => Sight) {}

    /**
     * Makes ready for ways from a point. Until then, and far away from it, ways are straight. Returns whether there is a picture
     * to find them in.
     */
    prepare(from: Point, ready: () => void, failed: (text: string) => void): boolean {
        this.wire = null;
        const request = ++this.request;
        const { frame, image, bitmap, scale, cut } = this.sight();
        if (!bitmap) return false;
        // Zoomed out, a cell is as large as a pixel of the screen; then the square reaches farther.
        const cell = Math.max(1, Math.round(1 / scale));
        const left = Math.max(0, Math.min(Math.floor(from.x - (SIDE * cell) / 2), image.width - SIDE * cell));
        const top = Math.max(0, Math.min(Math.floor(from.y - (SIDE * cell) / 2), image.height - SIDE * cell));
        const width = Math.max(1, Math.floor(Math.min(SIDE, (image.width - left) / cell)));
        const height = Math.max(1, Math.floor(Math.min(SIDE, (image.height - top) / cell)));
        const seed = {
            x: Math.min(width - 1, Math.max(0, Math.floor((from.x - left) / cell))),
            y: Math.min(height - 1, Math.max(0, Math.floor((from.y - top) / cell))),
        };
        // The picture may be smaller than the image it stands for.
        const [kx, ky] = [bitmap.width / image.width, bitmap.height / image.height];
        const fail = (error: unknown) => {
            if (request !== this.request) return;
            failed(
                t('The picture could not be followed; ways are straight. {message}', {
                    message: error instanceof Error ? error.message : '',
                }),
            );
        };
        const part = cut
            ? cut(left, top, cell, { width, height })
            : createImageBitmap(bitmap, left * kx, top * ky, width * cell * kx, height * cell * ky, {
                  resizeWidth: width,
                  resizeHeight: height,
              });
        part.then(picture => {
            if (request !== this.request) return picture.close();
            const worker = this.start();
            worker.onmessage = ({ data }: MessageEvent<TraceAnswer>) => {
                if (data.request !== this.request) return;
                if (data.error !== undefined) return fail(new Error(data.error));
                const { links } = data;
                this.wire = { from, frame, wire: { left, top, width, height, cell, seed, links } };
                ready();
            };
            worker.onerror = event => fail(new Error(event.message));
            worker.postMessage({ request, picture, seed } satisfies TraceRequest, [picture]);
        }, fail);
        return true;
    }

    private start(): Worker {
        this.worker ??= new Worker(new URL('../scissors/livewire.worker.ts', import.meta.url), { type: 'module' });
        return this.worker;
    }

    trace(from: Point, to: Point): Points | null {
        const { wire } = this;
        if (!wire || wire.from.x !== from.x || wire.from.y !== from.y || wire.frame !== this.sight().frame) return null;
        return wayThrough(wire.wire, to);
    }

    dispose(): void {
        this.worker?.terminate();
        this.worker = null;
    }
}
