import { describe, expect, it } from 'vitest';
import { blankMask, isBlankMask, maskArea, paintable, paintBitmap, paintSpans, storedMask, TILE_SIDE } from './brush';
import { contoursOf, signedArea } from './contours';
import { decodeMask, encodeMask } from './mask';
import { polygonBitmap, snapBrush, strokeSpans } from './raster';
import { distance, nearestOnSegment } from './geometry';

function random(seed: number): () => number {
    let state = seed;
    return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const SIZE = { width: 600, height: 400 };

describe('a painted mask', () => {
    it('holds what a plain bitmap would, whatever is painted and wiped', () => {
        const next = random(5);
        const reference = new Uint8Array(SIZE.width * SIZE.height);
        let mask = blankMask(SIZE);
        for (let i = 0; i < 300; ++i) {
            const y = Math.floor(next() * 440) - 20;
            const x0 = Math.floor(next() * 640) - 20;
            const x1 = x0 + Math.floor(next() * 400);
            const value = next() < 0.6 ? 1 : 0;
            mask = paintSpans(mask, [y, x0, x1], value);
            if (y >= 0 && y < SIZE.height)
                for (let x = Math.max(0, x0); x < Math.min(SIZE.width, x1); ++x) reference[y * SIZE.width + x] = value;
        }
        const { left, top, width, height, data } = decodeMask(storedMask(mask)!);
        let area = 0;
        let wrong = 0;
        for (let y = 0; y < SIZE.height; ++y)
            for (let x = 0; x < SIZE.width; ++x) {
                const inside = x >= left && y >= top && x < left + width && y < top + height;
                if ((inside ? data[(y - top) * width + x - left] : 0) !== reference[y * SIZE.width + x]) ++wrong;
                area += reference[y * SIZE.width + x];
            }
        expect(wrong).toBe(0);
        expect(maskArea(mask)).toBe(area);
        expect(storedMask(mask)).toEqual(encodeMask({ left, top, width, height, data }));
    });

    it('never changes a state it has been in', () => {
        const one = paintSpans(blankMask(SIZE), [10, 10, 20], 1);
        const before = storedMask(one);
        const two = paintSpans(one, [10, 12, 15], 0);
        expect(storedMask(one)).toEqual(before);
        expect(storedMask(two)).not.toEqual(before);
    });

    it('shares every tile that a stroke has not touched, also of an image of 4096 by 4096', () => {
        const size = { width: 4096, height: 4096 };
        const all = paintBitmap(blankMask(size), polygonBitmap([0, 0, 4096, 0, 4096, 4096, 0, 4096], size), 1);
        expect(all.tiles.size).toBe((4096 / TILE_SIDE) ** 2);
        const wiped = paintSpans(all, strokeSpans({ x: 1000, y: 1000 }, { x: 1010, y: 1004 }, 30, 'round'), 0);
        const copied = [...wiped.tiles].filter(([key, tile]) => all.tiles.get(key) !== tile);
        expect(copied.length).toBeGreaterThan(0);
        expect(copied.length).toBeLessThanOrEqual(4);
    });

    it('is the same object where painting changes nothing', () => {
        const mask = paintSpans(blankMask(SIZE), [10, 10, 20], 1);
        expect(paintSpans(mask, [10, 12, 18], 1)).toBe(mask);
        expect(paintSpans(mask, [300, 10, 20], 0)).toBe(mask);
    });

    it('goes to the stored form and back', () => {
        const points = [3, 4, 2, 7, 4, 250, 250, 254, 253];
        expect(storedMask(paintable(points, SIZE))).toEqual(encodeMask(decodeMask(points)));
    });

    it('without pixels is blank and has no stored form', () => {
        const mask = paintSpans(paintSpans(blankMask(SIZE), [1, 1, 9], 1), [1, 0, 20], 0);
        expect(isBlankMask(mask)).toBe(true);
        expect(storedMask(mask)).toBeNull();
    });
});

describe('a stroke', () => {
    it.each([1, 2, 3, 8, 15])('of %i pixels covers the pixels within its radius', size => {
        const next = random(size);
        let wrong = 0;
        for (let i = 0; i < 20; ++i) {
            const a = { x: 30 + next() * 60, y: 30 + next() * 60 };
            const b = { x: 30 + next() * 60, y: 30 + next() * 60 };
            const [from, to] = [snapBrush(a, size), snapBrush(b, size)];
            const covered = new Set<string>();
            const spans = strokeSpans(a, b, size, 'round');
            for (let k = 0; k < spans.length; k += 3)
                for (let x = spans[k + 1]; x < spans[k + 2]; ++x) covered.add(`${x},${spans[k]}`);
            for (let y = 0; y < 120; ++y)
                for (let x = 0; x < 120; ++x) {
                    const p = { x: x + 0.5, y: y + 0.5 };
                    const away = distance(p, nearestOnSegment(p, from, to)) - size / 2;
                    // On the rim itself rounding decides.
                    if (Math.abs(away) > 1e-6 && covered.has(`${x},${y}`) !== away < 0) ++wrong;
                }
        }
        expect(wrong).toBe(0);
    });

    it('of one pixel is one pixel, and a square one is a square', () => {
        expect(strokeSpans({ x: 7.9, y: 3.1 }, { x: 7.9, y: 3.1 }, 1, 'round')).toEqual([3, 7, 8]);
        expect(strokeSpans({ x: 8, y: 4 }, { x: 8, y: 4 }, 4, 'square')).toEqual([
            2, 6, 10, 3, 6, 10, 4, 6, 10, 5, 6, 10,
        ]);
    });
});

describe('the outline of a mask', () => {
    it('runs along the edges of its pixels', () => {
        expect(contoursOf(decodeMask([0, 1, 0, 0, 0, 0])).outer).toEqual([[0, 0, 0, 1, 1, 1, 1, 0]]);
        expect(contoursOf(decodeMask([0, 4, 3, 5, 4, 6])).outer).toEqual([[3, 5, 3, 7, 5, 7, 5, 5]]);
    });

    it('joins pixels that touch by a corner, and tells holes', () => {
        expect(contoursOf(decodeMask([0, 1, 2, 1, 0, 0, 1, 1])).outer).toHaveLength(1);
        const ring = contoursOf(decodeMask([0, 4, 1, 4, 0, 0, 2, 2]));
        expect(ring.outer).toEqual([[0, 0, 0, 3, 3, 3, 3, 0]]);
        expect(ring.holes).toEqual([{ ring: [2, 1, 2, 2, 1, 2, 1, 1], beside: { x: 2.5, y: 1.5 } }]);
    });

    it('encloses exactly the area of the mask, its holes filled', () => {
        const next = random(11);
        for (let i = 0; i < 40; ++i) {
            const data = Uint8Array.from({ length: 12 * 9 }, () => (next() < 0.45 ? 1 : 0));
            const { outer } = contoursOf({ left: 2, top: 3, width: 12, height: 9, data });
            const filled = outer.map(ring => polygonBitmap(ring, { width: 30, height: 30 }));
            const has = (x: number, y: number) =>
                filled.some(one => {
                    const [column, row] = [x - one.left, y - one.top];
                    const inside = column >= 0 && row >= 0 && column < one.width && row < one.height;
                    return inside && one.data[row * one.width + column] === 1;
                });
            data.forEach((value, k) => {
                if (value) expect(has(2 + (k % 12), 3 + Math.floor(k / 12))).toBe(true);
            });
            const total = outer.reduce((sum, ring) => sum - signedArea(ring) / 2, 0);
            expect(total).toBeGreaterThanOrEqual(data.reduce((sum, value) => sum + value, 0));
        }
    });
});
