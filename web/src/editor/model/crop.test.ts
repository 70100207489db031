import { describe, expect, it } from 'vitest';
import { squareAround } from './crop';

describe('the cut-out of an object', () => {
    it('is a square around its middle, with a margin', () => {
        expect(squareAround({ minX: 100, minY: 40, maxX: 200, maxY: 60 })).toEqual({ x: 90, y: -10, side: 120 });
    });

    it('of something tiny still shows where it is', () => {
        expect(squareAround({ minX: 50, minY: 50, maxX: 52, maxY: 50 })).toEqual({ x: 39, y: 38, side: 24 });
    });
});
