/** A picture of a frame that a tile wants to draw. */
export interface Wanted {
    readonly jobId: number;
    readonly frame: number;
}

interface Waiting {
    readonly wanted: Wanted;
    readonly abort: AbortController;
    readonly takers: Set<Taker>;
    running: boolean;
}

interface Taker {
    draw(picture: ImageBitmap): void;
    fail(message: string): void;
}

/**
 * Brings pictures of frames for tiles that come and go while one scrolls: a few at a time, those asked for last first,
 * as they are the ones in sight; what nobody waits for any more is not fetched. Pictures are kept up to a number of
 * pixels, and drawn in the moment they are handed out, as they are closed when they have to go.
 */
export class Pictures {
    private readonly kept = new Map<string, ImageBitmap>();
    private readonly waiting = new Map<string, Waiting>();
    private pixels = 0;
    private running = 0;
    private disposed = false;

    constructor(
        private readonly load: (wanted: Wanted, signal: AbortSignal) => Promise<ImageBitmap>,
        private readonly budget: number,
        private readonly parallel = 4,
    ) {}

    /** Hands a picture over, now or later; the function given back takes the wish back. */
    show(wanted: Wanted, taker: Taker): () => void {
        const key = `${wanted.jobId} ${wanted.frame}`;
        const known = this.kept.get(key);
        if (known) {
            this.kept.delete(key);
            this.kept.set(key, known);
            taker.draw(known);
            return () => undefined;
        }
        const waiting = this.waiting.get(key) ?? {
            wanted,
            abort: new AbortController(),
            takers: new Set<Taker>(),
            running: false,
        };
        waiting.takers.add(taker);
        if (!waiting.running) this.waiting.delete(key);
        this.waiting.set(key, waiting);
        this.pump();
        return () => {
            waiting.takers.delete(taker);
            if (waiting.takers.size || this.waiting.get(key) !== waiting) return;
            this.waiting.delete(key);
            waiting.abort.abort();
        };
    }

    private pump(): void {
        while (this.running < this.parallel) {
            const next = [...this.waiting].reverse().find(([, one]) => !one.running);
            if (!next) return;
            void this.fetch(...next);
        }
    }

    private async fetch(key: string, waiting: Waiting): Promise<void> {
        waiting.running = true;
        this.running += 1;
        try {
            const picture = await this.load(waiting.wanted, waiting.abort.signal);
            if (this.disposed) return picture.close();
            this.keep(key, picture);
            for (const taker of waiting.takers) taker.draw(picture);
        } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            for (const taker of waiting.takers) taker.fail(message);
        } finally {
            this.running -= 1;
            if (this.waiting.get(key) === waiting) this.waiting.delete(key);
            this.pump();
        }
    }

    private keep(key: string, picture: ImageBitmap): void {
        this.drop(key);
        this.kept.set(key, picture);
        this.pixels += picture.width * picture.height;
        for (const other of this.kept.keys()) {
            if (this.pixels <= this.budget || other === key) return;
            this.drop(other);
        }
    }

    private drop(key: string): void {
        const picture = this.kept.get(key);
        if (!picture) return;
        this.pixels -= picture.width * picture.height;
        this.kept.delete(key);
        picture.close();
    }

    dispose(): void {
        this.disposed = true;
        for (const { abort, takers } of this.waiting.values()) {
            takers.clear();
            abort.abort();
        }
        this.waiting.clear();
        for (const key of [...this.kept.keys()]) this.drop(key);
    }
}
