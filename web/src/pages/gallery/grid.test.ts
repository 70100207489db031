import { describe, expect, it } from 'vitest';
import { columnsIn, HEAD_HEIGHT, layOut, moved, rowsWithin } from './grid';

const ids = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
const plain = layOut([{ key: 'all', title: null, ids: ids(0, 10) }], 4, 100);
const grouped = layOut(
    [
        { key: 'red', title: 'red', ids: ids(0, 5) },
        { key: 'blue', title: 'blue', ids: ids(5, 2) },
    ],
    4,
    100,
);

describe('the layout', () => {
    it('fills the width with tiles at least as wide as wished for', () => {
        expect(columnsIn(1000, 240, 8)).toEqual({ columns: 4, tile: 244 });
        expect(columnsIn(100, 240, 8)).toEqual({ columns: 1, tile: 100 });
    });

    it('begins every group with its heading, on a row of its own', () => {
        expect(grouped.rows.map(row => row.kind)).toEqual(['head', 'tiles', 'tiles', 'head', 'tiles']);
        expect(grouped.rows[3].top).toBe(HEAD_HEIGHT + 200);
        expect(grouped.height).toBe(2 * HEAD_HEIGHT + 300);
    });

    it('finds the rows in sight without looking at all of them', () => {
        const large = layOut([{ key: 'all', title: null, ids: ids(0, 100_000) }], 10, 100);
        expect(rowsWithin(large, 500_000, 600, 1)).toEqual([4999, 5007]);
        expect(rowsWithin(large, 0, 600, 1)).toEqual([0, 7]);
        expect(rowsWithin(layOut([], 4, 100), 0, 600, 1)).toEqual([0, 0]);
    });
});

describe('keys', () => {
    it('move along the order and stop at its ends', () => {
        expect(moved(plain, 3, 'ArrowRight', 2)).toBe(4);
        expect(moved(plain, 9, 'ArrowRight', 2)).toBe(9);
        expect(moved(plain, 0, 'ArrowLeft', 2)).toBe(0);
        expect(moved(plain, 5, 'End', 2)).toBe(9);
        expect(moved(plain, 5, 'Home', 2)).toBe(0);
    });

    it('move by rows in the same column, to the last tile where the row is shorter', () => {
        expect(moved(plain, 1, 'ArrowDown', 2)).toBe(5);
        expect(moved(plain, 7, 'ArrowDown', 2)).toBe(9);
        expect(moved(plain, 8, 'ArrowUp', 2)).toBe(4);
        expect(moved(plain, 1, 'PageDown', 2)).toBe(9);
    });

    it('pass over headings', () => {
        expect(moved(grouped, 4, 'ArrowDown', 2)).toBe(5);
        expect(moved(grouped, 6, 'ArrowUp', 2)).toBe(4);
        expect(moved(grouped, 5, 'ArrowLeft', 2)).toBe(4);
    });

    it('that do not move are left to others', () => {
        expect(moved(plain, 3, 'Enter', 2)).toBeNull();
        expect(moved(layOut([], 4, 100), 0, 'ArrowDown', 2)).toBeNull();
    });
});
