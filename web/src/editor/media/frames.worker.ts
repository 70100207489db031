import { createDecoder, toBitmap } from './decoder';
import { fetchBytes, FrameLoader, Unanswered, type FrameAddress } from './loader';
import { parseGroup } from './packets';
import { VideoFrames } from './video';

/** Fetching, unpacking and decoding of frames beside the page, so that none of it delays drawing. */
export type FrameRequest =
    /** First, for jobs of a video: where its packets are, and the last frame. */
    | { readonly packetsUrl: string; readonly lastFrame: number }
    | { readonly id: number; readonly frame: number; readonly address: FrameAddress }
    | { readonly cancel: number };

export type FrameReply =
    | { readonly id: number; readonly bitmap: ImageBitmap }
    | { readonly id: number; readonly progress: number }
    | { readonly id: number; readonly error: string }
    /** Why frames come as pictures from now on. */
    | { readonly pictures: string };

const host = {
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    decode: (blob: Blob) => createImageBitmap(blob),
    wait: (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds)),
};
const loader = new FrameLoader(host);
let video: VideoFrames<ImageBitmap> | null = null;
const cancelled = new Set<number>();
const loading = new Map<number, number>(); // frames by request

const reply = (message: FrameReply, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

function openVideo(packetsUrl: string, lastFrame: number): VideoFrames<ImageBitmap> {
    const fetchGroup = async (frame: number, progress: (fraction: number) => void) =>
        parseGroup(await fetchBytes(host, `${packetsUrl}?number=${frame}`, progress));
    return new VideoFrames({ fetchGroup, createDecoder, toBitmap }, lastFrame);
}

async function load(frame: number, address: FrameAddress, progress: (f: number) => void): Promise<ImageBitmap> {
    if (video) {
        try {
            return await video.load(frame, progress);
        } catch (error) {
            const aborted = error instanceof DOMException && error.name === 'AbortError';
            if (aborted || error instanceof Unanswered) throw error;
            // Not to be decoded here: from now on the server makes pictures of this video.
            reply({ pictures: error instanceof Error ? error.message : String(error) });
            video?.dispose();
            video = null;
        }
    }
    return loader.load(address, progress);
}

async function answer(id: number, frame: number, address: FrameAddress): Promise<void> {
    loading.set(id, frame);
    try {
        const bitmap = await load(frame, address, progress => reply({ id, progress }));
        if (cancelled.has(id)) bitmap.close();
        else reply({ id, bitmap }, [bitmap]);
    } catch (error) {
        if (!cancelled.has(id)) reply({ id, error: error instanceof Error ? error.message : String(error) });
    }
    loading.delete(id);
    cancelled.delete(id);
}

self.onmessage = ({ data }: MessageEvent<FrameRequest>) => {
    if ('packetsUrl' in data) {
        video = openVideo(data.packetsUrl, data.lastFrame);
    } else if ('cancel' in data) {
        const frame = loading.get(data.cancel);
        if (frame === undefined) return;
        cancelled.add(data.cancel);
        video?.cancel(frame);
    } else {
        void answer(data.id, data.frame, data.address);
    }
};
