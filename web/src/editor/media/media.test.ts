import { describe, expect, it, vi } from 'vitest';
import { FrameList, frameList } from '../model/frames';
import { FrameCache } from './cache';
import { FrameLoader } from './loader';
import { addressOf } from './source';
import { zip } from '../testdata/zip';
import { extract, readEntries } from './zip';

const bytes = (...values: number[]) => new Uint8Array(values);

describe('zip reader', () => {
    it('reads stored members in order', async () => {
        const archive = zip([
            { name: '000000.jpeg', data: bytes(1, 2, 3) },
            { name: '000001.jpeg', data: bytes() },
            { name: 'ünïcode.jpeg', data: bytes(9) },
        ]);
        const entries = readEntries(archive);
        expect(entries.map(entry => entry.name)).toEqual(['000000.jpeg', '000001.jpeg', 'ünïcode.jpeg']);
        expect([...(await extract(archive, entries[0]))]).toEqual([1, 2, 3]);
        expect(await extract(archive, entries[1])).toHaveLength(0);
        expect([...(await extract(archive, entries[2]))]).toEqual([9]);
    });

    it('finds the directory behind a comment and in a larger buffer', async () => {
        const archive = zip([{ name: 'a', data: bytes(7) }], 'made by hand');
        const shifted = new Uint8Array(archive.length + 5);
        shifted.set(archive, 5);
        const view = shifted.subarray(5);
        expect([...(await extract(view, readEntries(view)[0]))]).toEqual([7]);
    });

    it('reads an empty archive', () => {
        expect(readEntries(zip([]))).toEqual([]);
    });

    it.each([
        ['no archive', bytes(1, 2, 3, 4, 5)],
        ['a cut archive', zip([{ name: 'a', data: bytes(7) }]).subarray(10)],
    ])('refuses %s with a message that says what to do', (_name, data) => {
        expect(() => readEntries(data)).toThrow(/Load the frame again/);
    });

    it('refuses unknown compression', async () => {
        const archive = zip([{ name: 'a', data: bytes(7), method: 12 }]);
        await expect(extract(archive, readEntries(archive)[0])).rejects.toThrow(/unknown way \(12\)/);
    });
});

describe('frame addresses', () => {
    it('counts chunks over the frames of the job, not over frame numbers', () => {
        const frames = frameList({ start_frame: 0, stop_frame: 99 }, [13, 23, 53, 93], 3, 10);
        expect(frames.numbers).toEqual([1, 2, 5, 9]);
        expect(addressOf(4, 5, frames, 'imageset', 2)).toMatchObject({
            entry: 0,
            url: expect.stringContaining('index=1'),
        });
        expect(addressOf(4, 9, frames, 'imageset', 2)).toMatchObject({ entry: 1 });
    });

    it('asks for single frames where chunks are video', () => {
        const frames = frameList({ start_frame: 10, stop_frame: 19 }, null, 10, 1);
        const address = addressOf(4, 12, frames, 'video', 36);
        expect(address.entry).toBeNull();
        expect(address.url).toMatch(/type=frame&number=12/);
    });

    it('steps over skipped frames and stops at the ends', () => {
        const frames = new FrameList([3, 4, 5, 6, 7]);
        const skip = (frame: number) => frame === 4 || frame === 7;
        expect(frames.step(3, 1, skip)).toBe(5);
        expect(frames.step(5, -1, skip)).toBe(3);
        expect(frames.step(6, 1, skip)).toBe(6);
        expect(frames.step(3, 10, skip)).toBe(6);
        expect(frames.nearest(100)).toBe(7);
    });
});

describe('frame loader', () => {
    const bitmap = { width: 1, height: 1, close: () => undefined } as unknown as ImageBitmap;
    const host = (answers: Response[]) => ({
        fetch: vi.fn(() => Promise.resolve(answers.shift()!)),
        decode: vi.fn((_blob: Blob) => Promise.resolve(bitmap)),
        wait: vi.fn(() => Promise.resolve()),
    });
    const archive = () =>
        new Response(
            zip([
                { name: '0', data: bytes(1) },
                { name: '1', data: bytes(1, 2) },
            ]) as BodyInit,
        );

    it('fetches a chunk once for all its frames', async () => {
        const world = host([archive()]);
        const loader = new FrameLoader(world);
        await Promise.all([0, 1].map(entry => loader.load({ url: '/c', entry }, () => undefined)));
        expect(world.fetch).toHaveBeenCalledTimes(1);
        expect(world.decode.mock.calls.map(([blob]) => blob.size)).toEqual([1, 2]);
    });

    it('asks again while the server prepares the frames', async () => {
        const world = host([new Response('', { status: 429, headers: { 'Retry-After': '3' } }), archive()]);
        await new FrameLoader(world).load({ url: '/c', entry: 1 }, () => undefined);
        expect(world.wait).toHaveBeenCalledWith(3000);
    });

    it('tells what the server said, and tries anew the next time', async () => {
        const world = host([
            new Response('"Task is no longer connected to cloud storage"', { status: 409 }),
            archive(),
        ]);
        const loader = new FrameLoader(world);
        await expect(loader.load({ url: '/c', entry: 0 }, () => undefined)).rejects.toThrow(
            'The frame did not arrive (409). Task is no longer connected to cloud storage',
        );
        await expect(loader.load({ url: '/c', entry: 0 }, () => undefined)).resolves.toBe(bitmap);
    });
});

describe('frame cache', () => {
    const settle = () => new Promise(resolve => setTimeout(resolve, 0));
    const world = (fail = new Set<number>()) => {
        const asked: number[] = [];
        const closed: number[] = [];
        const load = (frame: number) => {
            asked.push(frame);
            if (fail.has(frame)) return Promise.reject(new Error('gone'));
            return Promise.resolve({ width: 10, height: 10, close: () => void closed.push(frame) });
        };
        return { asked, closed, source: { load } };
    };
    const hundred = new FrameList(Array.from({ length: 100 }, (_, i) => i));

    it('fetches the wanted frame first, then ahead in the direction of travel', async () => {
        const { asked, source } = world();
        const cache = new FrameCache(source, hundred, () => undefined);
        cache.show(50);
        await settle();
        expect(asked.slice(0, 3)).toEqual([50, 51, 52]);
        asked.length = 0;
        cache.show(40);
        await settle();
        expect(asked.slice(0, 3)).toEqual([40, 39, 38]);
        expect(cache.get(40)).not.toBeNull();
    });

    it('fetches a frame that is said to come next although it is far away', async () => {
        const { asked, source } = world();
        const cache = new FrameCache(source, hundred, () => undefined);
        cache.show(20);
        await settle();
        asked.length = 0;
        cache.expect(77);
        await settle();
        expect(asked).toEqual([77]);
        expect(cache.get(77)).not.toBeNull();
    });

    it('stays within its budget and closes what it lets go, never the wanted frame', async () => {
        const { closed, source } = world();
        const cache = new FrameCache(source, hundred, () => undefined, { budget: 500 });
        for (const wanted of [0, 60]) {
            cache.show(wanted);
            await settle();
            const held = hundred.numbers.filter(frame => cache.get(frame));
            expect(held.length).toBeLessThanOrEqual(5);
            expect(held).toContain(wanted);
        }
        expect(closed.length).toBeGreaterThan(0);
    });

    it('takes another budget while it works, and never more than it was made for', async () => {
        const { source } = world();
        const held = (cache: { get(frame: number): unknown }) =>
            hundred.numbers.filter(frame => cache.get(frame)).length;
        const cache = new FrameCache(source, hundred, () => undefined);
        cache.show(20);
        await settle();
        expect(held(cache)).toBeGreaterThan(5);
        cache.resize(500);
        await settle();
        expect([held(cache) <= 5, cache.get(20) !== null]).toEqual([true, true]);
        const small = new FrameCache(source, hundred, () => undefined, { budget: 300 });
        small.resize(100_000);
        small.show(20);
        await settle();
        expect(held(small)).toBeLessThanOrEqual(3);
    });

    it('aborts what is not wanted any more, and does not take it for failed', async () => {
        const signals = new Map<number, AbortSignal>();
        const load = (frame: number, _progress: unknown, signal: AbortSignal) => {
            signals.set(frame, signal);
            return new Promise<never>((_resolve, reject) =>
                signal.addEventListener('abort', () => reject(new Error('aborted'))),
            );
        };
        const cache = new FrameCache({ load }, hundred, () => undefined);
        cache.show(10);
        cache.show(80);
        await settle();
        expect(signals.get(10)?.aborted).toBe(true);
        expect(signals.get(80)?.aborted).toBe(false);
        signals.clear();
        cache.show(10);
        await settle();
        expect(signals.has(10)).toBe(true);
        expect(cache.status()).toMatchObject({ frame: 10, loading: true, error: null });
    });

    it('reports a failed frame and tries it again when it is shown again', async () => {
        const fail = new Set([3]);
        const { source } = world(fail);
        const cache = new FrameCache(source, hundred, () => undefined);
        cache.show(3);
        await settle();
        expect(cache.status()).toMatchObject({ frame: 3, loading: false, error: 'gone' });
        fail.clear();
        cache.show(3);
        await settle();
        expect(cache.status().error).toBeNull();
        expect(cache.get(3)).not.toBeNull();
    });

    it('fetches all pixels of the wanted frame when asked to, once, and only where there are more', async () => {
        const asked: [number, boolean][] = [];
        const reduced = new WeakSet();
        const closed: number[] = [];
        const load = (frame: number, _progress: unknown, _signal: unknown, whole: boolean) => {
            asked.push([frame, whole]);
            const side = whole ? 40 : 10;
            const bitmap = { width: side, height: side, close: () => void closed.push(frame) };
            if (!whole && frame !== 1) reduced.add(bitmap);
            return Promise.resolve(bitmap);
        };
        const source = { load, isReduced: (bitmap: object) => reduced.has(bitmap) };
        const changed = vi.fn();
        const cache = new FrameCache(source, new FrameList([0, 1]), changed);
        cache.show(0);
        await settle();
        changed.mockClear();
        cache.sharpen();
        cache.sharpen();
        await settle();
        expect(asked.filter(([, whole]) => whole)).toEqual([[0, true]]);
        expect(cache.get(0)?.width).toBe(40);
        expect(changed).toHaveBeenCalledTimes(1);
        expect(closed).toEqual([0]);
        cache.sharpen();
        cache.show(1);
        cache.sharpen();
        await settle();
        expect(asked.filter(([, whole]) => whole)).toHaveLength(1);
    });

    it('does not put a sharp picture that comes too late in place of anything', async () => {
        let deliver: (bitmap: { width: number; height: number; close: () => void }) => void = () => undefined;
        const load = (_frame: number, _progress: unknown, _signal: unknown, whole: boolean) =>
            whole
                ? new Promise<{ width: number; height: number; close: () => void }>(resolve => (deliver = resolve))
                : Promise.resolve({ width: 10, height: 10, close: () => undefined });
        const cache = new FrameCache({ load, isReduced: () => true }, hundred, () => undefined);
        cache.show(3);
        await settle();
        cache.sharpen();
        cache.show(4);
        const close = vi.fn();
        deliver({ width: 40, height: 40, close });
        await settle();
        expect(close).toHaveBeenCalled();
        expect([cache.get(3)?.width, cache.get(4)?.width]).toEqual([10, 10]);
    });

    it('lets whole pictures of frames that were left go first', async () => {
        const load = (_frame: number, _progress: unknown, _signal: unknown, whole: boolean) =>
            Promise.resolve({ width: whole ? 20 : 10, height: 10, close: () => undefined });
        const cache = new FrameCache({ load, isReduced: ({ width }) => width === 10 }, hundred, () => undefined, {
            budget: 500,
        });
        cache.show(10);
        await settle();
        cache.sharpen();
        await settle();
        expect(cache.get(10)?.width).toBe(20);
        cache.show(11);
        await settle();
        expect(cache.get(10)).toBeNull();
        expect(cache.get(11)).not.toBeNull();
    });

    it('tells whoever shows what is loaded', async () => {
        const { source } = world();
        const cache = new FrameCache(source, hundred, () => undefined);
        const heard = vi.fn();
        const stop = cache.subscribe(heard);
        cache.show(5);
        await settle();
        expect(heard).toHaveBeenCalled();
        stop();
        heard.mockClear();
        cache.show(60);
        await settle();
        expect(heard).not.toHaveBeenCalled();
    });
});
