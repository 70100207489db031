import { extract, readEntries, type ZipEntry } from './zip';
import { Told } from './told';

/** Where a frame's picture is: an address of its own, or a member of a chunk by position. */
export interface FrameAddress {
    readonly url: string;
    /** Position within the chunk; null when the address is the picture itself. */
    readonly entry: number | null;
}

export interface LoaderHost {
    fetch(url: string, init: RequestInit): Promise<Response>;
    decode(blob: Blob): Promise<ImageBitmap>;
    wait(milliseconds: number): Promise<void>;
}

interface Chunk {
    readonly bytes: Uint8Array;
    readonly entries: readonly ZipEntry[];
}

/** Bytes of compressed chunks kept. */
const CHUNK_BUDGET = 192 * 1024 * 1024;
/** How often a frame that is still being prepared is asked for again. */
const ATTEMPTS = 30;

/** Fetches frames and decodes them. Chunks are fetched once however many of their frames are asked for. */
export class FrameLoader {
    private readonly chunks = new Map<string, Promise<Chunk>>();
    private readonly sizes = new Map<string, number>();

    constructor(private readonly host: LoaderHost) {}

    async load(address: FrameAddress, progress: (fraction: number) => void): Promise<ImageBitmap> {
        if (address.entry === null) {
            return this.host.decode(new Blob([(await fetchBytes(this.host, address.url, progress)) as BlobPart]));
        }
        const chunk = await this.chunk(address.url, progress);
        const entry = chunk.entries[address.entry];
        if (!entry)
            throw new Told('The server sent {count} frames where more were expected.', { count: chunk.entries.length });
        return this.host.decode(new Blob([(await extract(chunk.bytes, entry)) as BlobPart]));
    }

    private chunk(url: string, progress: (fraction: number) => void): Promise<Chunk> {
        const known = this.chunks.get(url);
        if (known) {
            this.chunks.delete(url);
            this.chunks.set(url, known);
            return known;
        }
        const loading = fetchBytes(this.host, url, progress).then(bytes => {
            this.sizes.set(url, bytes.length);
            this.evict(url);
            return { bytes, entries: readEntries(bytes) };
        });
        this.chunks.set(url, loading);
        loading.catch(() => this.chunks.delete(url));
        return loading;
    }

    private evict(keep: string): void {
        let total = [...this.sizes.values()].reduce((sum, size) => sum + size, 0);
        for (const url of [...this.chunks.keys()]) {
            if (total <= CHUNK_BUDGET || url === keep) return;
            total -= this.sizes.get(url) ?? 0;
            this.sizes.delete(url);
            this.chunks.delete(url);
        }
    }
}

/** The server does not answer, or not to what was asked, which says nothing about it. */
export class Unanswered extends Told {
    constructor({ text, values }: Told, options?: ErrorOptions) {
        super(text, values, options);
    }
}

/** Whoever asks is signed in no more. */
export class SignedOut extends Told {}

/** The whole body, asked for again while the server is still preparing it. */
export async function fetchBytes(
    host: Pick<LoaderHost, 'fetch' | 'wait'>,
    url: string,
    progress: (fraction: number) => void,
): Promise<Uint8Array> {
    for (let attempt = 1; ; ++attempt) {
        const response = await host.fetch(url, { credentials: 'same-origin' }).catch((cause: unknown) => {
            throw new Unanswered(new Told('The frame did not arrive: the server does not answer.'), { cause });
        });
        if (response.ok) return readAll(response, progress);
        // The server is still preparing the frames and says when to ask again.
        if (response.status !== 429 || attempt === ATTEMPTS) throw await refusal(response);
        await host.wait(1000 * Math.min(10, Number(response.headers.get('Retry-After')) || 2));
    }
}

async function refusal(response: Response): Promise<Error> {
    const { status } = response;
    if (status === 401) return new SignedOut('The frame did not arrive: you are not signed in any more.');
    const text = (await response.text())
        .slice(0, 300)
        .replace(/^[["]+|["\]]+$/g, '')
        .trim();
    const told = text
        ? new Told('The frame did not arrive ({status}). {text}', { status, text })
        : new Told('The frame did not arrive ({status}).', { status });
    return status >= 500 ? new Unanswered(told) : told;
}

async function readAll(response: Response, progress: (fraction: number) => void): Promise<Uint8Array> {
    const total = Number(response.headers.get('Content-Length'));
    if (!response.body || !total) return new Uint8Array(await response.arrayBuffer());
    const reader = response.body.getReader();
    const parts: Uint8Array[] = [];
    let loaded = 0;
    for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        loaded += value.length;
        progress(Math.min(1, loaded / total));
    }
    const bytes = new Uint8Array(loaded);
    let at = 0;
    for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
    }
    return bytes;
}
