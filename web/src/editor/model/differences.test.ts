import { describe, expect, it } from 'vitest';
import { differencesOf, likeness } from './differences';
import type { FrameObject, ShapeType } from './types';

let next = 0;
const object = (type: ShapeType, points: number[], more: Partial<FrameObject> = {}): FrameObject =>
    ({
        id: (next += 1),
        kind: 'shape',
        type,
        points,
        labelId: 1,
        rotation: 0,
        occluded: false,
        outside: false,
        zOrder: 0,
        attributes: [],
        elements: [],
        group: 0,
        source: 'manual',
        keyframe: false,
        ...more,
    }) as FrameObject;
const box = (x: number, y: number, more: Partial<FrameObject> = {}) =>
    object('rectangle', [x, y, x + 40, y + 20], more);

describe('the likeness of two objects', () => {
    it('is what both cover of what either covers, whatever they are drawn as', () => {
        expect(likeness(box(0, 0), box(0, 0))).toBe(1);
        expect(likeness(box(0, 0), box(20, 0))).toBeCloseTo(1 / 3, 1);
        expect(likeness(box(0, 0), box(60, 0))).toBe(0);
        expect(likeness(box(0, 0), object('polygon', [0, 0, 40, 0, 40, 20, 0, 20]))).toBeGreaterThan(0.9);
    });

    it('of lines and points is how near these are to each other', () => {
        const line = object('polyline', [0, 0, 50, 0, 100, 0]);
        expect(likeness(line, object('polyline', [0, 5, 50, 5, 100, 5]))).toBeGreaterThan(0.85);
        expect(likeness(line, object('polyline', [0, 0, 50, 0]))).toBe(0);
        expect(likeness(line, box(0, 0))).toBe(0);
        expect(likeness(object('points', [5, 5]), object('points', [5, 7]))).toBeCloseTo(0.8, 5);
    });
});

describe('two people on one frame', () => {
    it('agree where each has the counterpart of the other', () => {
        expect(differencesOf([box(0, 0), box(100, 0)], [box(101, 0), box(1, 0)])).toEqual([]);
    });

    it('differ by what one lacks, by label, by place and by attributes', () => {
        const mine = [
            box(0, 0),
            box(100, 0, { labelId: 2 }),
            box(200, 0),
            box(300, 0, { attributes: [{ specId: 1, value: 'red' }] }),
        ];
        const theirs = [
            box(100, 0),
            box(208, 2),
            box(300, 0, { attributes: [{ specId: 1, value: 'blue' }] }),
            box(400, 0),
        ];
        const found = differencesOf(mine, theirs);
        expect(found.map(({ kind }) => kind)).toEqual(['mine', 'label', 'place', 'attributes', 'theirs']);
        expect(found[4]).toEqual({ kind: 'theirs', mine: null, theirs: theirs[3].id });
    });

    it('are compared with the counterpart of the same label where two lie alike', () => {
        const mine = [box(0, 0, { labelId: 2 })];
        expect(differencesOf(mine, [box(0, 0), box(1, 0, { labelId: 2 })]).map(({ kind }) => kind)).toEqual(['theirs']);
    });
});
