import { createStore } from 'zustand/vanilla';
import { bandsUrl, getBands } from '../../api';
import { signInAgain } from '../../api/http';
import { translate } from '../../shared/language';
import type { BandsAnswer, BandsRequest } from '../bands/bands.worker';
import {
    chosenBands,
    isDeep,
    PLAIN_BANDS,
    type BandLayout,
    type BandLook,
    type Histogram,
    type Window,
} from '../bands/samples';
import type { Session } from './session';

export interface BandsView {
    readonly look: BandLook;
    /** Of the frame that is shown; null where its picture shows all there is, and while that is not known. */
    readonly layout: BandLayout | null;
    readonly histogram: Histogram | null;
    /** In which each of the bands is shown. */
    readonly windows: readonly Window[];
    readonly loading: boolean;
    readonly trouble: string | null;
}

/** Formats that may hold more than is seen. */
const MAY_BE_DEEP = /\.(png|tiff?)$/i;

interface Shown {
    readonly frame: number;
    readonly bitmap: ImageBitmap;
}

/**
 * Images of 16 bits or many bands as they are stored: which of their bands are seen, and in which window of their values.
 * What the server knows of a frame is asked for when somebody wants to know; a worker makes the pictures, the one that was
 * wanted last at the end of a drag.
 */
export class Bands {
    readonly view = createStore<BandsView>(() => ({
        look: PLAIN_BANDS,
        layout: null,
        histogram: null,
        windows: [],
        loading: false,
        trouble: null,
    }));
    private readonly layouts = new Map<number, Promise<BandLayout>>();
    private shown: Shown | null = null;
    private worker: Worker | null = null;
    private request = 0;
    /** A picture is being made, and whether another one is wanted since. */
    private busy = false;
    private again = false;
    private readonly stop: () => void;

    constructor(private readonly session: Session) {
        this.stop = session.view.subscribe((now, before) => {
            const other = now.frame !== before.frame;
            if (other || (before.playing && !now.playing) || (now.imageDrawer && !before.imageDrawer)) this.refresh();
        });
    }

    /** The picture in place of that of a frame, where there is one. */
    pictureOf(frame: number): ImageBitmap | null {
        return this.shown?.frame === frame ? this.shown.bitmap : null;
    }

    set(change: Partial<BandLook>): void {
        this.view.setState(({ look }) => ({ look: { ...look, ...change } }));
        this.refresh();
    }

    /** Brings what is shown up to what is wanted. */
    refresh(): void {
        if (this.busy) this.again = true;
        else void this.update();
    }

    private async update(): Promise<void> {
        this.busy = true;
        do {
            this.again = false;
            await this.updateOnce().catch((error: unknown) => {
                const trouble = error instanceof Error ? error.message : String(error);
                this.view.setState({ trouble, loading: false });
            });
        } while (this.again);
        this.busy = false;
    }

    private async updateOnce(): Promise<void> {
        const { session } = this;
        const { frame, imageDrawer, playing } = session.state;
        const { look } = this.view.getState();
        if (playing || !(look.on || imageDrawer)) return this.show(null);
        const layout = MAY_BE_DEEP.test(session.nameOf(frame)) ? await this.layoutOf(frame) : null;
        const deep = layout && isDeep(layout) ? layout : null;
        this.view.setState({ layout: deep, trouble: null });
        if (!deep || !look.on) return this.show(null);
        this.view.setState({ loading: this.pictureOf(frame) === null });
        const answer = await this.make(frame, deep, look);
        this.view.setState({ loading: false });
        if ('error' in answer) throw new Error(translate(answer.error.text, answer.error.values));
        if (frame !== session.frame) return answer.bitmap.close();
        this.view.setState({ histogram: answer.histogram, windows: answer.windows });
        this.show({ frame, bitmap: answer.bitmap });
    }

    private show(shown: Shown | null): void {
        const before = this.shown;
        if (!before && !shown) return;
        this.shown = shown;
        this.session.viewport.mark('image');
        before?.bitmap.close();
    }

    private layoutOf(frame: number): Promise<BandLayout> {
        let layout = this.layouts.get(frame);
        if (!layout) {
            layout = getBands(this.session.job.id, frame);
            layout.catch(() => this.layouts.delete(frame));
            this.layouts.set(frame, layout);
        }
        return layout;
    }

    private async make(frame: number, layout: BandLayout, look: BandLook): Promise<BandsAnswer> {
        const { width, height } = layout;
        const urls = chosenBands(look, layout).map(band => bandsUrl(this.session.job.id, frame, band));
        const ask = () => this.ask({ request: ++this.request, urls, width, height, window: look.window });
        const answer = await ask();
        return 'error' in answer && answer.signedOut && (await signInAgain()) ? ask() : answer;
    }

    private ask(request: BandsRequest): Promise<BandsAnswer> {
        this.worker ??= new Worker(new URL('../bands/bands.worker.ts', import.meta.url), { type: 'module' });
        const { worker } = this;
        return new Promise((resolve, reject) => {
            worker.onmessage = ({ data }: MessageEvent<BandsAnswer>) => {
                if (data.request === request.request) resolve(data);
            };
            worker.onerror = event => reject(new Error(event.message));
            worker.postMessage(request);
        });
    }

    dispose(): void {
        this.stop();
        this.worker?.terminate();
        this.shown?.bitmap.close();
        this.shown = null;
    }
}
