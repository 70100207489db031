import { describe, expect, it } from 'vitest';
import {
    cuboidFromBox,
    cuboidFromPoints,
    isSound,
    moveCorner,
    moveEdge,
    pulledIn,
    resetPerspective,
    showsRightSide,
    switchOrientation,
} from './cuboid';

const BOX = cuboidFromBox({ x: 100, y: 100 }, { x: 200, y: 180 });

function expectUpright(points: readonly number[]) {
    for (let e = 0; e < 4; ++e) expect(points[4 * e]).toBe(points[4 * e + 2]);
    expect(isSound(points)).toBe(true);
}

/** Where the lines through corners a-b and c-d meet. */
function meeting(points: readonly number[], [a, b, c, d]: number[]) {
    const at = (i: number) => [points[2 * i], points[2 * i + 1]];
    const [[x1, y1], [x2, y2], [x3, y3], [x4, y4]] = [at(a), at(b), at(c), at(d)];
    const w = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4);
    const [p, q] = [x1 * y2 - y1 * x2, x3 * y4 - y3 * x4];
    return [(p * (x3 - x4) - (x1 - x2) * q) / w, (p * (y3 - y4) - (y1 - y2) * q) / w];
}

describe('a cuboid', () => {
    it('drawn as a rectangle has its back a tenth of its size up and to the right', () => {
        expect(BOX).toEqual([100, 100, 100, 180, 200, 100, 200, 180, 210, 92, 210, 172, 110, 92, 110, 172]);
        expect(showsRightSide(BOX)).toBe(true);
    });

    it.each([
        ['right', { x: 230, y: 80 }, true],
        ['left', { x: 170, y: 80 }, false],
    ])('by four points, its depth leading to the %s', (_name, depth, right) => {
        const points = cuboidFromPoints(
            { x: 100, y: 100 },
            { x: 100, y: 180 },
            { x: 200, y: 180 },
            {
                x: depth.x,
                y: depth.y + 80,
            },
        );
        expectUpright(points);
        expect(points.slice(0, 8)).toEqual([100, 100, 100, 180, 200, 100, 200, 180]);
        expect(showsRightSide(points)).toBe(right);
    });

    it('by four points whose depth leads down is seen from its back', () => {
        const points = cuboidFromPoints({ x: 100, y: 100 }, { x: 200, y: 100 }, { x: 200, y: 160 }, { x: 200, y: 190 });
        expectUpright(points);
        expect(points[1]).toBe(130);
        expect(points[9]).toBe(100);
    });

    it('pulled at an edge keeps its upright edges and its perspective', () => {
        const tilted = moveCorner(BOX, 4, { x: 210, y: 97 }, true);
        const before = meeting(tilted, [2, 4, 3, 5]);
        for (const [edge, x] of [
            [0, 80],
            [1, 190],
            [2, 240],
        ] as const) {
            const pulled = moveEdge(tilted, edge, x);
            expectUpright(pulled);
            expect(pulled[4 * edge]).toBeCloseTo(x, 1);
            const after = meeting(pulled, [2, 4, 3, 5]);
            if (edge === 2) after.forEach((value, i) => expect(value / before[i]).toBeCloseTo(1, 1));
        }
    });

    it('pulled at a corner brings the whole level along', () => {
        const lower = moveCorner(BOX, 0, { x: 100, y: 90 }, false);
        expectUpright(lower);
        expect([lower[1], lower[5]]).toEqual([90, 90]);
        expect([lower[3], lower[7]]).toEqual([180, 180]);
        expect(lower[9]).toBeCloseTo(82, 5);
    });

    it('with Shift only the corner moves, and the hidden edge follows the new perspective', () => {
        const tilted = moveCorner(BOX, 4, { x: 300, y: 97 }, true);
        expectUpright(tilted);
        expect(tilted.slice(0, 8)).toEqual(BOX.slice(0, 8));
        expect(tilted[9]).toBe(97);
        expect(tilted[8]).toBe(210);
        expect(tilted[13]).not.toBe(BOX[13]);
    });

    it('gets its perspective back', () => {
        const straight = resetPerspective(moveCorner(BOX, 4, { x: 210, y: 97 }, true));
        expectUpright(straight);
        expect(straight[11] - straight[9]).toBeCloseTo(80);
        expect(straight[3] - straight[1]).toBeCloseTo(80);
        expect(straight[15] - straight[13]).toBeCloseTo(80, 1);
    });

    it('seen from its other side and back is the same', () => {
        const other = switchOrientation(BOX);
        expectUpright(other);
        expect(showsRightSide(other)).toBe(false);
        expect(switchOrientation(other)).toEqual(BOX);
    });

    it('never gets an edge shorter than three pixels', () => {
        expect(moveCorner(BOX, 0, { x: 100, y: 179 }, false)).toBe(BOX);
        expect(moveEdge(BOX, 0, 199)).toBe(BOX);
    });

    it('is moved back only from wholly outside the image', () => {
        const size = { width: 150, height: 150 };
        expect(pulledIn(BOX, size)).toBe(BOX);
        const back = pulledIn(
            BOX.map(value => value + 300),
            size,
        );
        expect(Math.max(...back.filter((_, i) => i % 2 === 0))).toBe(150);
    });

    it('pulled about at random stays a cuboid', () => {
        let state = 77;
        const next = () => (state = (state * 16807) % 2147483647) / 2147483647;
        let points: readonly number[] = BOX;
        for (let i = 0; i < 500; ++i) {
            const to = { x: next() * 400 - 50, y: next() * 300 - 20 };
            const which = Math.floor(next() * 8);
            points =
                next() < 0.5 ? moveCorner(points, which, to, next() < 0.4) : moveEdge(points, (which >> 1) as 0, to.x);
            expectUpright(points);
        }
    });
});
