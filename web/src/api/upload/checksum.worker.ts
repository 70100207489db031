import { sha256 } from './sha256';

export interface ChecksumRequest {
    readonly request: number;
    readonly bytes: Blob;
}

export interface ChecksumAnswer {
    readonly request: number;
    /** In base64; null where the bytes could not be read. */
    readonly digest: string | null;
}

async function digestOf(bytes: Blob): Promise<string> {
    const buffer = await bytes.arrayBuffer();
    // Browsers give theirs to pages only that came by https or from this computer.
    const own = (crypto as Partial<Crypto>).subtle;
    const digest = own ? new Uint8Array(await own.digest('SHA-256', buffer)) : sha256(new Uint8Array(buffer));
    return btoa(String.fromCharCode(...digest));
}

/** Reads what is about to be sent, off the main thread, and says what it comes to. */
self.onmessage = ({ data: { request, bytes } }: MessageEvent<ChecksumRequest>) => {
    const answer = (digest: string | null) => self.postMessage({ request, digest } satisfies ChecksumAnswer);
    digestOf(bytes).then(answer, () => answer(null));
};
