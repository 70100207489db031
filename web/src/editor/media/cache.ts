import type { FrameList } from '../model/frames';

/** Pixels of decoded frames kept: about 640 MB. */
const PIXEL_BUDGET = 160_000_000;
/** Frames fetched ahead in the direction of travel, and behind. */
const AHEAD = 10;
const BEHIND = 2;
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

/** Decoded frames around the one being looked at. The wanted frame always goes first. */
export class FrameCache<Bitmap extends Closable = ImageBitmap> {
    private readonly bitmaps = new Map<number, Bitmap>();
    private readonly loading = new Map<number, AbortController>();
    private readonly failed = new Map<number, string>();
    private readonly progress = new Map<number, number>();
    private wanted: number;
    private direction: 1 | -1 = 1;
    private disposed = false;

    constructor(
        private readonly source: {
            load: (frame: number, progress: (f: number) => void, signal: AbortSignal) => Promise<Bitmap>;
        },
        private readonly frames: FrameList,
        private readonly changed: () => void,
        private readonly budget: number = PIXEL_BUDGET,
    ) {
        this.wanted = frames.first;
    }

    get(frame: number): Bitmap | null {
        return this.bitmaps.get(frame) ?? null;
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
        if (frame !== this.wanted) this.direction = frame > this.wanted ? 1 : -1;
        this.wanted = frame;
        this.failed.delete(frame);
        this.touch(frame);
        this.abortStale();
        this.fill();
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

    /** The wanted frame, then those ahead, then a few behind. */
    private order(): number[] {
        const position = this.frames.positionOf(this.wanted);
        const out: number[] = [];
        const push = (at: number) => {
            if (at >= 0 && at < this.frames.length) out.push(this.frames.numbers[at]);
        };
        for (let i = 0; i <= AHEAD; ++i) push(position + i * this.direction);
        for (let i = 1; i <= BEHIND; ++i) push(position - i * this.direction);
        return out.slice(0, this.capacity());
    }

    /** How many frames of the size seen last fit the budget; fetching more would push out what was just fetched. */
    private capacity(): number {
        const last = [...this.bitmaps.values()].at(-1);
        return last ? Math.max(1, Math.floor(this.budget / Math.max(1, last.width * last.height))) : Infinity;
    }

    private fill(): void {
        if (this.disposed) return;
        for (const frame of this.order()) {
            const taken = this.bitmaps.has(frame) || this.loading.has(frame) || this.failed.has(frame);
            if (taken) continue;
            // The wanted frame does not wait for a free place.
            if (this.loading.size >= PARALLEL && frame !== this.wanted) return;
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
        this.source.load(frame, report, signal).then(
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
        this.bitmaps.set(frame, bitmap);
        this.evict();
        this.settled(frame);
    }

    private settled(frame: number): void {
        this.loading.delete(frame);
        this.progress.delete(frame);
        if (frame === this.wanted) this.changed();
        this.fill();
    }

    private evict(): void {
        const keep = new Set(this.order());
        const pixels = () => [...this.bitmaps.values()].reduce((sum, one) => sum + one.width * one.height, 0);
        const victims = [...this.bitmaps.keys()].sort((a, b) => Number(keep.has(a)) - Number(keep.has(b)));
        for (const frame of victims) {
            if (pixels() <= this.budget || frame === this.wanted) continue;
            this.bitmaps.get(frame)?.close();
            this.bitmaps.delete(frame);
        }
    }

    dispose(): void {
        this.disposed = true;
        for (const controller of this.loading.values()) controller.abort();
        for (const bitmap of this.bitmaps.values()) bitmap.close();
        this.bitmaps.clear();
    }
}
