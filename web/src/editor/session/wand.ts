import { t } from '../../shared/language';
import type { Point } from '../model/types';
import { isCutOff, toImage, type Part } from '../wand/similar';
import type { WandAnswer, WandRequest } from '../wand/wand.worker';
import type { Sight } from './tracer';

/** What the wand has found, as runs of image pixels; whether it may go on beyond what was looked at. */
export type Found = { readonly spans: readonly number[]; readonly cutOff: boolean } | { readonly failure: string };

/** Side of the part of a picture that is looked at, in its own pixels: a moment's work, whatever the size of the image. */
const SIDE = 4096;

/**
 * The magic wand: what is connected with a place of the picture and of its colour. A worker looks; of several questions only
 * the last one is answered.
 */
export class Wand {
    private worker: Worker | null = null;
    private request = 0;

    constructor(private readonly sight: () => Sight) {}

    find(p: Point, tolerance: number, done: (found: Found) => void): void {
        const request = ++this.request;
        const answer = (found: Found) => {
            if (request === this.request) done(found);
        };
        const fail = (error: unknown) =>
            answer({
                failure: t('The picture could not be looked at. {message}', {
                    message: error instanceof Error ? error.message : '',
                }),
            });
        const { image, bitmap, scale, cut } = this.sight();
        if (!bitmap) return answer({ failure: t('The picture is not here yet. Try again in a moment.') });
        // Large images come in parts as fine as they are seen; others are there as a whole, at times smaller than they are.
        const cell = cut ? Math.max(1, Math.round(1 / scale)) : 1;
        const perColumn = cut ? cell : image.width / bitmap.width;
        const perRow = cut ? cell : image.height / bitmap.height;
        const across = along(p.x, image.width, perColumn);
        const down = along(p.y, image.height, perRow);
        const size = { width: across.count, height: down.count };
        const picture = cut
            ? cut(across.from * cell, down.from * cell, cell, size)
            : createImageBitmap(bitmap, across.from, down.from, size.width, size.height);
        const part: Part = { left: across.from * perColumn, top: down.from * perRow, perColumn, perRow };
        const ends = { left: across.begins, right: across.ends, top: down.begins, bottom: down.ends };
        picture.then(found => {
            if (request !== this.request) return found.close();
            const worker = this.start();
            worker.onmessage = ({ data }: MessageEvent<WandAnswer>) => {
                if (data.request !== request) return;
                if (data.error !== undefined) return fail(new Error(data.error));
                answer({ spans: toImage(data.spans, part, image), cutOff: isCutOff(data.spans, size, ends) });
            };
            worker.onerror = event => fail(new Error(event.message));
            const at = { x: across.at, y: down.at };
            worker.postMessage({ request, picture: found, at, tolerance } satisfies WandRequest, [found]);
        }, fail);
    }

    /** Nobody waits for an answer any more. */
    forget(): void {
        ++this.request;
    }

    private start(): Worker {
        this.worker ??= new Worker(new URL('../wand/wand.worker.ts', import.meta.url), { type: 'module' });
        return this.worker;
    }

    dispose(): void {
        this.forget();
        this.worker?.terminate();
        this.worker = null;
    }
}

/** Along one side of the picture: from which of its pixels on how many are looked at, and which of these is meant. */
function along(p: number, length: number, per: number) {
    const all = Math.max(1, Math.round(length / per));
    const count = Math.min(SIDE, all);
    const meant = Math.min(all - 1, Math.max(0, Math.floor(p / per)));
    const from = Math.max(0, Math.min(Math.floor(meant - count / 2), all - count));
    return { from, count, at: meant - from, begins: from === 0, ends: from + count === all };
}
