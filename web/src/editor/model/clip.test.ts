import { describe, expect, it } from 'vitest';
import { CAR, IMAGE, label, LABELS, PERSON, shape, skeletonShape } from '../testdata/world';
import { clipFrom, clipOf, textOf, type Clip } from './clip';
import { fitted } from './clipFit';
import { copyOf, placedTogether } from './copies';
import { AnnotationDocument } from './document';
import { create, tagOn } from './edits';
import { LabelSet } from './labels';
import type { DocObject } from './types';

const NODES = [
    [20, 60],
    [40, 62],
    [60, 58],
    [41, 30],
] as const;

function clipWith(...objects: DocObject[]): Clip {
    const document = new AnnotationDocument();
    document.apply(create(document, objects));
    const copies = objects.flatMap((_, i) => copyOf(document, i + 1, 0) ?? []);
    return clipOf(copies, LABELS, 1000);
}

const EVERYTHING = () =>
    clipWith(
        shape('rectangle', [10, 10, 50, 40], { rotation: 30, zOrder: 2 }),
        shape('ellipse', [50, 50, 70, 40]),
        shape('polygon', [10, 10, 50, 10, 50, 40]),
        shape('polyline', [10, 10, 50, 10]),
        shape('points', [10, 10]),
        shape('mask', [1, 2, 1, 20, 20, 21, 21]),
        shape('cuboid', [0, 0, 0, 9, 9, 0, 9, 9, 5, 1, 5, 8, 2, 1, 2, 8]),
        skeletonShape(NODES),
        tagOn(0, CAR),
    );

/** The same names under other numbers, as in another task. */
const CAR_THERE = label(71, 'car', 'any', [
    { id: 72, name: 'model', mutable: false, input_type: 'select', default_value: 'a', values: ['a', 'unknown'] },
    { id: 73, name: 'doors', mutable: false, input_type: 'text', default_value: '4', values: [] },
]);
const PERSON_THERE = {
    ...PERSON,
    id: 80,
    sublabels: PERSON.sublabels.map((one, i) => ({ ...one, id: 90 - i })).reverse(),
};

describe('copied objects as text', () => {
    it('come back as they were', () => {
        const clip = EVERYTHING();
        expect(clipFrom(textOf(clip))).toEqual(clip);
    });

    it('tell labels and attributes by name, and no numbers of the task', () => {
        const text = textOf(clipWith(shape('points', [1, 2])));
        expect(JSON.parse(text)).toEqual({
            limn: 'objects',
            version: 1,
            copied: 1000,
            objects: [
                {
                    kind: 'shape',
                    label: 'car',
                    attributes: [
                        { name: 'model', value: 'unknown' },
                        { name: 'parked', value: 'false' },
                    ],
                    type: 'points',
                    points: [1, 2],
                    rotation: 0,
                    occluded: false,
                    layer: 0,
                    parts: [],
                },
            ],
        });
    });
});

describe('text of any other kind', () => {
    it('is none of ours', () => {
        const others = ['', 'car', '{}', '[1,2]', '{"limn":', '{"limn":"objects"}', '{"limn":"words","version":1}'];
        expect(others.map(clipFrom)).toEqual(others.map(() => null));
    });

    it('is not taken in part: one thing wrong in it is enough', () => {
        const good = () => JSON.parse(textOf(EVERYTHING())) as Record<string, never> & { objects: never[] };
        const wrong: [number, object][] = [
            [0, { points: [10, 10, 50] }],
            [0, { points: [50, 10, 10, 40] }],
            [0, { points: [10, 10, 50, 1e9] }],
            [0, { points: [10, 10, 50, null] }],
            [0, { points: 'many' }],
            [0, { rotation: 400 }],
            [0, { layer: 0.5 }],
            [0, { kind: 'group' }],
            [0, { type: 'cloud' }],
            [0, { occluded: 1 }],
            [0, { label: 7 }],
            [0, { label: 'x'.repeat(1001) }],
            [0, { attributes: [{ name: 'model' }] }],
            [2, { points: [10, 10, 50, 10] }],
            [5, { points: [1, 2, 2, 20, 20, 21, 21] }],
            [5, { points: [1, -2, 5, 20, 20, 21, 21] }],
            [5, { points: [1, 2, 1, 21, 20, 20, 21] }],
            [5, { points: [9e9, 0, 0, 99_999, 89_999] }],
            [5, { kind: 'track' }],
            [7, { parts: [] }],
            [1, { parts: [{ label: 'left', attributes: [], points: [1, 2], occluded: false, outside: false }] }],
            [8, { attributes: {} }],
        ];
        for (const [index, change] of wrong) {
            const clip = good();
            clip.objects[index] = { ...(clip.objects[index] as object), ...change } as never;
            expect([change, clipFrom(JSON.stringify(clip))]).toEqual([change, null]);
        }
        for (const change of [{ version: 2 }, { copied: 'now' }, { objects: [] }, { objects: {} }])
            expect(clipFrom(JSON.stringify({ ...good(), ...change }))).toBeNull();
        expect(clipFrom(JSON.stringify(good()))).not.toBeNull();
    });

    it('is not read beyond a size', () => {
        expect(clipFrom(textOf(EVERYTHING()) + ' '.repeat(8_000_000))).toBeNull();
    });
});

describe('labels of another task', () => {
    it('are found by name and type, attributes by name; values that are not allowed become the default', () => {
        const { copies, rest } = fitted(EVERYTHING(), new LabelSet([CAR_THERE, PERSON_THERE]));
        expect(rest).toBeNull();
        expect(copies.map(({ object }) => object.labelId)).toEqual([71, 71, 71, 71, 71, 71, 71, 80, 71]);
        expect(copies[0].object.attributes).toEqual([
            { specId: 72, value: 'unknown' },
            { specId: 73, value: '4' },
        ]);
        const skeleton = copies[7].object;
        const nodes = skeleton.kind === 'shape' ? skeleton.elements : [];
        expect(nodes.map(one => [one.labelId, ...one.points])).toEqual(NODES.map(([x, y], i) => [90 - i, x, y]));
    });

    it('that are missing are told, and the rest is there', () => {
        const clip = EVERYTHING();
        expect(fitted(clip, new LabelSet([PERSON_THERE]))).toMatchObject({
            copies: { length: 1 },
            rest: '8 of 9 objects: this task has no label “car”.',
        });
        const polygons = new LabelSet([label(1, 'car', 'polygon'), { ...PERSON, sublabels: [] }]);
        const { copies, rest } = fitted(clip, polygons);
        expect(copies).toHaveLength(1);
        expect(rest).toMatch(/^8 of 9 objects: .*“car” for rectangle.* and 5 more\.$/);
    });
});

describe('copies on an image of another size', () => {
    const placedOn = (size: { width: number; height: number }, ...objects: DocObject[]) =>
        placedTogether(fitted(clipWith(...objects), LABELS).copies, 0, { dx: 0, dy: 0 }, size, LABELS);

    it('are cut to it, and left out where nothing of them is on it', () => {
        const [box, ...others] = placedOn(
            { width: 40, height: 30 },
            shape('rectangle', [10, 10, 50, 20]),
            shape('polygon', [100, 50, 150, 55, 140, 90]),
            shape('mask', [0, 4, 60, 20, 61, 21]),
        );
        expect(box).toMatchObject({ points: [10, 10, 40, 20] });
        expect(others).toEqual([]);
    });

    it('of the same size stay as they are, to the digit', () => {
        const points = [10.123, 10, 50, 10, 50, 10.001, 50, 40];
        expect(placedOn(IMAGE, shape('polygon', points))[0]).toMatchObject({ points });
    });
});
