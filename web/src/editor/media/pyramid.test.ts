import { describe, expect, it } from 'vitest';
import { baseLevel, isTiled, levelFor, levelSize, tileBox, tilesIn, topLevel } from './pyramid';
import { TileStore } from './tileStore';

const IMAGE = { width: 20000, height: 15000 };
const WHOLE = { minX: 0, minY: 0, maxX: IMAGE.width, maxY: IMAGE.height };

describe('a pyramid of tiles', () => {
    it('is made of images with a side over 4096 pixels', () => {
        expect(isTiled({ width: 4096, height: 4096 })).toBe(false);
        expect(isTiled({ width: 100, height: 4097 })).toBe(true);
    });

    it('halves the sides from level to level, rounded up, down to one tile', () => {
        expect(levelSize({ width: 4097, height: 301 }, 1)).toEqual({ width: 2049, height: 151 });
        expect(topLevel(IMAGE)).toBe(6);
        expect(levelSize(IMAGE, 6)).toEqual({ width: 313, height: 235 });
        expect(baseLevel(IMAGE)).toBe(4);
    });

    it.each([
        [64, 0],
        [1, 0],
        [0.6, 0],
        [0.5, 1],
        [0.26, 1],
        [0.06, 4],
        [0.001, 6],
    ])('shown at scale %f takes level %i, never blurred', (scale, level) => expect(levelFor(IMAGE, scale)).toBe(level));

    it('covers the image with tiles, without gaps or overlaps', () => {
        for (const level of [0, 3, 6]) {
            const area = tilesIn(IMAGE, level, WHOLE)
                .map(key => tileBox(IMAGE, key))
                .reduce((sum, box) => sum + (box.maxX - box.minX) * (box.maxY - box.minY), 0);
            expect(area).toBe(IMAGE.width * IMAGE.height);
        }
    });

    it('is asked only for what is in view, its middle first', () => {
        const part = { minX: 1000, minY: 600, maxX: 2600, maxY: 1000 };
        const keys = tilesIn(IMAGE, 0, part);
        expect(keys.map(({ x, y }) => `${x},${y}`).sort()).toEqual(['1,1', '2,1', '3,1', '4,1', '5,1']);
        expect(keys[0]).toEqual({ level: 0, x: 3, y: 1 });
    });

    it('has nothing outside the image', () => {
        expect(tilesIn(IMAGE, 0, { minX: -900, minY: -900, maxX: -1, maxY: -1 })).toEqual([]);
        expect(tilesIn(IMAGE, 6, { minX: -50, minY: -50, maxX: 90000, maxY: 90000 })).toEqual([
            { level: 6, x: 0, y: 0 },
        ]);
    });
});

/** A store whose tiles come when the test says so. */
function makeStore(budget?: number) {
    const asked: { name: string; signal: AbortSignal; come: () => void; fail: (reason: string) => void }[] = [];
    const closed: string[] = [];
    let changes = 0;
    const store = new TileStore(
        (frame, { level, x, y }, signal) =>
            new Promise<{ width: number; height: number; close: () => void }>((resolve, reject) => {
                const name = `${frame}:${level}/${x}/${y}`;
                const tile = { width: 10, height: 10, close: () => closed.push(name) };
                const fail = (reason: string) => reject(new Error(reason));
                asked.push({ name, signal, come: () => resolve(tile), fail });
            }),
        frame => frame !== 9,
        () => (changes += 1),
        budget,
    );
    const settle = () => new Promise(resolve => setTimeout(resolve));
    return { store, asked, closed, settle, changes: () => changes };
}

const row = (count: number, from = 0) => Array.from({ length: count }, (_, i) => ({ level: 0, x: from + i, y: 0 }));

describe('tiles in view', () => {
    it('come a few at a time, in the order they are wanted', async () => {
        const { store, asked, settle } = makeStore();
        store.of(0)?.want(row(6));
        expect(asked.map(one => one.name)).toEqual(['0:0/0/0', '0:0/1/0', '0:0/2/0', '0:0/3/0']);
        asked[1].come();
        await settle();
        expect(asked[4].name).toBe('0:0/4/0');
        expect(store.of(0)?.get({ level: 0, x: 1, y: 0 })).toBeDefined();
        expect(store.missing).toBe(5);
    });

    it('are given up when they go out of view, and those kept are not asked for twice', async () => {
        const { store, asked, closed, settle } = makeStore();
        store.of(0)?.want(row(3));
        store.of(0)?.want(row(3, 2));
        expect(asked.map(one => one.signal.aborted)).toEqual([true, true, false, false, false]);
        asked[0].come();
        await settle();
        expect(closed).toEqual(['0:0/0/0']);
        expect(asked.filter(one => one.name === '0:0/2/0')).toHaveLength(1);
    });

    it('that do not arrive are told of, not asked for again by themselves, and come when asked', async () => {
        const { store, asked, settle, changes } = makeStore();
        store.of(0)?.want(row(1));
        asked[0].fail('The server does not answer.');
        await settle();
        store.of(0)?.want(row(1));
        expect([store.trouble, asked.length, changes()]).toEqual(['The server does not answer.', 1, 1]);
        store.retry();
        expect([store.trouble, asked.length]).toEqual([null, 2]);
    });

    it('are kept up to a number of pixels, those in view always', async () => {
        const { store, asked, closed, settle } = makeStore(250);
        store.of(0)?.want(row(2));
        asked.forEach(one => one.come());
        await settle();
        store.of(0)?.want(row(3, 5));
        asked.slice(2).forEach(one => one.come());
        await settle();
        expect(closed).toEqual(['0:0/0/0', '0:0/1/0']);
        expect(store.missing).toBe(0);
    });

    it('are of frames with large images only', () => expect(makeStore().store.of(9)).toBeNull());
});
