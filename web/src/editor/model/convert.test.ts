import { describe, expect, it } from 'vitest';
import { IMAGE, shape } from '../testdata/world';
import { convert, converted, crop } from './convert';
import { AnnotationDocument } from './document';
import { create } from './edits';
import { partsOf } from './holes';
import { decodeMask, runLengths } from './mask';
import { bothWays, extended, obvious, reroute, startingAt, turnedRound } from './path';
import { simplify, toleranceOf } from './simplify';
import type { DocObject } from './types';

const rectangle = { type: 'rectangle', points: [10, 20, 40, 50], rotation: 0 } as const;

function load(...objects: DocObject[]) {
    const document = new AnnotationDocument();
    document.apply(create(document, objects));
    return document;
}

describe('converting', () => {
    it('takes a box to a mask and back without loss', () => {
        const [mask] = converted(rectangle, 'mask', IMAGE);
        expect(decodeMask(mask.points)).toMatchObject({ left: 10, top: 20, width: 30, height: 30 });
        expect(converted(mask, 'rectangle', IMAGE)).toEqual([rectangle]);
        expect(converted(mask, 'polygon', IMAGE)[0].points).toEqual([10, 20, 10, 50, 40, 50, 40, 20]);
    });

    it('takes a polygon to a mask and back to the same pixels', () => {
        const polygon = { type: 'polygon', points: [10.3, 20.1, 60.7, 25.2, 44, 80.9], rotation: 0 } as const;
        const [mask] = converted(polygon, 'mask', IMAGE);
        const [outline] = converted(mask, 'polygon', IMAGE);
        expect(converted(outline, 'mask', IMAGE)).toEqual([mask]);
    });

    it('keeps the angle between boxes and ellipses', () => {
        const [ellipse] = converted({ ...rectangle, rotation: 30 }, 'ellipse', IMAGE);
        expect(ellipse).toEqual({ type: 'ellipse', points: [25, 35, 40, 20], rotation: 30 });
        expect(converted(ellipse, 'rectangle', IMAGE)).toEqual([{ ...rectangle, rotation: 30 }]);
    });

    it('finds the ellipse of an outline', () => {
        const ellipse = { type: 'ellipse', points: [100, 50, 140, 35], rotation: 20 } as const;
        const [ring] = converted(ellipse, 'polygon', IMAGE);
        const [again] = converted(ring, 'ellipse', IMAGE);
        again.points.forEach((value, i) => expect(Math.abs(value - ellipse.points[i])).toBeLessThan(0.5));
        expect(again.rotation).toBeCloseTo(20, 1);
    });

    it('makes a group of a mask in parts, keeping everything else, as one edit', () => {
        const document = load(shape('mask', [0, 2, 3, 2, 10, 10, 16, 10], { zOrder: 4 }));
        const { diff, left } = convert(document, [1], 'polygon', () => IMAGE);
        expect(left).toBe(0);
        const made = diff.objects.flatMap(({ after }) => (after?.kind === 'shape' ? [after] : []));
        expect(made).toHaveLength(2);
        expect(new Set(made.map(one => one.group))).toEqual(new Set([1]));
        expect(made.every(one => one.zOrder === 4 && one.source === 'manual')).toBe(true);
        expect(diff.objects.find(({ id }) => id === 1)?.after).toBeUndefined();
    });

    it('leaves alone what has no area, and tells', () => {
        const document = load(shape('polyline', [0, 0, 10, 10]));
        expect(convert(document, [1], 'mask', () => IMAGE)).toEqual({ diff: { objects: [] }, left: 1, holes: 0 });
    });

    it('takes a mask with holes, and parts in them, to polygons with holes and back to the same pixels', () => {
        const rows = [
            '1111111',
            '1000001',
            '1011101',
            '1010101',
            '1011101',
            '1000001',
            '1111111',
            '0000000',
            '0111011',
            '0101110',
        ];
        const runs = runLengths(rows.join('').split('').map(Number));
        const polygons = converted({ type: 'mask', points: [...runs, 20, 30, 26, 39], rotation: 0 }, 'polygon', IMAGE);
        expect(polygons.map(({ points }) => partsOf(points)?.holes.length ?? 0)).toEqual([1, 1, 0]);
        const back = polygons.flatMap(polygon => converted(polygon, 'mask', IMAGE));
        const areas = back.map(({ points }) => decodeMask(points).data.reduce((sum, one) => sum + one, 0));
        expect(areas.reduce((sum, one) => sum + one, 0)).toBe(rows.join('').replaceAll('0', '').length);
        expect(decodeMask(back[0].points)).toMatchObject({ left: 20, top: 30, width: 7, height: 7 });
    });

    it('tells how many holes were lost', () => {
        const document = load(shape('mask', [0, 4, 1, 4, 0, 0, 2, 2]));
        expect(convert(document, [1], 'polygon', () => IMAGE).holes).toBe(0);
        expect(convert(document, [1], 'polyline', () => IMAGE).holes).toBe(1);
        const row = Array.from({ length: 51 }, (_, x) => (x % 2 ? 0 : 1));
        const sieve = runLengths([...row.map(() => 1), ...row, ...row.map(() => 1)]);
        const holed = load(shape('mask', [...sieve, 0, 0, 50, 2]));
        expect(convert(holed, [1], 'polygon', () => IMAGE).holes).toBe(5);
    });
});

describe('cropping', () => {
    it('cuts polygons, boxes, lines and masks to the image, and drops what lies outside', () => {
        const document = load(
            shape('polygon', [-20, 10, 50, 10, 50, 60, -20, 60]),
            shape('rectangle', [150, 50, 260, 120]),
            shape('polyline', [10, 10, 300, 50]),
            shape('polygon', [-50, 10, -20, 10, -20, 40]),
            shape('rectangle', [10, 10, 20, 20]),
        );
        const changes = crop(document, document.objectsOn(0), IMAGE);
        const after = (id: number) => {
            const change = changes.find(one => one.id === id);
            return change && (change.after?.kind === 'shape' ? change.after.points : null);
        };
        expect(Math.min(...after(1)!)).toBe(0);
        expect(after(2)).toEqual([150, 50, 200, 100]);
        expect(after(3)).toEqual([10, 10, 200, 50]);
        expect(after(4)).toBeNull();
        expect(after(5)).toBeUndefined();
    });
});

describe('outlines', () => {
    const ring = [0, 0, 10, 0, 20, 0, 20, 10, 10, 10, 0, 10];

    it('begin elsewhere, and turn round with the same beginning', () => {
        expect(startingAt(ring, 2).slice(0, 4)).toEqual([20, 0, 20, 10]);
        expect(turnedRound(ring, true).slice(0, 4)).toEqual([0, 0, 0, 10]);
        expect(turnedRound(turnedRound(ring, true), true)).toEqual(ring);
        expect(turnedRound([1, 2, 3, 4], false)).toEqual([3, 4, 1, 2]);
    });

    it('are replaced on the smaller side of a new path', () => {
        const both = bothWays(ring, 0, 1, [5, -5]);
        expect(obvious(both)?.ring).toEqual([0, 0, 5, -5, 10, 0, 20, 0, 20, 10, 10, 10, 0, 10]);
    });

    it('are ambiguous where fewer vertices are longer', () => {
        expect(obvious(bothWays([0, 0, 50, 300, 100, 0, 100, 1, 100, 2, 100, 3], 0, 2, [50, 5]))).toBeNull();
    });

    it('of lines are rerouted and made longer', () => {
        const line = [0, 0, 10, 0, 20, 0, 30, 0];
        expect(reroute(line, 1, 2, [15, 5])).toEqual([0, 0, 10, 0, 15, 5, 20, 0, 30, 0]);
        expect(reroute(line, 2, 1, [15, 5, 14, 6])).toEqual([0, 0, 10, 0, 14, 6, 15, 5, 20, 0, 30, 0]);
        expect(extended(line, 0, [-5, 1, -9, 2])).toEqual([-9, 2, -5, 1, ...line]);
        expect(extended(line, 3, [35, 1])).toEqual([...line, 35, 1]);
    });

    it('lose vertices that add less than the tolerance', () => {
        expect(simplify([0, 0, 5, 0.2, 10, 0, 10, 10], 0.5, false)).toEqual([0, 0, 10, 0, 10, 10]);
        expect(simplify([0, 0, 5, 0, 10, 0, 10, 10, 0, 10], 0.5, true)).toEqual([0, 0, 10, 0, 10, 10, 0, 10]);
        expect([toleranceOf(13), toleranceOf(12), toleranceOf(5), toleranceOf(3)]).toEqual([0, 0.25, 3, 8]);
    });
});
