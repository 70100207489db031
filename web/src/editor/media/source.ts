import { chunkUrl, frameUrl, packetsUrl, type ChunkType } from '../../api';
import { signInAgain } from '../../api/http';
import { t, translate } from '../../shared/language';
import type { FrameList } from '../model/frames';
import type { Size } from '../model/types';
import type { FrameReply, FrameRequest } from './frames.worker';
import type { FrameAddress } from './loader';
import type { Telling } from './told';

const said = ({ text, values }: Telling) => translate(text, values);

/** Brings frames of a job as pictures. Every frame number gives exactly that frame. */
export interface FrameSource {
    /**
     * Rejects when `signal` says that the frame is not wanted any more. Pictures of videos may have no more pixels than
     * are seen, unless `whole` asks for all.
     */
    load(
        frame: number,
        progress: (fraction: number) => void,
        signal: AbortSignal,
        whole?: boolean,
    ): Promise<ImageBitmap>;
    /** Whether a picture has fewer pixels than could be had. */
    isReduced(bitmap: ImageBitmap): boolean;
    dispose(): void;
}

/**
 * Where a frame is fetched from as a picture: jobs of images come in zipped chunks, counted over the job's own frames;
 * jobs whose chunks are video are asked for single frames, which the server takes out of the video exactly.
 */
export function addressOf(
    jobId: number,
    frame: number,
    frames: FrameList,
    chunkType: ChunkType,
    chunkSize: number,
): FrameAddress {
    if (chunkType !== 'imageset') return { url: frameUrl(jobId, frame), entry: null };
    const position = frames.positionOf(frame);
    return { url: chunkUrl(jobId, Math.floor(position / chunkSize)), entry: position % chunkSize };
}

interface Waiting {
    readonly request: FrameRequest;
    resolve(bitmap: ImageBitmap): void;
    reject(error: Error): void;
    progress(fraction: number): void;
}

export class WorkerFrameSource implements FrameSource {
    private readonly worker = new Worker(new URL('./frames.worker.ts', import.meta.url), { type: 'module' });
    private readonly waiting = new Map<number, Waiting>();
    private readonly reduced = new WeakSet<ImageBitmap>();
    private lastId = 0;

    /** `video`: the job whose frames are decoded here from the packets of its video, as far as the browser can. */
    constructor(
        private readonly address: (frame: number) => FrameAddress,
        video: { readonly jobId: number; readonly lastFrame: number } | null,
        private readonly onPictures: (reason: string) => void,
    ) {
        this.worker.onmessage = ({ data }: MessageEvent<FrameReply>) => this.receive(data);
        this.worker.onerror = () => {
            const error = new Error(t('Frames cannot be decoded in this browser. Reload the page.'));
            for (const one of this.waiting.values()) one.reject(error);
            this.waiting.clear();
        };
        if (video) this.post({ packetsUrl: packetsUrl(video.jobId), lastFrame: video.lastFrame });
    }

    private post(request: FrameRequest): void {
        this.worker.postMessage(request);
    }

    /** How large whole pictures are seen, in pixels of the screen. */
    seeAt(seen: Size): void {
        this.post({ seen });
    }

    isReduced(bitmap: ImageBitmap): boolean {
        return this.reduced.has(bitmap);
    }

    load(
        frame: number,
        progress: (fraction: number) => void,
        signal: AbortSignal,
        whole = false,
    ): Promise<ImageBitmap> {
        return this.loadFrom(this.address(frame), frame, progress, signal, whole);
    }

    /** A picture from somewhere else than where the frame is. */
    loadFrom(
        address: FrameAddress,
        frame: number,
        progress: (fraction: number) => void,
        signal: AbortSignal,
        whole = false,
    ): Promise<ImageBitmap> {
        return new Promise((resolve, reject) => {
            const id = ++this.lastId;
            const request = { id, frame, address, whole };
            this.waiting.set(id, { request, resolve, reject, progress });
            signal.addEventListener('abort', () => {
                if (!this.waiting.delete(id)) return;
                this.post({ cancel: id });
                reject(new DOMException('Not wanted any more', 'AbortError'));
            });
            this.post(request);
        });
    }

    private receive(message: FrameReply): void {
        if ('pictures' in message) return this.onPictures(said(message.pictures));
        const one = this.waiting.get(message.id);
        if (!one) return;
        if ('progress' in message) return one.progress(message.progress);
        if ('signedOut' in message && message.signedOut) return void this.afterSigningIn(message.id, message.error);
        this.waiting.delete(message.id);
        if ('bitmap' in message) {
            if (message.reduced) this.reduced.add(message.bitmap);
            one.resolve(message.bitmap);
        } else one.reject(new Error(said(message.error)));
    }

    /** Asks for a frame again once somebody has signed in; the page keeps everything meanwhile. */
    private async afterSigningIn(id: number, error: Telling): Promise<void> {
        const signedIn = await signInAgain();
        const one = this.waiting.get(id);
        if (!one) return;
        if (signedIn) return this.post(one.request);
        this.waiting.delete(id);
        one.reject(new Error(said(error)));
    }

    dispose(): void {
        this.worker.terminate();
        this.waiting.clear();
    }
}
