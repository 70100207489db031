import { describe, expect, it } from 'vitest';
import { signedArea } from './contours';
import { insidePolygon } from './geometry';
import { bridged, eachRing, holeTrouble, outerOf, partsOf, ringAt, withHole, withTwins } from './holes';
import { reversed } from './path';
import { polygonBitmap } from './raster';

const OUTER = [10, 10, 90, 10, 90, 90, 10, 90];
const HOLE = [30, 30, 50, 30, 50, 50, 30, 50];
const OTHER = [60, 60, 80, 60, 80, 80, 60, 80];
const SIZE = { width: 100, height: 100 };

const area = (points: readonly number[]) => polygonBitmap(points, SIZE).data.reduce((sum, one) => sum + one, 0);
const cycle = (ring: readonly number[]) => {
    const corners = Array.from({ length: ring.length / 2 }, (_, i) => `${ring[2 * i]},${ring[2 * i + 1]}`);
    return corners.sort().join(' ');
};

describe('a polygon with a hole', () => {
    it('is one ring: the outline, over a bridge around the hole, and the same way back', () => {
        const ring = withHole(OUTER, HOLE);
        expect(ring).toHaveLength(2 * (4 + 4 + 2));
        expect(ring).toEqual([10, 10, 30, 30, 30, 50, 50, 50, 50, 30, 30, 30, 10, 10, 90, 10, 90, 90, 10, 90]);
    });

    it('has no hole filled, by either rule', () => {
        for (const hole of [HOLE, reversed(HOLE)]) {
            const ring = withHole(OUTER, hole);
            expect(insidePolygon({ x: 40, y: 40 }, ring)).toBe(false);
            expect(insidePolygon({ x: 20, y: 60 }, ring)).toBe(true);
            expect(Math.abs(signedArea(ring)) / 2).toBe(6400 - 400);
            expect(area(ring)).toBe(area(OUTER) - area(HOLE));
        }
    });

    it('is taken apart again, whichever vertex comes first and which way round it goes', () => {
        const ring = withHole(withHole(OUTER, HOLE), OTHER);
        for (const points of [ring, reversed(ring)]) {
            for (let i = 0; i < points.length; i += 2) {
                const parts = partsOf([...points.slice(i), ...points.slice(0, i)]);
                expect(cycle(parts?.outer ?? [])).toBe(cycle(OUTER));
                expect(parts?.holes.map(cycle).sort()).toEqual([HOLE, OTHER].map(cycle).sort());
                expect(parts?.bridges.size).toBe(4);
            }
        }
    });

    it('of another program is known by its vertices, if the hole runs the same way round, too', () => {
        const same = [10, 10, 30, 30, 50, 30, 50, 50, 30, 50, 30, 30, 10, 10, 90, 10, 90, 90, 10, 90];
        expect(cycle(partsOf(same)?.holes[0] ?? [])).toBe(cycle(HOLE));
    });

    it('leads its bridges around other holes', () => {
        const wall = [20, 20, 25, 20, 25, 80, 20, 80];
        const { bridges } = partsOf(bridged({ outer: OUTER, holes: [OTHER, wall, HOLE] }))!;
        expect(bridges.size).toBe(6);
    });
});

describe('a polygon without a hole', () => {
    it('is left as it is, if it touches itself or turns back, too', () => {
        const waist = [10, 10, 50, 50, 90, 10, 90, 90, 50, 50, 10, 90];
        const spike = [10, 10, 50, 10, 50, 5, 50, 10, 90, 10, 90, 90, 50, 90, 10, 90];
        for (const points of [OUTER, waist, spike, [1, 2], []]) {
            expect(partsOf(points)).toBeNull();
            expect(outerOf(points)).toBe(points);
            expect(withTwins(points, [0])).toEqual([0]);
        }
    });
});

describe('what may be a hole', () => {
    it('lies inside the outline, clear of other holes, and does not cross itself', () => {
        const ring = withHole(OUTER, HOLE);
        expect(holeTrouble(ring, OTHER)).toBeNull();
        expect(holeTrouble(ring, [0, 0, 20, 0, 20, 20])).toMatch(/inside the outline/);
        expect(holeTrouble(ring, [40, 40, 70, 40, 70, 70])).toMatch(/other holes/);
        expect(holeTrouble(ring, [20, 20, 60, 20, 60, 60, 20, 60])).toMatch(/other holes/);
        expect(holeTrouble(ring, [35, 35, 40, 35, 40, 40])).toMatch(/./);
        expect(holeTrouble(ring, [60, 60, 80, 80, 80, 60, 60, 80])).toMatch(/cross itself/);
    });

    it('keeps to a concave outline, although its corners are inside', () => {
        const notched = [10, 10, 90, 10, 90, 90, 60, 90, 50, 20, 40, 90, 10, 90];
        expect(holeTrouble(notched, [20, 80, 80, 80, 80, 85, 20, 85])).toMatch(/inside the outline/);
    });
});

describe('the rings of a polygon with holes', () => {
    const ring = withHole(OUTER, HOLE);

    it('are told for each vertex; those at the ends of the bridge are one corner', () => {
        expect(ringAt(ring, 8)).toMatchObject({ which: 0 });
        expect(ringAt(ring, 2)).toMatchObject({ which: 1 });
        expect(withTwins(ring, [0])).toEqual([0, 6]);
        expect(withTwins(ring, [5])).toEqual([1, 5]);
        expect(withTwins(ring, [8])).toEqual([8]);
    });

    it('are changed one by one; a hole of too few vertices closes', () => {
        expect(eachRing(ring, (one, which) => (which ? one.slice(0, 4) : one))).toHaveLength(8);
        const moved = eachRing(ring, (one, which) => (which ? one.map(value => value + 10) : one));
        expect(cycle(partsOf(moved)?.holes[0] ?? [])).toBe(cycle(HOLE.map(value => value + 10)));
    });
});
