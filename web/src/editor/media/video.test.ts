import { describe, expect, it } from 'vitest';
import { parseGroup, type PacketGroup } from './packets';
import { VideoFrames, type DecodedPicture, type PacketDecoder, type VideoHost } from './video';

interface Bitmap {
    readonly frame: number;
    readonly whole: boolean;
    readonly width: number;
    readonly height: number;
    close(): void;
}

/** Groups of `size` frames each, in the decoding order of a codec that shows every third picture early. */
function groupOf(frame: number, size: number, frames: number): PacketGroup {
    const first = Math.floor(frame / size) * size;
    const last = Math.min(first + size, frames) - 1;
    const shown = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const order: number[] = [shown[0]];
    for (let i = 1; i < shown.length; i += 3) order.push(...shown.slice(i, i + 3).reverse());
    const packets = order.map((one, i) => ({ frame: one, key: i === 0, data: new Uint8Array([one]) }));
    return { codec: 'fake', description: null, rotation: 0, first, last, packets, bytes: size };
}

/** A video of 100 frames in groups of 20; the decoder holds pictures back until their turn to be shown has come. */
interface Options {
    readonly failAt?: number;
    readonly unsupported?: boolean;
    readonly missing?: number;
    readonly recalled?: Set<number>;
    /** Packets from this frame on never come. */
    readonly silentFrom?: number;
}

function world(options: Options = {}) {
    const log = { fetched: [] as number[], decoders: 0, decoded: 0, open: 0, bitmaps: 0 };
    let failLast: (error: Error) => void = () => undefined;
    const bitmapOf = (frame: number, whole: boolean) => {
        ++log.bitmaps;
        return { frame, whole, width: 100, height: 100, close: () => void --log.bitmaps };
    };
    const host: VideoHost<Bitmap> = {
        fetchGroup: frame => {
            log.fetched.push(frame);
            if (frame >= (options.silentFrom ?? Infinity)) return new Promise(() => undefined);
            return Promise.resolve(groupOf(frame, 20, 100));
        },
        createDecoder: (group, output, failed) => {
            if (options.unsupported) return Promise.reject(new Error('This browser does not decode fake.'));
            ++log.decoders;
            failLast = failed;
            let closed = false;
            let queued = 0;
            let next = group.first;
            const held = new Map<number, DecodedPicture>();
            const take = (frame: number) => {
                --queued;
                if (closed) return;
                if (frame === options.failAt) return failed(new Error('damaged'));
                ++log.decoded;
                if (frame !== options.missing) {
                    ++log.open;
                    held.set(frame, { timestamp: frame, close: () => void --log.open });
                }
                for (; held.has(next) || next === options.missing; ++next) {
                    const picture = held.get(next);
                    held.delete(next);
                    if (picture) output(picture);
                }
            };
            const decoder: PacketDecoder = {
                get queued() {
                    return queued;
                },
                decode: ({ frame }) => {
                    ++queued;
                    setTimeout(() => take(frame), 0);
                },
                flush: () => new Promise(resolve => setTimeout(resolve, 1)),
                ready: () => new Promise(resolve => setTimeout(resolve, 0)),
                close: () => {
                    closed = true;
                    for (const picture of held.values()) picture.close();
                },
            };
            return Promise.resolve(decoder);
        },
        pixels: ({ width, height }) => width * height,
        wait: () => new Promise(resolve => setTimeout(resolve, 0)),
        close: bitmap => bitmap.close(),
        recall: frame => Promise.resolve(options.recalled?.has(frame) ? bitmapOf(frame, true) : null),
        toBitmap: (picture, _rotation, whole) => {
            picture.close();
            return Promise.resolve(bitmapOf(picture.timestamp, whole));
        },
    };
    return { log, video: new VideoFrames(host, 99), takeDecoder: () => failLast(new Error('reclaimed')) };
}

const settle = () => new Promise(resolve => setTimeout(resolve, 20));

describe('video frames', () => {
    it('gives every frame under its own number, in order, decoding each once', async () => {
        const { log, video } = world();
        for (let frame = 0; frame < 100; ++frame) expect((await video.load(frame)).frame).toBe(frame);
        expect(log.decoded).toBe(100);
        expect(log.fetched.sort((a, b) => a - b)).toEqual([0, 20, 40, 60, 80]);
        video.dispose();
        expect(log.open).toBe(0);
    });

    it('gives frames that are asked for together from one way through the group', async () => {
        const { log, video } = world();
        const bitmaps = await Promise.all([5, 6, 7, 3].map(frame => video.load(frame)));
        expect(bitmaps.map(one => one.frame)).toEqual([5, 6, 7, 3]);
        expect(log.decoders).toBe(1);
    });

    it('jumps to the keyframe before', async () => {
        const { log, video } = world();
        await video.load(2);
        expect((await video.load(97)).frame).toBe(97);
        expect((await video.load(41)).frame).toBe(41);
        expect(log.decoders).toBe(3);
        await settle();
        video.dispose();
        expect(log.open).toBe(0);
    });

    it('keeps what it decodes on a way backwards', async () => {
        const { log, video } = world();
        await video.load(58);
        for (let frame = 57; frame >= 40; --frame) expect((await video.load(frame)).frame).toBe(frame);
        expect(log.decoders).toBe(2);
    });

    it('closes kept pictures when it goes elsewhere', async () => {
        const { log, video } = world();
        const first = await video.load(58);
        const second = await video.load(50);
        const third = await video.load(5);
        await settle();
        for (const one of [first, second, third]) one.close();
        video.dispose();
        await settle();
        expect(log.bitmaps).toBe(0);
        expect(log.open).toBe(0);
    });

    it('gives a frame with all its pixels from what was decoded last, else by decoding again', async () => {
        const { log, video } = world({ recalled: new Set([5]) });
        expect(await video.load(5)).toMatchObject({ frame: 5, whole: false });
        const { decoders } = log;
        expect(await video.load(5, undefined, true)).toMatchObject({ frame: 5, whole: true });
        expect(log.decoders).toBe(decoders);
        expect(await video.load(4, undefined, true)).toMatchObject({ frame: 4, whole: true });
        expect(log.decoders).toBe(decoders + 1);
    });

    it('lets go of what is not wanted any more', async () => {
        const { video } = world();
        const stale = video.load(3);
        const wanted = video.load(70);
        video.cancel(3);
        await expect(stale).rejects.toThrow('Not wanted');
        expect((await wanted).frame).toBe(70);
    });

    it('does not keep others waiting for packets that nobody wants any more', async () => {
        const { video } = world({ silentFrom: 60 });
        await video.load(3);
        const stale = video.load(70);
        video.cancel(70);
        await expect(stale).rejects.toThrow('Not wanted');
        expect((await video.load(5)).frame).toBe(5);
    });

    it('begins anew when the browser has taken the decoder away meanwhile', async () => {
        const { log, video, takeDecoder } = world();
        await video.load(3);
        takeDecoder();
        expect((await video.load(4)).frame).toBe(4);
        expect((await video.load(18)).frame).toBe(18);
        expect(log.decoders).toBe(2);
    });

    it('says that a frame is missing, and goes on with others', async () => {
        const { video } = world({ missing: 7 });
        await expect(video.load(7)).rejects.toThrow('does not give frame 7');
        expect((await video.load(8)).frame).toBe(8);
    });

    it('passes on the failure of the decoder and of the browser', async () => {
        await expect(world({ failAt: 4 }).video.load(9)).rejects.toThrow('damaged');
        await expect(world({ unsupported: true }).video.load(9)).rejects.toThrow('does not decode fake');
    });
});

describe('packet groups', () => {
    const encode = (header: object, ...payload: number[]) => {
        const text = new TextEncoder().encode(JSON.stringify(header));
        const bytes = new Uint8Array(4 + text.length + payload.length);
        new DataView(bytes.buffer).setUint32(0, text.length, true);
        bytes.set(text, 4);
        bytes.set(payload, 4 + text.length);
        return bytes;
    };
    const header = { codec: 'vp8', description: 'AQI=', rotation: 90, first: 3, last: 4, packets: [] as unknown[] };

    it('are read', () => {
        const group = parseGroup(
            encode(
                {
                    ...header,
                    packets: [
                        [3, 2, true],
                        [-1, 0, false],
                        [4, 1, false],
                    ],
                },
                7,
                8,
                9,
            ),
        );
        expect(group.packets.map(({ frame, key, data }) => [frame, key, ...data])).toEqual([
            [3, true, 7, 8],
            [-1, false],
            [4, false, 9],
        ]);
        expect([...group.description!]).toEqual([1, 2]);
        expect(group).toMatchObject({ codec: 'vp8', rotation: 90, first: 3, last: 4 });
    });

    it.each([
        ['nothing', new Uint8Array()],
        ['a cut header', encode(header).subarray(0, 9)],
        ['too few bytes', encode({ ...header, packets: [[3, 5, true]] }, 1)],
        ['too many bytes', encode({ ...header, packets: [[3, 1, true]] }, 1, 2)],
    ])('are refused with %s', (_name, bytes) => {
        expect(() => parseGroup(bytes)).toThrow('arrived incomplete');
    });
});
