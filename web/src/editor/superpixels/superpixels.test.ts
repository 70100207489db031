import { describe, expect, it } from 'vitest';
import { MOST_PIXELS, patchAt, patchesOf, planFor, superpixel } from './patches';
import { slic } from './slic';

/** A picture of flat colours. */
function picture(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]) {
    const pixels = new Uint8ClampedArray(4 * width * height);
    for (let i = 0; i < width * height; ++i) pixels.set([...colour(i % width, Math.floor(i / width)), 255], 4 * i);
    return pixels;
}

const RED = [200, 30, 30] as const;
const BLUE = [30, 30, 200] as const;
const isInDisc = (x: number, y: number) => (x - 61) ** 2 + (y - 47) ** 2 < 30 ** 2;
const disc = picture(120, 90, (x, y) => (isInDisc(x, y) ? RED : BLUE));

describe('dividing a picture', () => {
    const { labels, count } = slic(disc, 120, 90, 16);

    it('gives about as many patches as squares of the size have room', () => {
        expect(count).toBeGreaterThan(25);
        expect(count).toBeLessThan(80);
        expect(new Set(labels).size).toBe(count);
    });

    it('keeps to the edges of the picture', () => {
        const sides = new Map<number, [number, number]>();
        labels.forEach((label, i) => {
            const both = sides.get(label) ?? [0, 0];
            both[isInDisc(i % 120, Math.floor(i / 120)) ? 0 : 1] += 1;
            sides.set(label, both);
        });
        const wrong = [...sides.values()].reduce((sum, both) => sum + Math.min(...both), 0);
        expect(wrong / labels.length).toBeLessThan(0.01);
    });

    it('leaves every patch in one piece', () => {
        const seen = new Uint8Array(labels.length);
        const pieces = new Map<number, number>();
        for (let start = 0; start < labels.length; ++start) {
            if (seen[start]) continue;
            pieces.set(labels[start], (pieces.get(labels[start]) ?? 0) + 1);
            const stack = [start];
            while (stack.length) {
                const i = stack.pop()!;
                if (seen[i] || labels[i] !== labels[start]) continue;
                seen[i] = 1;
                if (i % 120) stack.push(i - 1);
                if (i % 120 < 119) stack.push(i + 1);
                if (i >= 120) stack.push(i - 120);
                if (i + 120 < labels.length) stack.push(i + 120);
            }
        }
        expect([...pieces.values()].every(one => one === 1)).toBe(true);
    });

    it('makes one patch of a picture smaller than that', () => {
        expect(
            slic(
                picture(3, 2, () => RED),
                3,
                2,
                16,
            ),
        ).toEqual({ labels: new Int32Array(6), count: 1 });
    });

    it('takes a moment for as much as is looked at at once', () => {
        const noise = picture(1600, 1250, (x, y) => [(x * 7) % 256, (y * 13) % 256, (x * y) % 256]);
        const before = performance.now();
        slic(noise, 1600, 1250, 32);
        expect(performance.now() - before).toBeLessThan(10_000);
    });
});

describe('a patch', () => {
    const labels = Int32Array.from([0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1]);
    const patches = patchesOf({ labels, count: 2 }, 4);
    const plan = { left: 10, top: 20, size: { width: 4, height: 3 }, cell: 2, spacing: 4 };
    const image = { width: 17, height: 100 };

    it('is known by its runs', () => {
        expect([...patches.starts]).toEqual([0, 3, 6]);
        expect([...patches.runs.subarray(0, 9)]).toEqual([0, 0, 2, 1, 0, 1, 2, 0, 3]);
    });

    it('is found by a place of the image, and not beyond what was divided', () => {
        expect(patchAt(patches, plan, { x: 10, y: 20 })).toBe(0);
        expect(patchAt(patches, plan, { x: 13, y: 23.9 })).toBe(1);
        expect(patchAt(patches, plan, { x: 9.9, y: 20 })).toBeNull();
        expect(patchAt(patches, plan, { x: 18, y: 20 })).toBeNull();
        expect(patchAt(patches, plan, { x: 12, y: 26 })).toBeNull();
    });

    it('covers pixels of the image, and has their outline', () => {
        const { spans, rings } = superpixel(patches, plan, image, 1);
        expect(spans.slice(0, 6)).toEqual([20, 14, 17, 21, 14, 17]);
        expect(rings).toEqual([[14, 20, 14, 22, 12, 22, 12, 24, 16, 24, 16, 26, 17, 26, 17, 20]]);
    });
});

describe('what is divided', () => {
    const all = { minX: 0, minY: 0, maxX: 1000, maxY: 800 };

    it('is all of a small picture, whatever is seen of it', () => {
        const size = { width: 1000, height: 800 };
        const seen = { minX: 400, minY: 300, maxX: 500, maxY: 400 };
        expect(planFor(seen, size, 1, 32, true)).toEqual({ left: 0, top: 0, size, cell: 1, spacing: 32 });
    });

    it('is coarser where much is seen, and never more than there is time for', () => {
        const size = { width: 40_000, height: 30_000 };
        for (const around of [true, false])
            for (const k of [0.1, 1, 3, 20, 40]) {
                const seen = { minX: 0, minY: 0, maxX: 1000 * k, maxY: 800 * k };
                const plan = planFor(seen, size, 1, 32, around);
                expect(plan.size.width * plan.size.height).toBeLessThan(1.1 * MOST_PIXELS);
                expect(plan.size.width * plan.cell).toBeGreaterThanOrEqual(1000 * k);
                expect(plan.spacing).toBeGreaterThanOrEqual(4);
            }
        expect(planFor(all, size, 1, 32, true).cell).toBe(1);
    });

    it('begins on a grid of the patches, within the image', () => {
        const size = { width: 9000, height: 9000 };
        const plan = planFor({ minX: 5111, minY: 8500, maxX: 6000, maxY: 9400 }, size, 1, 30, true);
        expect(plan.left % 30).toBe(0);
        expect(plan.left).toBeLessThan(5111);
        expect(plan.top + plan.size.height).toBe(9000);
        expect(planFor({ minX: -500, minY: -500, maxX: -10, maxY: -10 }, size, 1, 30, false).left).toBe(0);
    });

    it('is no finer than the picture', () => {
        const plan = planFor(all, { width: 4000, height: 3200 }, 4, 32, true);
        expect([plan.cell, plan.spacing, plan.size.width]).toEqual([4, 8, 1000]);
    });
});
