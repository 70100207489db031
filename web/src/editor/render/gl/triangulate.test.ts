import { describe, expect, test } from 'vitest';
import { insidePolygon } from '../../model/geometry';
import type { Points } from '../../model/types';
import { triangulate } from './triangulate';

const area = (corners: readonly number[]) => {
    let sum = 0;
    for (let i = 0; i < corners.length; i += 6) {
        const [ax, ay, bx, by, cx, cy] = corners.slice(i, i + 6);
        sum += Math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2;
    }
    return sum;
};

/** In how many triangles a point lies. */
const covers = (corners: readonly number[], x: number, y: number) => {
    let count = 0;
    for (let i = 0; i < corners.length; i += 6) if (insidePolygon({ x, y }, corners.slice(i, i + 6))) count += 1;
    return count;
};

/** Whether the rings enclose a point an odd number of times. */
const odd = (rings: readonly Points[], x: number, y: number) =>
    rings.filter(ring => insidePolygon({ x, y }, ring)).length % 2;

/** The same sequence every time. */
function random(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return state / 2147483648;
    };
}

describe('triangles of an outline', () => {
    test('fill an outline that is not convex', () => {
        const arrow = [0, 0, 10, 0, 10, 10, 5, 3, 0, 10];
        expect(area(triangulate(arrow))).toBeCloseTo(65);
    });

    test('leave holes out', () => {
        const square = [0, 0, 10, 0, 10, 10, 0, 10];
        const hole = [2, 2, 4, 2, 4, 4, 2, 4];
        expect(area(triangulate(square, [hole]))).toBeCloseTo(96);
    });

    test('fill both halves of an hourglass', () => {
        const corners = triangulate([0, 0, 10, 0, 0, 10, 10, 10]);
        expect(area(corners)).toBeCloseTo(50);
        expect(covers(corners, 5, 1)).toBe(1);
        expect(covers(corners, 1, 5)).toBe(0);
    });

    test('leave the middle of a star drawn in one stroke empty', () => {
        const star = Array.from({ length: 5 }, (_, i) => (4 * Math.PI * i) / 5).flatMap(angle => [
            10 * Math.sin(angle),
            -10 * Math.cos(angle),
        ]);
        const corners = triangulate(star);
        expect(covers(corners, 0.1, 0.05)).toBe(0);
        expect(covers(corners, 0.05, -8)).toBe(1);
    });

    test('are nothing where there is no area', () => {
        expect(triangulate([])).toEqual([]);
        expect(area(triangulate([3, 3]))).toBe(0);
        expect(area(triangulate([0, 0, 5, 5, 10, 10]))).toBe(0);
        expect(area(triangulate([1, 1, 1, 1, 1, 1, 1, 1]))).toBe(0);
    });

    test('cover it, too, where corners and edges lie on each other', () => {
        const next = random(11);
        for (let round = 0; round < 200; ++round) {
            const ring = Array.from({ length: 2 * (3 + Math.floor(7 * next())) }, () => Math.floor(5 * next()));
            const corners = triangulate(ring);
            for (let probe = 0; probe < 20; ++probe) {
                const [x, y] = [4 * next(), 4 * next()];
                expect(covers(corners, x, y), `round ${round} at ${x}, ${y} of ${ring.join()}`).toBe(odd([ring], x, y));
            }
        }
    });

    test('cover what the even-odd rule fills, once, for outlines of any kind', () => {
        const next = random(7);
        for (let round = 0; round < 60; ++round) {
            const ring = Array.from({ length: 2 * (3 + Math.floor(9 * next())) }, () => 100 * next());
            const corners = triangulate(ring);
            for (let probe = 0; probe < 40; ++probe) {
                const [x, y] = [100 * next(), 100 * next()];
                expect(covers(corners, x, y), `round ${round} at ${x}, ${y}`).toBe(odd([ring], x, y));
            }
        }
    });
});
