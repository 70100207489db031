import { describe, expect, it } from 'vitest';
import { aligned, type Alignment } from './align';
import { commonOf, tally } from './mixed';
import type { Box } from './types';

const box = (minX: number, minY: number, width: number, height: number): Box => ({
    minX,
    minY,
    maxX: minX + width,
    maxY: minY + height,
});

const BOXES = [box(0, 0, 10, 10), box(50, 20, 20, 40), box(20, 100, 10, 10)];
const after = (how: Alignment, side: keyof Box) =>
    aligned(BOXES, how).map(({ x, y }, i) => BOXES[i][side] + (side.endsWith('X') ? x : y));

describe('aligning', () => {
    it('brings sides together', () => {
        expect(after('left', 'minX')).toEqual([0, 0, 0]);
        expect(after('right', 'maxX')).toEqual([70, 70, 70]);
        expect(after('top', 'minY')).toEqual([0, 0, 0]);
        expect(after('bottom', 'maxY')).toEqual([110, 110, 110]);
    });

    it('brings middles together', () => {
        expect(after('centre', 'minX')).toEqual([30, 25, 30]);
        expect(after('middle', 'minY')).toEqual([50, 35, 50]);
    });

    it('moves along one axis only', () => {
        expect(aligned(BOXES, 'left').every(({ y }) => y === 0)).toBe(true);
        expect(aligned(BOXES, 'middle').every(({ x }) => x === 0)).toBe(true);
    });

    it('spreads with equal gaps, the outermost staying', () => {
        expect(after('across', 'minX')).toEqual([0, 50, 25]);
        expect(after('down', 'minY')).toEqual([0, 35, 100]);
    });

    it('has nothing to spread between two', () => {
        expect(aligned(BOXES.slice(0, 2), 'across')).toEqual([
            { x: 0, y: 0 },
            { x: 0, y: 0 },
        ]);
    });
});

describe('what several objects have in common', () => {
    it('is a value where all have it', () => expect(commonOf(['a', 'a'])).toEqual({ mixed: false, value: 'a' }));
    it('is mixed where one has another', () => expect(commonOf(['a', 'b', 'a'])).toEqual({ mixed: true }));
    it('is nothing of none', () => expect(commonOf([])).toEqual({ mixed: true }));
    it('is counted, most first', () =>
        expect(tally(['a', 'b', 'b', 'c'])).toEqual([
            ['b', 2],
            ['a', 1],
            ['c', 1],
        ]));
});
