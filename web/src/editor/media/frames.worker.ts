import { createDecoder } from './decoder';
import { fetchBytes, FrameLoader, SignedOut, Unanswered, type FrameAddress } from './loader';
import { parseGroup } from './packets';
import { PictureMaker, type FramePicture } from './pictures';
import type { Size } from '../model/types';
import { tellingOf, type Telling } from './told';
import { VideoFrames } from './video';

/** Fetching, unpacking and decoding of frames beside the page, so that none of it delays drawing. */
export type FrameRequest =
    /** First, for jobs of a video: where its packets are, and the last frame. */
    | { readonly packetsUrl: string; readonly lastFrame: number }
    /** How large whole pictures are seen; from then on they may come with as few pixels. */
    | { readonly seen: Size }
    /** `whole`: with all its pixels. */
    | { readonly id: number; readonly frame: number; readonly address: FrameAddress; readonly whole: boolean }
    | { readonly cancel: number };

export type FrameReply =
    | ({ readonly id: number } & FramePicture)
    | { readonly id: number; readonly progress: number }
    | { readonly id: number; readonly error: Telling; readonly signedOut: boolean }
    /** Why frames come as pictures from now on. */
    | { readonly pictures: Telling };

/** So long, in milliseconds, an answer may take to begin, as for the page's other calls. */
const PATIENCE = 120_000;

const host = {
    fetch: (url: string, init: RequestInit) => {
        const waiting = new AbortController();
        const timer = setTimeout(() => waiting.abort(), PATIENCE);
        return fetch(url, { ...init, signal: waiting.signal }).finally(() => clearTimeout(timer));
    },
    decode: (blob: Blob) => createImageBitmap(blob),
    wait: (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds)),
};
const loader = new FrameLoader(host);
const pictures = new PictureMaker();
let video: VideoFrames<FramePicture> | null = null;
const cancelled = new Set<number>();
const loading = new Map<number, number>(); // frames by request

const reply = (message: FrameReply, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

function openVideo(packetsUrl: string, lastFrame: number): VideoFrames<FramePicture> {
    const fetchGroup = async (frame: number, progress: (fraction: number) => void) =>
        parseGroup(await fetchBytes(host, `${packetsUrl}?number=${frame}`, progress));
    return new VideoFrames(
        {
            fetchGroup,
            createDecoder,
            wait: host.wait,
            toBitmap: (picture, rotation, whole) => pictures.make(picture, rotation, whole),
            recall: frame => pictures.recall(frame),
            pixels: ({ bitmap }) => bitmap.width * bitmap.height,
            close: ({ bitmap }) => bitmap.close(),
        },
        lastFrame,
    );
}

/** Unless it says nothing about decoding: not to be done here, from now on the server makes pictures of this video. */
function giveUpDecoding(error: unknown): void {
    const aborted = error instanceof DOMException && error.name === 'AbortError';
    if (aborted || error instanceof Unanswered || error instanceof SignedOut) throw error;
    reply({ pictures: tellingOf(error) });
    const given = video;
    video = null;
    given?.dispose();
    pictures.forget();
}

async function load(
    frame: number,
    address: FrameAddress,
    whole: boolean,
    progress: (f: number) => void,
): Promise<FramePicture> {
    const decoding = video;
    if (decoding) {
        try {
            return await decoding.load(frame, progress, whole);
        } catch (error) {
            if (decoding === video) giveUpDecoding(error);
            // Else another frame has found out meanwhile: this one comes as a picture, too.
        }
    }
    return { bitmap: await loader.load(address, progress), reduced: false };
}

async function answer(id: number, frame: number, address: FrameAddress, whole: boolean): Promise<void> {
    loading.set(id, frame);
    try {
        const { bitmap, reduced } = await load(frame, address, whole, progress => reply({ id, progress }));
        if (cancelled.has(id)) bitmap.close();
        else reply({ id, bitmap, reduced }, [bitmap]);
    } catch (error) {
        if (!cancelled.has(id)) reply({ id, error: tellingOf(error), signedOut: error instanceof SignedOut });
    }
    loading.delete(id);
    cancelled.delete(id);
}

self.onmessage = ({ data }: MessageEvent<FrameRequest>) => {
    if ('packetsUrl' in data) {
        video = openVideo(data.packetsUrl, data.lastFrame);
    } else if ('seen' in data) {
        pictures.seeAt(data.seen);
    } else if ('cancel' in data) {
        const frame = loading.get(data.cancel);
        if (frame === undefined) return;
        cancelled.add(data.cancel);
        video?.cancel(frame);
    } else {
        void answer(data.id, data.frame, data.address, data.whole);
    }
};
