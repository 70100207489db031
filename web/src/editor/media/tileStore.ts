import type { TileKey } from './pyramid';

/** Pixels of decoded tiles kept: about 256 MB. */
const PIXEL_BUDGET = 64_000_000;
/** Tiles being fetched at once. */
const PARALLEL = 4;

type Closable = Pick<ImageBitmap, 'width' | 'height' | 'close'>;

const nameOf = (frame: number, { level, x, y }: TileKey) => `${frame}/${level}/${x}/${y}`;

/** Tiles of large images: those in view are fetched, middle first; the longest unused are given back. */
export class TileStore<Bitmap extends Closable = ImageBitmap> {
    private readonly tiles = new Map<string, Bitmap>();
    private readonly loading = new Map<string, AbortController>();
    private readonly failed = new Map<string, string>();
    private wanted: { frame: number; keys: readonly TileKey[] } = { frame: -1, keys: [] };
    private disposed = false;

    constructor(
        private readonly load: (frame: number, key: TileKey, signal: AbortSignal) => Promise<Bitmap>,
        private readonly tiled: (frame: number) => boolean,
        private readonly changed: () => void,
        private readonly budget: number = PIXEL_BUDGET,
    ) {}

    /** The tiles of a frame; null where its image is small enough to come whole. */
    of(frame: number): { get(key: TileKey): Bitmap | undefined; want(keys: readonly TileKey[]): void } | null {
        if (!this.tiled(frame)) return null;
        return {
            get: key => this.tiles.get(nameOf(frame, key)),
            want: keys => this.want(frame, keys),
        };
    }

    /** Why some of what is looked at is missing, or null. */
    get trouble(): string | null {
        const { frame, keys } = this.wanted;
        for (const key of keys) {
            const reason = this.failed.get(nameOf(frame, key));
            if (reason !== undefined) return reason;
        }
        return null;
    }

    /** How many of the tiles that are looked at are still to come. */
    get missing(): number {
        const { frame, keys } = this.wanted;
        return keys.filter(key => !this.tiles.has(nameOf(frame, key))).length;
    }

    /** Asks again for what did not arrive. */
    retry(): void {
        this.failed.clear();
        this.fill();
    }

    /** Says what is looked at; whatever else is on its way is given up. */
    private want(frame: number, keys: readonly TileKey[]): void {
        this.wanted = { frame, keys };
        const names = new Set(keys.map(key => nameOf(frame, key)));
        for (const [name, controller] of this.loading) {
            if (names.has(name)) continue;
            this.loading.delete(name);
            controller.abort();
        }
        for (const name of names) {
            const tile = this.tiles.get(name);
            if (!tile) continue;
            this.tiles.delete(name);
            this.tiles.set(name, tile);
        }
        this.fill();
    }

    private fill(): void {
        if (this.disposed) return;
        const { frame, keys } = this.wanted;
        for (const key of keys) {
            if (this.loading.size >= PARALLEL) return;
            const name = nameOf(frame, key);
            if (!this.tiles.has(name) && !this.loading.has(name) && !this.failed.has(name))
                this.fetch(name, frame, key);
        }
    }

    private fetch(name: string, frame: number, key: TileKey): void {
        const controller = new AbortController();
        this.loading.set(name, controller);
        this.load(frame, key, controller.signal).then(
            tile => {
                if (this.disposed || controller.signal.aborted) return tile.close();
                this.tiles.set(name, tile);
                this.evict();
                this.settled(name);
            },
            (error: unknown) => {
                if (controller.signal.aborted) return;
                this.failed.set(name, error instanceof Error ? error.message : String(error));
                this.settled(name);
            },
        );
    }

    private settled(name: string): void {
        this.loading.delete(name);
        this.fill();
        this.changed();
    }

    private evict(): void {
        const { frame, keys } = this.wanted;
        const keep = new Set(keys.map(key => nameOf(frame, key)));
        let pixels = 0;
        for (const tile of this.tiles.values()) pixels += tile.width * tile.height;
        for (const [name, tile] of this.tiles) {
            if (pixels <= this.budget) return;
            if (keep.has(name)) continue;
            pixels -= tile.width * tile.height;
            tile.close();
            this.tiles.delete(name);
        }
    }

    dispose(): void {
        this.disposed = true;
        for (const controller of this.loading.values()) controller.abort();
        for (const tile of this.tiles.values()) tile.close();
        this.tiles.clear();
    }
}
