import { describe, expect, it, vi } from 'vitest';
import { Pictures, type Wanted } from './pictures';

interface Request {
    wanted: Wanted;
    signal: AbortSignal;
    arrive(pixels?: number): Promise<{ close: () => void }>;
    fail(message: string): Promise<void>;
}

function start(budget = 1000, parallel = 2) {
    const requests: Request[] = [];
    const pictures = new Pictures(
        (wanted, signal) =>
            new Promise<ImageBitmap>((resolve, reject) => {
                requests.push({
                    wanted,
                    signal,
                    arrive: async (pixels = 10) => {
                        const picture = { width: pixels, height: 1, close: vi.fn() };
                        resolve(picture as unknown as ImageBitmap);
                        await Promise.resolve();
                        await Promise.resolve();
                        return picture;
                    },
                    fail: async message => {
                        reject(new Error(message));
                        await Promise.resolve();
                        await Promise.resolve();
                    },
                });
            }),
        budget,
        parallel,
    );
    const show = (frame: number) => {
        const taker = { draw: vi.fn(), fail: vi.fn() };
        return { taker, cancel: pictures.show({ jobId: 1, frame }, taker) };
    };
    return { pictures, requests, show };
}

const frames = (requests: Request[]) => requests.map(one => one.wanted.frame);

describe('pictures', () => {
    it('are fetched a few at a time, those asked for last first', async () => {
        const { requests, show } = start();
        for (const frame of [1, 2, 3, 4]) show(frame);
        expect(frames(requests)).toEqual([1, 2]);
        await requests[0].arrive();
        expect(frames(requests)).toEqual([1, 2, 4]);
    });

    it('are fetched once for all who want them', async () => {
        const { requests, show } = start();
        const one = show(1);
        const other = show(1);
        await requests[0].arrive();
        expect(requests).toHaveLength(1);
        expect(one.taker.draw).toHaveBeenCalledTimes(1);
        expect(other.taker.draw).toHaveBeenCalledTimes(1);
    });

    it('nobody waits for any more are not fetched', async () => {
        const { requests, show } = start();
        const wishes = [1, 2, 3].map(show);
        wishes[2].cancel();
        wishes[0].cancel();
        expect(requests[0].signal.aborted).toBe(true);
        await requests[1].arrive();
        expect(frames(requests)).toEqual([1, 2]);
        expect(wishes[0].taker.draw).not.toHaveBeenCalled();
    });

    it('that were shown come at once, until there are too many: those unused longest are closed', async () => {
        const { requests, show } = start(25);
        show(1);
        show(2);
        const first = await requests[0].arrive();
        await requests[1].arrive();
        expect(show(1).taker.draw).toHaveBeenCalledTimes(1);
        show(3);
        await requests[2].arrive();
        expect(first.close).not.toHaveBeenCalled();
        expect(show(2).taker.draw).not.toHaveBeenCalled();
    });

    it('that cannot be had say why, and are asked for again the next time', async () => {
        const { requests, show } = start();
        const { taker } = show(1);
        await requests[0].fail('The frame did not arrive');
        expect(taker.fail).toHaveBeenCalledWith('The frame did not arrive');
        show(1);
        expect(frames(requests)).toEqual([1, 1]);
    });

    it('are closed when they arrive after the gallery has gone', async () => {
        const { pictures, requests, show } = start();
        const { taker } = show(1);
        pictures.dispose();
        const late = await requests[0].arrive();
        expect(late.close).toHaveBeenCalled();
        expect(taker.draw).not.toHaveBeenCalled();
    });
});
