import { describe, expect, test } from 'vitest';
import { Atlas, ATLAS_SIDE, Shelves } from './atlas';

/** A mask of a box in which everything is set. */
const solid = (left: number, top: number, width: number, height: number) => [
    0,
    width * height,
    left,
    top,
    left + width - 1,
    top + height - 1,
];

describe('the atlas of masks', () => {
    test('gives every mask a place of its own', () => {
        const shelves = new Shelves(1);
        const places = Array.from({ length: 20 }, () => shelves.place(500, 300));
        const taken = places.map(at => {
            if (!at) throw new Error('there is room for twenty');
            expect(at.x + 500).toBeLessThanOrEqual(ATLAS_SIDE);
            expect(at.y + 300).toBeLessThanOrEqual(ATLAS_SIDE);
            return `${at.layer}/${at.x}/${at.y}`;
        });
        expect(new Set(taken).size).toBe(20);
    });

    test('goes on in the next layer, and says when there is none', () => {
        const shelves = new Shelves(2);
        expect(shelves.place(2000, 2000)?.layer).toBe(0);
        expect(shelves.place(2000, 2000)?.layer).toBe(1);
        expect(shelves.place(2000, 2000)).toBeNull();
    });

    test('uploads a mask once, with a border', () => {
        const uploads: number[][] = [];
        const atlas = new Atlas(1, (x, y, layer, width, height, data) => {
            uploads.push([x, y, layer, width, height, data.reduce((sum, one) => sum + one, 0)]);
        });
        const mask = solid(7, 9, 4, 3);
        const [piece] = atlas.find(mask);
        expect(piece).toEqual({ left: 7, top: 9, width: 4, height: 3, x: 1, y: 1, layer: 0 });
        expect(atlas.find(mask)[0]).toBe(piece);
        expect(uploads).toEqual([[0, 0, 0, 6, 5, 12]]);
    });

    test('cuts a large mask into pieces that meet, each with the pixels of its neighbours around it', () => {
        const sums: number[] = [];
        const atlas = new Atlas(4, (_x, _y, _layer, _width, _height, data) => {
            sums.push(data.reduce((sum, one) => sum + one, 0));
        });
        const pieces = atlas.find(solid(0, 0, 1500, 10));
        expect(pieces.map(({ left, width }) => [left, width])).toEqual([
            [0, 1022],
            [1022, 478],
        ]);
        expect(sums).toEqual([10 * 1023, 10 * 479]);
    });

    test('is full rather than wrong', () => {
        const atlas = new Atlas(0, () => undefined);
        expect(atlas.find(solid(0, 0, 5, 5))).toEqual([]);
        expect(atlas.full).toBe(true);
    });
});
