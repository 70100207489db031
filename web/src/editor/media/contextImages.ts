import { extract, readEntries } from './zip';

/** An image that goes with a frame, as from another camera. */
export interface ContextImage {
    readonly name: string;
    /** Where the browser has it. */
    readonly url: string;
}

export interface ContextHost {
    /** The archive of a frame's images. */
    fetch(frame: number, signal: AbortSignal): Promise<Uint8Array>;
    keep(bytes: Uint8Array): string;
    forget(url: string): void;
}

/** Frames whose images are kept. */
const MOST = 12;

/** The images that go with frames, fetched when a frame is looked at and kept for a while. */
export class ContextImages {
    private readonly kept = new Map<number, readonly ContextImage[]>();
    private asking: AbortController | null = null;

    constructor(private readonly host: ContextHost) {}

    get(frame: number): readonly ContextImage[] | undefined {
        return this.kept.get(frame);
    }

    /** Gives up what another frame was asked for. */
    async load(frame: number): Promise<readonly ContextImage[]> {
        this.asking?.abort();
        const known = this.kept.get(frame);
        if (known) return known;
        const { signal } = (this.asking = new AbortController());
        const bytes = await this.host.fetch(frame, signal);
        const entries = readEntries(bytes);
        const parts = await Promise.all(entries.map(entry => extract(bytes, entry)));
        signal.throwIfAborted();
        const images = entries.map(({ name }, i) => ({ name, url: this.host.keep(parts[i]) }));
        this.kept.set(frame, images);
        for (const other of [...this.kept.keys()].slice(0, Math.max(0, this.kept.size - MOST))) this.drop(other);
        return images;
    }

    private drop(frame: number): void {
        for (const { url } of this.kept.get(frame) ?? []) this.host.forget(url);
        this.kept.delete(frame);
    }

    dispose(): void {
        this.asking?.abort();
        for (const frame of [...this.kept.keys()]) this.drop(frame);
    }
}
