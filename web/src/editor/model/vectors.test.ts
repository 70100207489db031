import { describe, expect, it } from 'vitest';
import type { Shape, Track } from '../../api';
import vectors from '../testdata/vectors.json';
import { boundsOf, isLargeEnough, rotatedCorners } from './geometry';
import { angleDifference } from './interpolate';
import { isValidValue, LabelSet, type AttributeSpec, type LabelSpec } from './labels';
import { decodeMask, encodeMask, runLengths } from './mask';
import { completeSkeleton } from './skeleton';
import { keyframeMarks, trackAt } from './tracks';
import type { Attributes } from './types';
import { shapeFrom, trackFrom } from './wire';

// The shape of a vector depends on its operation; each test below knows its own.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Vector = { id: string; op: string; input: any; expected: any; recommended?: any; reference_defect?: boolean };

const of = (op: string) =>
    (vectors as Vector[]).filter(vector => vector.op === op).map(vector => [vector.id, vector] as const);

function expectNumbers(actual: readonly number[], expected: readonly number[]) {
    expect(actual).toHaveLength(expected.length);
    actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
}

const valuesOf = (attributes: Attributes) => Object.fromEntries(attributes.map(a => [String(a.specId), a.value]));

function withDefaults(track: Track, specs: readonly AttributeSpec[]): Track {
    const missing = (mutable: boolean) => specs.filter(spec => spec.mutable === mutable);
    const values = (list: AttributeSpec[]) => list.map(spec => ({ spec_id: spec.id, value: spec.default_value }));
    const shapes = track.shapes.map((shape, i) =>
        i ? shape : { ...shape, attributes: [...values(missing(true)), ...shape.attributes] },
    );
    return { ...track, attributes: [...values(missing(false)), ...track.attributes], shapes };
}

describe('interpolation', () => {
    // A span that lies outside is shown by no one; duplicate keyframes cannot arise in the document.
    const plain = of('interpolate_track').filter(([id, v]) => !v.reference_defect && id !== 'interp-dup-01');
    it.each(plain)('%s', (_id, { input, expected }) => {
        const track = trackFrom(input.track);
        const deleted = new Set<number>(input.deleted_frames ?? []);
        for (const shape of expected.shapes) {
            const state = trackAt(1, track, shape.frame, deleted, input.dimension === '3d');
            expect(state).toMatchObject({
                occluded: shape.occluded,
                outside: shape.outside,
                zOrder: shape.z_order,
                keyframe: shape.keyframe,
            });
            expectNumbers(state!.points, shape.points);
            expect(state!.rotation).toBeCloseTo(shape.rotation, 5);
        }
    });

    it('turns by 180 degrees evenly', () => {
        const [, { input, recommended }] = of('interpolate_track').find(([id]) => id === 'interp-rot-04')!;
        for (const [frame, rotation] of Object.entries(recommended.rotations)) {
            expect(trackAt(1, trackFrom(input.track), Number(frame), new Set())!.rotation).toBeCloseTo(
                rotation as number,
            );
        }
    });

    it.each(of('interpolate_track_frames'))('%s', (_id, { input, expected }) => {
        for (const { frame, points } of expected.shapes) {
            expectNumbers(trackAt(1, trackFrom(input.track), frame, new Set(), true)!.points, points);
        }
    });

    it.each(of('angle_diff'))('%s', (_id, { input, expected }) => {
        expect(angleDifference(input.left, input.right)).toBeCloseTo(expected.diff);
    });

    it.each(of('client_track_states'))('%s', (_id, { input, expected }) => {
        const track = trackFrom(withDefaults(input.track, input.label_attributes));
        const deleted = new Set<number>(input.deleted_frames);
        for (const want of expected.states) {
            const state = trackAt(1, track, want.frame, deleted);
            if (want.absent) {
                expect(state).toBeUndefined();
                continue;
            }
            expect(state).toMatchObject({
                keyframe: want.keyframe,
                outside: want.outside,
                occluded: want.occluded,
                zOrder: want.z_order,
            });
            expect(state!.keyframe || !state!.outside).toBe(want.visible);
            expectNumbers(state!.points, want.points);
            expect(state!.rotation).toBeCloseTo(want.rotation);
            // Before a track begins the panels fill in the defaults.
            if (want.frame >= track.frame) expect(valuesOf(state!.attributes)).toEqual(want.attributes);
            const { prev, next, first, last } = want.keyframes;
            expect(keyframeMarks(track, want.frame, deleted)).toEqual({ previous: prev, next, first, last });
        }
    });
});

describe('shapes', () => {
    it.each(of('rotated_box_to_polygon'))('%s', (_id, { input, expected }) => {
        const corners = rotatedCorners(boundsOf(input.points), input.rotation);
        expectNumbers(
            corners.flatMap(({ x, y }) => [x, y]),
            expected.points,
        );
    });

    it('keeps objects of a pixel and drops smaller ones', () => {
        const [[, { input, expected }]] = of('client_min_size');
        expect(input.cases.map(isLargeEnough)).toEqual(expected.accepted);
    });

    it('accepts the attribute values that suit their kind', () => {
        const [[, { input, expected }]] = of('client_validate_attribute');
        // eslint-disable-next-line @typescript-eslint/no-explicit-any
        expect(input.cases.map((one: any) => isValidValue(one, one.value))).toEqual(expected.valid);
    });

    it.each(of('rle_runs'))('%s', (_id, { input, expected }) => {
        expect(runLengths(input.flat)).toEqual(expected.runs);
    });

    it.each(of('crop_mask'))('%s', (_id, { input, expected }) => {
        const size = { width: input.image_width, height: input.image_height };
        const cropped = encodeMask(decodeMask(input.points), size)!;
        // A mask one pixel wide or high stays, where other tools lose it.
        if (expected.points.length === 4) expect(decodeMask(cropped).data.every(pixel => pixel === 1)).toBe(true);
        else expect(decodeMask(cropped)).toEqual(decodeMask(expected.points));
    });

    it('fills up skeletons', () => {
        const [[, { input, expected }]] = of('client_import_export');
        const attributes: AttributeSpec[] = [];
        const sublabels = expected.elements.map((element: Shape): LabelSpec => ({
            id: element.label_id,
            name: String(element.label_id),
            color: '#000000',
            type: 'points',
            attributes,
            sublabels: [],
        }));
        const label: LabelSpec = { id: 5, name: 'body', color: '#000000', type: 'skeleton', attributes, sublabels };
        expect(new LabelSet([label]).get(6)).toBe(sublabels.find((one: LabelSpec) => one.id === 6));
        const filled = completeSkeleton(shapeFrom(input.shape), label);
        for (const want of expected.elements as Shape[]) {
            const element = filled.elements.find(one => one.labelId === want.label_id);
            expect(element).toMatchObject({ outside: want.outside, occluded: want.occluded, points: want.points });
        }
    });
});
