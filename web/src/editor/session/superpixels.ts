import { t } from '../../shared/language';
import type { Box, Point, Size } from '../model/types';
import { patchAt, planFor, superpixel, type Patches, type Plan, type Superpixel } from '../superpixels/patches';
import type { SuperpixelAnswer, SuperpixelRequest } from '../superpixels/superpixels.worker';
import type { Sight } from './tracer';

/** A part of a picture that is divided. */
interface Divided {
    readonly plan: Plan;
    readonly patches: Patches;
    readonly of: Asked;
}

/** Of what, and how. */
interface Asked {
    readonly frame: number;
    readonly image: Size;
    readonly bitmap: ImageBitmap;
    readonly across: number;
    /** Whether all that can be seen of the picture was there. */
    readonly settled: boolean;
}

/** Parts kept: enough for going to and fro between two places at two zooms. */
const KEPT = 4;

/**
 * The superpixels of what is seen of the frame. A worker divides it when it is first asked for; from then on every place is
 * known at once, until the view goes beyond it or comes nearer.
 */
export class Superpixels {
    private worker: Worker | null = null;
    private kept: Divided[] = [];
    private last: { readonly in: Divided; readonly id: number; readonly found: Superpixel } | null = null;
    /** What the worker has in hand, and whoever waits for it. */
    private running: { readonly key: string; done(failure?: string): void } | null = null;
    private waiting: (() => void) | null = null;
    /** What could not be divided, so that it is not tried again with every move. */
    private failed = '';
    private request = 0;

    constructor(
        private readonly sight: () => Sight,
        private readonly seen: () => Box,
        private readonly across: () => number,
    ) {}

    /**
     * The superpixel at a place; null while it is not known, and outside the image. `earlier`: as the frame was divided last,
     * where the view has changed since.
     */
    at(p: Point, earlier = false): Superpixel | null {
        const asked = this.asked();
        const cell = asked && this.plan(asked).cell;
        const found = this.among(p, one => asked !== null && isSame(one.of, asked) && one.plan.cell === cell);
        if (found || !earlier) return found;
        const { frame } = this.sight();
        return this.among(p, one => one.of.frame === frame);
    }

    private among(p: Point, fits: (one: Divided) => boolean): Superpixel | null {
        for (const one of this.kept) {
            if (!fits(one)) continue;
            const id = patchAt(one.patches, one.plan, p);
            if (id === null) continue;
            if (this.last?.in !== one || this.last.id !== id)
                this.last = { in: one, id, found: superpixel(one.patches, one.plan, one.of.image, id) };
            return this.last.found;
        }
        return null;
    }

    /**
     * Makes the superpixels of the view known. Of several questions meanwhile only the last one is gone into. What could not be
     * divided is tried again where somebody `insists`.
     */
    prepare(done: (failure?: string) => void, insists = false): void {
        const asked = this.asked();
        if (!asked) return done(t('The picture is not here yet. Try again in a moment.'));
        const plan = this.plan(asked);
        const key = keyOf(asked, plan);
        if (key === this.failed && !insists) return;
        if (this.kept.some(one => isSame(one.of, asked) && keyOf(one.of, one.plan) === key)) return done();
        if (this.running?.key === key) this.running = { key, done };
        else if (this.running) this.waiting = () => this.begin(asked, plan, done);
        else this.begin(asked, plan, done);
    }

    private begin(asked: Asked, plan: Plan, done: (failure?: string) => void): void {
        const key = keyOf(asked, plan);
        this.running = { key, done };
        this.divide(asked, plan).then(
            patches => {
                this.kept = [{ plan, patches, of: asked }, ...this.kept].slice(0, KEPT);
                this.settle();
            },
            (error: unknown) => {
                this.failed = key;
                const message = error instanceof Error ? error.message : '';
                this.settle(t('The picture could not be looked at. {message}', { message }));
            },
        );
    }

    private settle(failure?: string): void {
        const { running, waiting } = this;
        this.running = this.waiting = null;
        running?.done(failure);
        waiting?.();
    }

    private asked(): Asked | null {
        const { frame, image, bitmap, settled } = this.sight();
        return bitmap && { frame, image, bitmap, settled, across: this.across() };
    }

    private plan({ image, bitmap, across }: Asked): Plan {
        // Of large images there are only the tiles in view.
        const around = !this.sight().cut;
        return planFor(this.seen(), image, around ? image.width / bitmap.width : 1, across, around);
    }

    private async divide({ image, bitmap }: Asked, { left, top, size, cell, spacing }: Plan): Promise<Patches> {
        const { cut } = this.sight();
        // The picture may be smaller than the image it stands for.
        const [kx, ky] = [(cell * bitmap.width) / image.width, (cell * bitmap.height) / image.height];
        const picture = cut
            ? await cut(left, top, cell, size)
            : await createImageBitmap(
                  bitmap,
                  Math.round((left / cell) * kx),
                  Math.round((top / cell) * ky),
                  Math.max(1, Math.round(size.width * kx)),
                  Math.max(1, Math.round(size.height * ky)),
                  { resizeWidth: size.width, resizeHeight: size.height },
              );
        const request = ++this.request;
        const worker = this.start();
        return new Promise((resolve, reject) => {
            worker.onmessage = ({ data }: MessageEvent<SuperpixelAnswer>) => {
                if (data.request !== request) return;
                if (data.error !== undefined) reject(new Error(data.error));
                else resolve(data.patches);
            };
            worker.onerror = event => reject(new Error(event.message));
            worker.postMessage({ request, picture, spacing } satisfies SuperpixelRequest, [picture]);
        });
    }

    private start(): Worker {
        this.worker ??= new Worker(new URL('../superpixels/superpixels.worker.ts', import.meta.url), {
            type: 'module',
        });
        return this.worker;
    }

    /** Nobody waits for an answer any more, and nothing is looked at: what was kept is given back. */
    forget(): void {
        if (this.running) this.running = { key: this.running.key, done: () => undefined };
        this.waiting = null;
        this.kept = [];
        this.last = null;
        this.failed = '';
    }

    dispose(): void {
        this.forget();
        this.worker?.terminate();
        this.worker = null;
    }
}

const keyOf = ({ frame, settled }: Asked, { left, top, size, cell, spacing }: Plan) =>
    [frame, settled, left, top, size.width, size.height, cell, spacing].join();

/** What was divided before the picture had all its pixels will do only as long as it still lacks some. */
function isSame(one: Asked, other: Asked): boolean {
    const settled = one.settled || !other.settled;
    return one.frame === other.frame && one.bitmap === other.bitmap && one.across === other.across && settled;
}
