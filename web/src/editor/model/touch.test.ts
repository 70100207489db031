import { describe, expect, it } from 'vitest';
import { CAR } from '../testdata/world';
import { AnnotationDocument } from './document';
import { drawn } from './edits';
import { touches } from './touch';
import type { ShapeType } from './types';

function seen(type: ShapeType, points: number[], rotation = 0) {
    const document = new AnnotationDocument();
    document.apply({ objects: [{ id: 1, after: drawn({ type, points, rotation }, 'shape', 0, CAR, 0) }] });
    const state = document.stateOf(1, 0);
    if (!state) throw new Error('not on the frame');
    return state;
}

// The upper left half of a square.
const triangle = [0, 0, 100, 0, 0, 100];

describe('whether an issue lies on an object', () => {
    it.each([
        ['a place inside', 'polygon', triangle, [20, 20], true],
        ['a place in its box alone', 'polygon', triangle, [80, 80], false],
        ['a box across an edge', 'polygon', triangle, [60, 30, 90, 90], true],
        ['a box beyond the edge', 'polygon', triangle, [70, 70, 90, 90], false],
        ['a box around all of it', 'polygon', triangle, [-10, -10, 200, 200], true],
        ['a box within', 'polygon', triangle, [10, 10, 20, 20], true],
        ['a polygon beyond the edge', 'polygon', triangle, [95, 20, 95, 95, 20, 95], false],
        ['a polygon across a line', 'polyline', [0, 50, 100, 50], [40, 0, 60, 0, 50, 100], true],
        ['a box beside a line', 'polyline', [0, 0, 100, 100], [60, 0, 90, 30], false],
        ['a box around one of the points', 'points', [5, 5, 90, 90], [80, 80, 95, 95], true],
        ['a box between the points', 'points', [5, 5, 90, 90], [20, 20, 70, 70], false],
        ['a corner of the box of an ellipse', 'ellipse', [50, 50, 100, 0], [0, 0, 8, 8], false],
        ['the middle of an ellipse', 'ellipse', [50, 50, 100, 0], [40, 40, 60, 60], true],
        // Two rows: the left half above, the right half below.
        ['pixels of a mask', 'mask', [0, 5, 10, 5, 0, 0, 9, 1], [1, 0.2, 3, 0.9], true],
        ['where a mask has no pixels', 'mask', [0, 5, 10, 5, 0, 0, 9, 1], [6, 0.2, 9, 0.9], false],
        ['a band across a mask', 'mask', [0, 200, 0, 0, 99, 1], [50, -5, 51, -5, 51, 9, 50, 9], true],
        ['an odd number alone', 'polygon', triangle, [3], false],
    ] as const)('%s', (_, type, points, position, expected) => {
        expect(touches(seen(type, [...points]), [...position])).toBe(expected);
    });

    it('a turned box by its own corners', () => {
        const turned = seen('rectangle', [0, 0, 100, 100], 45);
        expect(touches(turned, [0, 0, 5, 5])).toBe(false);
        expect(touches(turned, [45, -18, 55, -10])).toBe(true);
    });
});
