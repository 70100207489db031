import { describe, expect, it } from 'vitest';
import type { Shape, Track } from '../../api';
import toolVectors from '../testdata/toolVectors.json';
import vectors from '../testdata/vectors.json';
import { AnnotationDocument, type Diff } from './document';
import { create } from './edits';
import { LabelSet, type AttributeSpec, type LabelSpec } from './labels';
import { join, merge, removeUnderlying, sliced, split, type Outcome } from './relations';
import { polygonBitmap } from './raster';
import { cutRing } from './slice';
import type { DocObject } from './types';
import { shapeFrom, toWire, trackFrom } from './wire';

// The shape of a vector depends on its operation; each test below knows its own.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Vector = { id: string; op: string; input: any; expected: any };

const of = (op: string) =>
    [...(vectors as Vector[]), ...(toolVectors as Vector[])]
        .filter(vector => vector.op === op)
        .map(vector => [vector.id, vector] as const);

function labelWith(attributes: AttributeSpec[]): LabelSpec {
    return { id: 1, name: 'car', color: '#ff0000', type: 'any', attributes, sublabels: [] };
}

/** What is missing is filled in, as the server does before it answers. */
function withDefaults<T extends Shape | Track>(wire: T, specs: readonly AttributeSpec[]): T {
    const fill = (given: { spec_id: number; value: string }[], all: readonly AttributeSpec[]) => [
        ...given,
        ...all
            .filter(spec => !given.some(one => one.spec_id === spec.id))
            .map(spec => ({ spec_id: spec.id, value: spec.default_value })),
    ];
    if (!('shapes' in wire)) return { ...wire, attributes: fill(wire.attributes, specs) };
    return {
        ...wire,
        attributes: fill(
            wire.attributes,
            specs.filter(spec => !spec.mutable),
        ),
    };
}

/** Makes the objects of a vector; gives the document and the ids by the vector's own. */
function load(specs: AttributeSpec[], shapes: Shape[], tracks: Track[] = []) {
    const document = new AnnotationDocument();
    const labels = new LabelSet([labelWith(specs)]);
    const ids = new Map<string, number>();
    const put = (key: string, object: DocObject) => {
        const diff = create(document, [object]);
        document.apply(diff);
        ids.set(key, diff.objects[0].id);
    };
    for (const shape of shapes) put(`shape/${shape.id}`, shapeFrom(withDefaults(shape, specs)));
    for (const track of tracks) put(`track/${track.id}`, trackFrom(withDefaults(track, specs)));
    return { document, labels, ids };
}

const byId = (attributes: { spec_id: number }[]) => [...attributes].sort((a, b) => a.spec_id - b.spec_id);

// eslint-disable-next-line @typescript-eslint/no-explicit-any
function plain(wire: any): any {
    const { id: _id, ...rest } = wire;
    return {
        ...rest,
        attributes: byId(rest.attributes),
        ...(rest.shapes ? { shapes: rest.shapes.map(plain) } : {}),
        ...(rest.elements ? { elements: rest.elements.map(plain) } : {}),
    };
}

function made(outcome: Outcome): unknown[] {
    if ('refusal' in outcome) throw new Error(outcome.refusal);
    return createdBy(outcome.diff);
}

function createdBy(diff: Diff): unknown[] {
    return diff.objects.flatMap(({ after }) => (after ? [plain(toWire(after))] : []));
}

describe('vectors of the tools', () => {
    it.each(of('client_merge'))('%s', (_id, { input, expected }) => {
        const { document, labels, ids } = load(input.label_attributes, input.shapes, input.tracks);
        const chosen = input.selected.map((one: { kind: string; id: number }) => ids.get(`${one.kind}/${one.id}`));
        const outcome = merge(document, labels, chosen, { stop: input.stop_frame, fillGaps: false });
        if (expected.error) expect(outcome).toHaveProperty('refusal');
        else expect(made(outcome)).toEqual(expected.tracks.map(plain));
    });

    it.each(of('client_split'))('%s', (_id, { input, expected }) => {
        // The vector's first keyframe carries what was set; the rest comes from the defaults when it is loaded.
        const [first, ...others] = input.track.shapes;
        const mutable = (input.label_attributes as AttributeSpec[]).filter(spec => spec.mutable);
        const filled = mutable.map(spec => ({
            spec_id: spec.id,
            value:
                first.attributes.find((one: { spec_id: number }) => one.spec_id === spec.id)?.value ??
                spec.default_value,
        }));
        const track = { ...input.track, shapes: [{ ...first, attributes: filled }, ...others] };
        const { document, labels, ids } = load(input.label_attributes, [], [track]);
        const result = made(split(document, labels, ids.get(`track/${track.id}`)!, input.frame)) as Track[];
        const want = expected.tracks.map(plain) as Track[];
        want[0].shapes[0].attributes = byId(filled) as Track['shapes'][0]['attributes'];
        expect(result).toEqual(want);
    });

    it.each(of('client_join'))('%s', (_id, { input, expected }) => {
        const { document, labels, ids } = load(input.label_attributes, input.shapes);
        expect(made(join(document, labels, [...ids.values()]))).toEqual(expected.shapes.map(plain));
    });

    it.each(of('client_slice'))('%s', (_id, { input, expected }) => {
        const { document, ids } = load(input.label_attributes, [input.shape]);
        const parts = made(sliced(document, ids.get(`shape/${input.shape.id}`)!, input.contours));
        expect(parts).toEqual(expected.shapes.map(plain));
    });

    it.each(of('slice_polygon'))('%s', (_id, { input, expected }) => {
        const point = ([x, y]: number[]) => ({ x, y });
        const cut = cutRing(
            input.polygon,
            { edge: input.first_edge, at: point(input.first_point) },
            input.intermediate.map(point),
            { edge: input.second_edge, at: point(input.second_point) },
        );
        expect(cut).toEqual(expected.contours);
    });

    it.each(of('client_remove_underlying_pixels'))('%s', (_id, { input, expected }) => {
        const mask = (id: number, points: number[]): Shape => ({
            id,
            type: 'mask',
            frame: 0,
            label_id: 1,
            group: 0,
            source: 'manual',
            occluded: false,
            outside: false,
            z_order: 0,
            rotation: 0,
            points,
            attributes: [],
            elements: [],
        });
        const { document, ids } = load(
            [],
            input.masks.map((one: { id: number; points: number[] }) => mask(one.id, one.points)),
        );
        document.apply({ objects: removeUnderlying(document, 0, input.new_mask, () => false) });
        for (const { id } of input.masks) {
            const want = expected.shapes.find((one: { id: number }) => one.id === id);
            const left = document.get(ids.get(`shape/${id}`)!);
            expect(left && 'points' in left ? left.points : undefined).toEqual(want?.points);
        }
    });

    it.each(of('polygon_to_mask'))('%s', (_id, { input, expected }) => {
        const { image_width: width, image_height: height } = input;
        const { left, top, width: w, data } = polygonBitmap(input.points, { width, height });
        const rows = Array.from({ length: height }, () => Array<string>(width).fill('0'));
        data.forEach((value, i) => {
            if (value) rows[top + Math.floor(i / w)][left + (i % w)] = '1';
        });
        expect(rows.map(row => row.join(''))).toEqual(expected.bitmap);
    });
});
