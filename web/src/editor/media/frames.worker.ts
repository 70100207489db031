import { FrameLoader, type FrameAddress } from './loader';

/** Fetching, unpacking and decoding of frames beside the page, so that none of it delays drawing. */
export interface FrameRequest {
    readonly id: number;
    readonly address: FrameAddress;
}

export type FrameReply =
    | { readonly id: number; readonly bitmap: ImageBitmap }
    | { readonly id: number; readonly progress: number }
    | { readonly id: number; readonly error: string };

const loader = new FrameLoader({
    fetch: (url, init) => fetch(url, init),
    decode: blob => createImageBitmap(blob),
    wait: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
});

const reply = (message: FrameReply, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

self.onmessage = ({ data: { id, address } }: MessageEvent<FrameRequest>) => {
    loader
        .load(address, progress => reply({ id, progress }))
        .then(
            bitmap => reply({ id, bitmap }, [bitmap]),
            (error: unknown) => reply({ id, error: error instanceof Error ? error.message : String(error) }),
        );
};
