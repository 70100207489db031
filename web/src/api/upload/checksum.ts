import type { ChecksumAnswer, ChecksumRequest } from './checksum.worker';

/** What bytes come to, as `Upload-Checksum` says it; null where nobody can tell, and the bytes travel without. */
export type Checksum = (bytes: Blob) => Promise<string | null>;

/** One worker for all uploads of the page; it is made for the first of them and does nothing between. */
class Checksums {
    private worker: Worker | null = null;
    private readonly waiting = new Map<number, (digest: string | null) => void>();
    private count = 0;
    private broken = false;

    of: Checksum = async bytes => {
        const worker = this.start();
        if (!worker) return null;
        const request = ++this.count;
        const digest = await new Promise<string | null>(resolve => {
            this.waiting.set(request, resolve);
            worker.postMessage({ request, bytes } satisfies ChecksumRequest);
        });
        return digest && `sha256 ${digest}`;
    };

    private start(): Worker | null {
        if (this.broken || typeof Worker === 'undefined') return null;
        if (this.worker) return this.worker;
        this.worker = new Worker(new URL('./checksum.worker.ts', import.meta.url), { type: 'module' });
        this.worker.onmessage = ({ data: { request, digest } }: MessageEvent<ChecksumAnswer>) => {
            this.waiting.get(request)?.(digest);
            this.waiting.delete(request);
        };
        // A worker that cannot be loaded must hold nothing up.
        this.worker.onerror = () => {
            this.broken = true;
            this.waiting.forEach(resolve => resolve(null));
            this.waiting.clear();
        };
        return this.worker;
    }
}

const checksums = new Checksums();

export const checksumOf: Checksum = bytes => checksums.of(bytes);
