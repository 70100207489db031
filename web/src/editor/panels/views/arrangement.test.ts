import { describe, expect, it } from 'vitest';
import {
    CELLS,
    dragged,
    firstArrangement,
    fitted,
    grown,
    isArrangement,
    MAIN,
    stepped,
    swapped,
    tileOf,
    withImage,
    without,
    withSide,
    type Arrangement,
    type Side,
} from './arrangement';

const place = (tiles: Arrangement, id: typeof MAIN | number) => {
    const { x, y, w, h } = tileOf(tiles, id);
    return [x, y, w, h];
};
const THREE = firstArrangement(3, false);
const area = (tiles: Arrangement) => tiles.reduce((sum, { w, h }) => sum + w * h, 0);

describe('the views of a frame on their grid', () => {
    it('are at first the picture and at most three images, a third of the height each', () => {
        expect(place(firstArrangement(7, false), MAIN)).toEqual([0, 0, 9, 12]);
        expect(
            firstArrangement(7, false)
                .slice(1)
                .map(({ y, h }) => [y, h]),
        ).toEqual([
            [0, 4],
            [4, 4],
            [8, 4],
        ]);
        expect(firstArrangement(1, false)).toHaveLength(2);
        expect(place(firstArrangement(3, true), 1)).toEqual([4, 7, 4, 5]);
    });

    it('change places where one is dragged onto another', () => {
        const next = dragged(THREE, 2, { x: 3, y: 3 }, -6, -8);
        expect([place(next, 2), place(next, MAIN)]).toEqual([
            [0, 0, 9, 12],
            [9, 8, 3, 4],
        ]);
        expect(swapped(next, 2, MAIN)).toEqual(THREE);
    });

    it('go where there is room, and stay where there is none', () => {
        const one = firstArrangement(1, false);
        expect(place(dragged(one, 0, { x: 10, y: 9 }, 0, 6), 0)).toEqual([9, 6, 3, 4]);
        expect(place(dragged(one, 0, { x: 11, y: 11 }, 5, 50), 0)).toEqual([9, 8, 3, 4]);
        expect(dragged(one, MAIN, { x: 10, y: 9 }, 2, 0)).toBe(one);
    });

    it('are moved by keys: by a cell, or past what is in the way', () => {
        expect(place(stepped(THREE, 0, 0, 1), 0)).toEqual([9, 4, 3, 4]);
        expect(stepped(THREE, 0, 1, 0)).toEqual(THREE);
        expect(place(stepped(firstArrangement(1, false), 0, 0, 1), 0)).toEqual([9, 1, 3, 4]);
    });

    it('share the line between them: every side that touches it moves along', () => {
        const wider = withSide(THREE, 1, 'left', 7);
        expect(wider.map(({ x, w }) => [x, w])).toEqual([
            [0, 7],
            [7, 5],
            [7, 5],
            [7, 5],
        ]);
        expect(withSide(wider, MAIN, 'right', 9)).toEqual(THREE);
        expect(
            withSide(THREE, 0, 'bottom', 6)
                .slice(1)
                .map(({ y, h }) => [y, h]),
        ).toEqual([
            [0, 6],
            [6, 2],
            [8, 4],
        ]);
    });

    it('keep their least size', () => {
        expect(place(withSide(THREE, MAIN, 'right', 99), 0)).toEqual([10, 0, 2, 4]);
        expect(place(withSide(THREE, 0, 'left', -5), MAIN)).toEqual([0, 0, 3, 12]);
        expect(place(withSide(THREE, 0, 'bottom', 0), 0)).toEqual([9, 0, 3, 2]);
    });

    it('do not run over what lies beyond a gap', () => {
        const gap = THREE.filter(({ id }) => id !== 1);
        expect(place(withSide(gap, 0, 'bottom', 12), 0)).toEqual([9, 0, 3, 8]);
    });

    it('are made larger by keys on the side that can move', () => {
        expect(place(grown(THREE, 2, 1, 0), 2)).toEqual([8, 8, 4, 4]);
        expect(place(grown(THREE, 2, 0, 1), 2)).toEqual([9, 7, 3, 5]);
        expect(place(grown(THREE, MAIN, -1, 0), MAIN)).toEqual([0, 0, 8, 12]);
    });

    it('take the place of one that is closed', () => {
        expect(place(without(THREE, 1), 0)).toEqual([9, 0, 3, 8]);
        expect(place(without(THREE, 0), 1)).toEqual([9, 0, 3, 8]);
        expect(without(firstArrangement(1, false), 0)).toEqual([{ id: MAIN, x: 0, y: 0, w: 12, h: 12 }]);
    });

    it('make room for another image, up to twelve of them', () => {
        expect(place(withImage(firstArrangement(1, false), 5, false), 5)).toEqual([9, 4, 3, 4]);
        const four = withImage(THREE, 3, false);
        expect([place(four, 0), place(four, 3)]).toEqual([
            [9, 0, 3, 2],
            [9, 2, 3, 2],
        ]);
        expect(withImage(THREE, 2, false)).toBe(THREE);
        let all: Arrangement = [{ id: MAIN, x: 0, y: 0, w: 12, h: 12 }];
        for (let id = 0; id < 12; id += 1) {
            all = withImage(all, id, false);
            expect(isArrangement(all, 12)).toBe(true);
        }
        expect(all).toHaveLength(13);
        expect(withImage(all, 12, false)).toBe(all);
    });

    it.each([0, 1, 2, 5, 6, 7, 11, 12])('fit without gaps with %i images', images => {
        const tiles = Array.from({ length: images }, (_, id) => ({ id, x: 0, y: 0, w: 2, h: 2 }));
        for (const below of [false, true]) {
            const next = fitted([tileOf(THREE, MAIN), ...tiles], below);
            expect(isArrangement(next, 12)).toBe(true);
            expect(area(next)).toBe(CELLS * CELLS);
        }
    });

    it('are read only where they make sense', () => {
        expect(isArrangement(THREE, 3)).toBe(true);
        expect(isArrangement(THREE, 2)).toBe(false);
        expect(isArrangement(THREE.slice(1), 3)).toBe(false);
        expect(isArrangement([...THREE, THREE[1]], 3)).toBe(false);
        expect(isArrangement([{ id: MAIN, x: 0, y: 0, w: 13, h: 12 }], 3)).toBe(false);
        expect(isArrangement([{ id: MAIN, x: 0, y: 0, w: '9', h: 12 }], 3)).toBe(false);
        expect([null, {}, [null], 'x'].some(value => isArrangement(value, 3))).toBe(false);
    });

    it('stay sound whatever is done to them', () => {
        let seed = 7;
        const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
        const sides: Side[] = ['left', 'right', 'top', 'bottom'];
        let tiles = THREE;
        for (let i = 0; i < 3000; i += 1) {
            const { id } = tiles[random(tiles.length)];
            const acts = [
                () => withSide(tiles, id, sides[random(4)], random(14) - 1),
                () => dragged(tiles, id, { x: random(12), y: random(12) }, random(25) - 12, random(25) - 12),
                () => stepped(tiles, id, random(3) - 1, 0),
                () => grown(tiles, id, 0, random(3) - 1),
                () => (id === MAIN ? tiles : without(tiles, id)),
                () => withImage(tiles, random(12), random(2) === 0),
            ];
            tiles = acts[random(acts.length)]();
            expect(isArrangement(tiles, 12), JSON.stringify(tiles)).toBe(true);
        }
    });
});
