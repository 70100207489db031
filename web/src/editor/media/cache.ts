import type { FrameList } from '../model/frames';
import { Travel } from './travel';

/** Pixels of decoded frames kept, of four bytes each: about 640 MB. */
const PIXEL_BUDGET = 160_000_000;
/** Frames being fetched at once. */
const PARALLEL = 3;

export interface FrameStatus {
    readonly frame: number;
    readonly loading: boolean;
    /** 0 to 1, or null while unknown. */
    readonly progress: number | null;
    readonly error: string | null;
}

type Closable = Pick<ImageBitmap, 'width' | 'height' | 'close'>;

interface Source<Bitmap> {
    load(frame: number, progress: (f: number) => void, signal: AbortSignal, whole: boolean): Promise<Bitmap>;
    /** Whether a picture has fewer pixels than could be had. */
    isReduced?(bitmap: Bitmap): boolean;
}

interface Options {
    readonly budget?: number;
    readonly parallel?: number;
    readonly now?: () => number;
}

/** Decoded frames around the one being looked at. The wanted frame always goes first. */
export class FrameCache<Bitmap extends Closable = ImageBitmap> {
    private readonly bitmaps = new Map<number, Bitmap>();
    private readonly loading = new Map<number, AbortController>();
    private readonly failed = new Map<number, string>();
    private readonly progress = new Map<number, number>();
    /** Frames kept with all their pixels though they were first fetched with fewer. */
    private readonly whole = new Set<number>();
    private readonly listeners = new Set<() => void>();
    private readonly travel: Travel;
    private budget: number;
    /** What cannot be exceeded by `resize`. */
    private readonly most: number;
    private readonly parallel: number;
    /** Said to come next. */
    private expected: number | null = null;
    private sharpening: AbortController | null = null;
    /** Pixels of the frame fetched last. */
    private typical = 0;
    private disposed = false;

    constructor(
        private readonly source: Source<Bitmap>,
        frames: FrameList,
        private readonly changed: () => void,
        { budget, parallel = PARALLEL, now = () => performance.now() }: Options = {},
    ) {
        this.most = budget ?? Infinity;
        this.budget = budget ?? PIXEL_BUDGET;
        this.parallel = parallel;
        this.travel = new Travel(frames, now);
    }

    private get wanted(): number {
        return this.travel.frame;
    }

    get(frame: number): Bitmap | null {
        return this.bitmaps.get(frame) ?? null;
    }

    /** Told whenever a frame has come or gone. */
    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    status(): FrameStatus {
        const frame = this.wanted;
        return {
            frame,
            loading: !this.bitmaps.has(frame) && !this.failed.has(frame),
            progress: this.progress.get(frame) ?? null,
            error: this.failed.get(frame) ?? null,
        };
    }

    /** Makes a frame the wanted one and fetches it and what follows in the direction of travel. */
    show(frame: number): void {
        if (frame !== this.wanted) this.sharpening?.abort();
        this.travel.to(frame);
        this.failed.delete(frame);
        this.touch(frame);
        this.abortStale();
        this.fill();
    }

    /** The frame that playing has come to: what lies before it will not be shown any more. */
    lead(frame: number): void {
        this.travel.lead(frame);
        this.abortStale();
        this.fill();
    }

    /** A frame that comes next although it is not near: it is fetched right after the wanted one. */
    expect(frame: number | null): void {
        this.expected = frame;
        this.abortStale();
        this.fill();
    }

    /** Keeps so many pixels from now on, or as many as a job of its kind may. */
    resize(pixels: number): void {
        const budget = Math.min(pixels, this.most);
        if (budget === this.budget) return;
        this.budget = budget;
        this.abortStale();
        this.evict();
        this.fill();
    }

    /** Fetches all pixels of the wanted frame where it has come with fewer. */
    sharpen(): void {
        const frame = this.wanted;
        const bitmap = this.bitmaps.get(frame);
        if (!bitmap || !this.source.isReduced?.(bitmap) || (this.sharpening && !this.sharpening.signal.aborted)) return;
        const controller = new AbortController();
        const { signal } = controller;
        this.sharpening = controller;
        const settle = () => {
            if (this.sharpening === controller) this.sharpening = null;
        };
        this.source
            .load(frame, () => undefined, signal, true)
            .then(
                whole => {
                    if (signal.aborted || this.disposed) return whole.close();
                    this.bitmaps.get(frame)?.close();
                    this.bitmaps.set(frame, whole);
                    this.whole.add(frame);
                    this.evict();
                    if (frame === this.wanted) this.changed();
                },
                // The picture that is there stays; it is the right one, only not as sharp.
                () => undefined,
            )
            .finally(settle);
    }

    /** What is on its way but not wanted any more would only delay what is. */
    private abortStale(): void {
        const wanted = new Set(this.order());
        for (const [frame, controller] of this.loading) {
            if (wanted.has(frame)) continue;
            this.loading.delete(frame);
            this.progress.delete(frame);
            controller.abort();
        }
    }

    private touch(frame: number): void {
        const bitmap = this.bitmaps.get(frame);
        if (!bitmap) return;
        this.bitmaps.delete(frame);
        this.bitmaps.set(frame, bitmap);
    }

    private order(): number[] {
        const [wanted, ...others] = this.travel.order();
        const expected = this.expected === null ? [] : [this.expected];
        return [...new Set([wanted, ...expected, ...others])].slice(0, this.capacity());
    }

    /** How many frames of the size seen last fit the budget; fetching more would push out what was just fetched. */
    private capacity(): number {
        if (!this.typical) return Infinity;
        const extra = [...this.whole].reduce((sum, frame) => sum + this.pixelsOf(frame) - this.typical, 0);
        return Math.max(1, Math.floor((this.budget - extra) / this.typical));
    }

    private pixelsOf(frame: number): number {
        const bitmap = this.bitmaps.get(frame);
        return bitmap ? bitmap.width * bitmap.height : 0;
    }

    private fill(): void {
        if (this.disposed) return;
        for (const frame of this.order()) {
            const taken = this.bitmaps.has(frame) || this.loading.has(frame) || this.failed.has(frame);
            if (taken) continue;
            // The wanted frame does not wait for a free place.
            if (this.loading.size >= this.parallel && frame !== this.wanted) return;
            this.fetch(frame);
        }
    }

    private fetch(frame: number): void {
        const controller = new AbortController();
        const { signal } = controller;
        this.loading.set(frame, controller);
        const report = (fraction: number) => {
            this.progress.set(frame, fraction);
            if (frame === this.wanted) this.changed();
        };
        this.source.load(frame, report, signal, false).then(
            bitmap => (signal.aborted ? bitmap.close() : this.arrived(frame, bitmap)),
            (error: unknown) => {
                if (signal.aborted) return;
                this.failed.set(frame, error instanceof Error ? error.message : String(error));
                this.settled(frame);
            },
        );
    }

    private arrived(frame: number, bitmap: Bitmap): void {
        if (this.disposed) return bitmap.close();
        this.typical = Math.max(1, bitmap.width * bitmap.height);
        this.bitmaps.set(frame, bitmap);
        this.evict();
        this.settled(frame);
        for (const listener of this.listeners) listener();
    }

    private settled(frame: number): void {
        this.loading.delete(frame);
        this.progress.delete(frame);
        if (frame === this.wanted) this.changed();
        this.fill();
    }

    /** Whole pictures of frames that were left go first, then what is not near. */
    private evict(): void {
        const keep = new Set(this.order());
        const rank = (frame: number) => (this.whole.has(frame) ? 0 : keep.has(frame) ? 2 : 1);
        let pixels = [...this.bitmaps.keys()].reduce((sum, frame) => sum + this.pixelsOf(frame), 0);
        for (const frame of [...this.bitmaps.keys()].sort((a, b) => rank(a) - rank(b))) {
            if (pixels <= this.budget || frame === this.wanted) continue;
            pixels -= this.pixelsOf(frame);
            this.bitmaps.get(frame)?.close();
            this.bitmaps.delete(frame);
            this.whole.delete(frame);
        }
    }

    dispose(): void {
        this.disposed = true;
        this.sharpening?.abort();
        for (const controller of this.loading.values()) controller.abort();
        for (const bitmap of this.bitmaps.values()) bitmap.close();
        this.bitmaps.clear();
        this.listeners.clear();
    }
}
