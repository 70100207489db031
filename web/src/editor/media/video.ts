import type { PacketGroup } from './packets';
import { Told } from './told';

/** A picture out of a decoder, stamped with the frame number of its packet. */
export interface DecodedPicture {
    readonly timestamp: number;
    close(): void;
}

export interface PacketDecoder {
    readonly queued: number;
    decode(packet: { readonly frame: number; readonly key: boolean; readonly data: Uint8Array }): void;
    /** Everything that the decoder still holds comes out before this ends. */
    flush(): Promise<void>;
    /** Resolves when the decoder has taken some of its queue. */
    ready(): Promise<void>;
    close(): void;
}

export interface VideoHost<Bitmap> {
    pixels(bitmap: Bitmap): number;
    close(bitmap: Bitmap): void;
    fetchGroup(frame: number, progress: (fraction: number) => void): Promise<PacketGroup>;
    /** Throws when this browser cannot decode the group. */
    createDecoder(
        group: PacketGroup,
        output: (picture: DecodedPicture) => void,
        failed: (error: Error) => void,
    ): Promise<PacketDecoder>;
    /** Takes the picture over and closes it; `whole`: with all its pixels. */
    toBitmap(picture: DecodedPicture, rotation: number, whole: boolean): Promise<Bitmap>;
    /** All pixels of a frame decoded a short while ago, if they are still there. */
    recall(frame: number): Promise<Bitmap | null>;
    wait(milliseconds: number): Promise<void>;
}

interface Waiting<Bitmap> {
    readonly whole: boolean;
    /** What was promised to whoever asked. */
    result: Promise<unknown>;
    resolve(bitmap: Bitmap): void;
    reject(error: Error): void;
    progress(fraction: number): void;
}

/** Bytes of fetched groups kept. */
const GROUP_BUDGET = 192 * 1024 * 1024;
/** Packets given to the decoder before it has taken them. */
const QUEUE = 8;
/** So long, in milliseconds, packets that nobody wants any more may keep others waiting: asking anew costs time, too. */
const GRACE = 2000;
/** Pixels of pictures kept for a way backwards: about 200 MB. */
const BEHIND_PIXELS = 50_000_000;

interface Kept<Bitmap> {
    readonly bitmap: Promise<Bitmap>;
    pixels: number;
}

/** A decoder on its way through one group. */
interface Run {
    readonly group: PacketGroup;
    readonly decoder: PacketDecoder;
    next: number;
    flushed: boolean;
    /** The last frame that came out: pictures come in the order in which they are shown. */
    shown: number;
    error: Error | null;
}

/**
 * Exact frames of a video by decoding its own packets. Frames are asked for in any order; those ahead of the decoder
 * come as it passes them, a jump starts at the keyframe before, and a way backwards keeps what it decodes on the way.
 */
export class VideoFrames<Bitmap> {
    private readonly groups: PacketGroup[] = [];
    private readonly waiting = new Map<number, Waiting<Bitmap>>();
    private readonly kept = new Map<number, Kept<Bitmap>>();
    private ahead: Promise<void> | null = null;
    private run: Run | null = null;
    private target = -1;
    private working = false;

    /** `lastFrame`: behind it there is nothing to fetch ahead. */
    constructor(
        private readonly host: VideoHost<Bitmap>,
        private readonly lastFrame: number,
    ) {}

    async load(frame: number, progress: (fraction: number) => void = () => undefined, whole = false): Promise<Bitmap> {
        const kept = this.kept.get(frame);
        if (kept && !whole) {
            this.kept.delete(frame);
            return kept.bitmap;
        }
        const known = whole ? await this.host.recall(frame) : null;
        if (known) return known;
        this.cancel(frame);
        const one = { progress, whole } as Waiting<Bitmap>;
        const result = new Promise<Bitmap>((resolve, reject) => Object.assign(one, { resolve, reject }));
        one.result = result;
        this.waiting.set(frame, one);
        void this.work();
        return result;
    }

    /** The frame is not wanted any more. */
    cancel(frame: number): void {
        this.waiting.get(frame)?.reject(new DOMException('Not wanted any more', 'AbortError'));
        this.waiting.delete(frame);
    }

    dispose(): void {
        for (const frame of [...this.waiting.keys()]) this.cancel(frame);
        this.stop();
        this.forgetKept();
    }

    private async work(): Promise<void> {
        if (this.working) return;
        this.working = true;
        while (this.waiting.size > 0) {
            const target = this.nextTarget();
            try {
                await this.reach(target);
            } catch (error) {
                this.stop();
                this.waiting.get(target)?.reject(error instanceof Error ? error : new Error(String(error)));
                this.waiting.delete(target);
            }
        }
        this.working = false;
    }

    /** What the decoder will pass next; else the frame asked for first. */
    private nextTarget(): number {
        const wanted = [...this.waiting.keys()];
        const { run } = this;
        const ahead = run ? wanted.filter(frame => frame > run.shown && frame <= run.group.last) : [];
        return ahead.length > 0 && ahead.includes(wanted[0]) ? Math.min(...ahead) : wanted[0];
    }

    private async reach(target: number): Promise<void> {
        this.target = target;
        const group = await Promise.race([this.group(target), this.abandoned(target)]);
        if (!group || !this.waiting.has(target)) return;
        const { run } = this;
        // Browsers take decoders away that rest in a tab behind others; a new one is none the worse.
        const usable = run && run.group === group && run.shown < target && !run.flushed && !run.error;
        if (!usable) await this.start(group, target);
        while (this.waiting.has(target)) {
            if (!(await this.step())) throw new Told('The video does not give frame {frame}.', { frame: target });
        }
    }

    /** Some time after a frame is not wanted any more: what hangs must not keep others waiting. */
    private async abandoned(frame: number): Promise<null> {
        await this.waiting.get(frame)!.result.catch(() => undefined);
        await this.host.wait(GRACE);
        return null;
    }

    private async group(frame: number): Promise<PacketGroup> {
        const find = () => this.groups.find(one => one.first <= frame && frame <= one.last);
        if (!find() && this.ahead) await this.ahead;
        const known = find();
        if (known) return known;
        const fetched = await this.host.fetchGroup(frame, fraction => this.waiting.get(frame)?.progress(fraction));
        if (frame < fetched.first || frame > fetched.last)
            throw new Told('The video does not give frame {frame}.', { frame });
        this.remember(fetched);
        return fetched;
    }

    private remember(group: PacketGroup): void {
        this.groups.push(group);
        let bytes = this.groups.reduce((sum, one) => sum + one.bytes, 0);
        while (bytes > GROUP_BUDGET && this.groups.length > 1) bytes -= this.groups.shift()!.bytes;
    }

    /** The group behind this one will probably be wanted next. When it does not come now, asking for it tells why. */
    private fetchAhead(group: PacketGroup): void {
        const frame = group.last + 1;
        const known = frame > this.lastFrame || this.groups.some(one => one.first <= frame && frame <= one.last);
        if (known || this.ahead) return;
        this.ahead = this.host
            .fetchGroup(frame, () => undefined)
            .then(
                fetched => this.remember(fetched),
                () => undefined,
            )
            .finally(() => (this.ahead = null));
    }

    private async start(group: PacketGroup, target: number): Promise<void> {
        const backwards = this.run !== null && target < this.run.shown;
        this.stop();
        const run = { group, next: 0, flushed: false, shown: -1, error: null as Error | null };
        const decoder = await this.host.createDecoder(
            group,
            picture => this.shown(run, picture, backwards),
            error => (run.error = error),
        );
        this.run = Object.assign(run, { decoder });
        if (!backwards) this.fetchAhead(group);
    }

    /** Feeds the decoder; false when nothing more will come out of it. */
    private async step(): Promise<boolean> {
        const run = this.run!;
        if (run.error) throw run.error;
        if (run.next < run.group.packets.length) {
            if (run.decoder.queued >= QUEUE) await run.decoder.ready();
            else run.decoder.decode(run.group.packets[run.next++]);
            return true;
        }
        if (run.flushed) return false;
        run.flushed = true;
        await run.decoder.flush();
        return true;
    }

    private shown(run: { group: PacketGroup; shown: number }, picture: DecodedPicture, backwards: boolean): void {
        const frame = picture.timestamp;
        if (frame < run.group.first || frame > run.group.last) return picture.close();
        run.shown = frame;
        const one = this.waiting.get(frame);
        if (one) {
            this.waiting.delete(frame);
            this.host.toBitmap(picture, run.group.rotation, one.whole).then(one.resolve, one.reject);
        } else if ((backwards || frame > this.target) && !this.kept.has(frame)) {
            // Behind the wanted one, what was in the decoder's queue comes out, too: it is wanted next.
            this.keep(frame, this.host.toBitmap(picture, run.group.rotation, false));
        } else {
            picture.close();
        }
    }

    private keep(frame: number, bitmap: Promise<Bitmap>): void {
        const entry = { bitmap, pixels: 0 };
        this.kept.set(frame, entry);
        bitmap.then(
            done => {
                entry.pixels = this.host.pixels(done);
                this.forgetOldest();
            },
            () => this.kept.delete(frame),
        );
    }

    private forgetOldest(): void {
        let pixels = [...this.kept.values()].reduce((sum, one) => sum + one.pixels, 0);
        for (const [frame, one] of this.kept) {
            if (pixels <= BEHIND_PIXELS) return;
            pixels -= one.pixels;
            this.forget(frame, one);
        }
    }

    private forget(frame: number, one: Kept<Bitmap>): void {
        this.kept.delete(frame);
        one.bitmap.then(
            bitmap => this.host.close(bitmap),
            () => undefined,
        );
    }

    private forgetKept(): void {
        for (const [frame, one] of this.kept) this.forget(frame, one);
    }

    private stop(): void {
        this.run?.decoder.close();
        this.run = null;
    }
}
