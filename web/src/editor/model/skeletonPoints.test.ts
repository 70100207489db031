import { describe, expect, it } from 'vitest';
import { CAR, label, PERSON } from '../testdata/world';
import { drawn } from './edits';
import { LabelSet } from './labels';
import { exchanged, nodesLost, otherLabels } from './skeletonPoints';
import { trackAt } from './tracks';
import type { ShapeObject, TrackObject } from './types';

const DOTS = label(20, 'dots', 'points');
const LABELS = new LabelSet([CAR, PERSON, DOTS]);
const NONE: ReadonlySet<number> = new Set();
const XY = [10, 80, 50, 80, 90, 80, 50, 20];

const points = (kind: 'shape' | 'track', xy = XY) => drawn({ type: 'points', points: xy }, kind, 3, DOTS, 2);
const swap = (object: ShapeObject | TrackObject, to: typeof DOTS) => exchanged(object, to, LABELS, NONE);

describe('points and skeletons', () => {
    it('are exchanged where there are as many points as nodes', () => {
        expect(otherLabels(points('shape'), LABELS)).toEqual([PERSON]);
        expect(otherLabels(points('track'), LABELS)).toEqual([PERSON]);
        expect(otherLabels(points('shape', [1, 2, 3, 4]), LABELS)).toEqual([]);
        expect(otherLabels(drawn({ type: 'polyline', points: XY }, 'shape', 3, CAR, 2), LABELS)).toEqual([]);
        expect(swap(points('shape', [1, 2, 3, 4]) as ShapeObject, PERSON)).toBeNull();
    });

    it('have the nodes in the order of the template, and come back as they were', () => {
        const skeleton = swap(points('shape') as ShapeObject, PERSON) as ShapeObject;
        expect(skeleton.elements.map(({ labelId, points: at }) => [labelId, ...at])).toEqual([
            [11, 10, 80],
            [12, 50, 80],
            [13, 90, 80],
            [14, 50, 20],
        ]);
        expect([skeleton.type, skeleton.points, skeleton.labelId, skeleton.zOrder]).toEqual(['skeleton', [], 10, 2]);
        expect(otherLabels(skeleton, LABELS)).toEqual([DOTS, CAR]);
        expect(swap(skeleton, DOTS)).toEqual({ ...points('shape'), source: 'manual' });
    });

    it('leave nodes out that are outside', () => {
        const whole = swap(points('shape') as ShapeObject, PERSON) as ShapeObject;
        const some = { ...whole, elements: whole.elements.map((one, i) => ({ ...one, outside: i === 1 })) };
        expect(nodesLost(some)).toBe(1);
        expect((swap(some, DOTS) as ShapeObject).points).toEqual([10, 80, 90, 80, 50, 20]);
        const gone = { ...whole, elements: whole.elements.map(one => ({ ...one, outside: true })) };
        expect(swap(gone, DOTS)).toBeNull();
    });

    it('keep the keyframes of tracks; points that a keyframe lacks are outside', () => {
        const track = points('track') as TrackObject;
        const [first] = track.keyframes;
        const moved = XY.map(value => value + 5);
        const both = {
            ...track,
            keyframes: [first, { ...first, frame: 8, points: moved.slice(0, 6), attributes: [] }],
        };
        const skeleton = swap(both, PERSON) as TrackObject;
        expect(skeleton.elements.map(({ keyframes }) => keyframes.map(({ outside }) => outside))).toEqual([
            [false, false],
            [false, false],
            [false, false],
            [false, true],
        ]);
        expect(trackAt(1, skeleton, 8, NONE)?.elements[0].points).toEqual([15, 85]);
        expect(nodesLost(skeleton)).toBe(0);
        const back = swap(skeleton, DOTS) as TrackObject;
        expect(back.keyframes.map(({ frame, points: at }) => [frame, ...at])).toEqual([
            [3, ...XY],
            [8, ...moved.slice(0, 6), 50, 20],
        ]);
        expect(back.elements).toEqual([]);
    });
});
