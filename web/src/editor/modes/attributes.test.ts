import { describe, expect, it } from 'vitest';
import { AnnotationDocument } from '../model/document';
import { create, drawn, tagOn } from '../model/edits';
import type { AttributeSpec } from '../model/labels';
import { CAR, LABELS, shape } from '../testdata/world';
import { fitBox } from '../render/camera';
import { around, choicesOf, meaningOf, regionAround, sameAttribute, settled, targetsOn } from './attributes';

const spec = (id: number, name: string, input_type: AttributeSpec['input_type'], values: string[] = []) => ({
    id,
    name,
    input_type,
    values,
    mutable: false,
    default_value: '',
});

describe('the objects gone through', () => {
    const document = new AnnotationDocument();
    const plain = LABELS.get(2)!;
    const track = drawn({ type: 'rectangle', points: [0, 0, 9, 9] }, 'track', 0, CAR, 0);
    document.apply(
        create(document, [
            shape('rectangle', [5, 5, 20, 20]),
            drawn({ type: 'rectangle', points: [5, 5, 20, 20] }, 'shape', 0, plain, 0),
            tagOn(0, CAR),
            track,
            tagOn(1, CAR),
        ]),
    );
    const ids = (frame: number, shown = (id: number) => id > 0) =>
        targetsOn(document, LABELS, frame, one => shown(one.id)).map(({ id }) => id);

    it('are shapes, tracks and tags with attributes, oldest first', () => {
        expect(ids(0)).toEqual([1, 3, 4]);
    });

    it('are those of each frame', () => {
        expect(ids(1)).toEqual([4, 5]);
        expect(ids(2)).toEqual([4]);
    });

    it('leave out what is filtered or hidden, and tracks where they are outside', () => {
        expect(ids(0, id => id !== 3)).toEqual([1, 4]);
        const gone = new AnnotationDocument();
        if (track.kind !== 'track') throw new Error('not a track');
        const outside = { ...track, keyframes: track.keyframes.map(one => ({ ...one, outside: true })) };
        gone.apply(create(gone, [outside]));
        expect(targetsOn(gone, LABELS, 0, () => true)).toEqual([]);
    });
});

describe('going through them', () => {
    const targets = [3, 7, 9].map(id => ({ id, specs: [] }));

    it('goes round the ends, and begins at the near end', () => {
        expect(around([1, 2, 3], 2, 1)).toBe(1);
        expect(around([1, 2, 3], 0, -1)).toBe(3);
        expect(around([1, 2, 3], -1, 1)).toBe(1);
        expect(around([1, 2, 3], -1, -1)).toBe(3);
        expect(around([], -1, 1)).toBeUndefined();
    });

    it('stays with what is selected', () => {
        expect(settled(targets, [9, 7], 3)).toBe(7);
    });

    it('takes the first on a new frame, and the following one after a deletion', () => {
        expect(settled(targets, [], null)).toBe(3);
        expect(settled(targets, [], 8)).toBe(9);
        expect(settled(targets, [], 12)).toBe(3);
        expect(settled([], [], 3)).toBeNull();
    });

    it('takes nothing up that the person has put down', () => {
        expect(settled(targets, [], 7)).toBeNull();
    });

    it('stays at the same attribute, or one of the same name, or begins with the first', () => {
        const specs = [spec(1, 'colour', 'text'), spec(2, 'kind', 'text')];
        expect(sameAttribute(specs, { id: 2, name: 'kind' })?.id).toBe(2);
        expect(sameAttribute(specs, { id: 12, name: 'kind' })?.id).toBe(2);
        expect(sameAttribute(specs, { id: 13, name: 'size' })?.id).toBe(1);
        expect(sameAttribute([], undefined)).toBeUndefined();
    });
});

describe('digits', () => {
    const colour = spec(1, 'colour', 'select', ['red', '__undefined__', 'blue']);

    it('choose values, the zero the first', () => {
        expect(meaningOf(colour, 0)).toEqual({ value: 'red' });
        expect(meaningOf(spec(1, 'size', 'radio', ['s', 'm']), 1)).toEqual({ value: 'm' });
        expect(meaningOf(colour, 2)).toBeNull();
    });

    it('pass over the value that stands for none', () => {
        expect(meaningOf(colour, 1)).toEqual({ value: 'blue' });
        expect(choicesOf(colour)).toEqual(['red', 'blue']);
    });

    it('tick a box with zero and untick it with one', () => {
        expect(meaningOf(spec(1, 'parked', 'checkbox', ['false']), 0)).toEqual({ value: 'true' });
        expect(meaningOf(spec(1, 'parked', 'checkbox', ['false']), 1)).toEqual({ value: 'false' });
        expect(meaningOf(spec(1, 'parked', 'checkbox', ['false']), 2)).toBeNull();
    });

    it('go to the field of a text or number', () => {
        expect(meaningOf(spec(1, 'plate', 'text'), 5)).toBe('field');
        expect(meaningOf(spec(1, 'seats', 'number', ['0', '9', '1']), 5)).toBe('field');
    });
});

describe('what is seen of an object', () => {
    const viewport = { width: 800, height: 600 };
    const box = { minX: 100, minY: 100, maxX: 500, maxY: 300 };
    const small = { minX: 100, minY: 100, maxX: 104, maxY: 104 };

    it('is at least twice its size', () => {
        const seen = regionAround(box, 10, viewport, null);
        expect(seen.maxX - seen.minX).toBe(800);
        expect(seen.maxY - seen.minY).toBe(400);
    });

    it('has the margin asked for around a small one', () => {
        expect(regionAround(small, 50, viewport, null)).toEqual({ minX: 50, minY: 50, maxX: 154, maxY: 154 });
    });

    it('keeps a zoom of the person, with the object in the middle', () => {
        const camera = fitBox(regionAround(small, 50, viewport, 3), viewport, 0, 0);
        expect(camera.scale).toBeCloseTo(3, 9);
        expect(camera.x + 102 * camera.scale).toBeCloseTo(400, 9);
        expect(camera.y + 102 * camera.scale).toBeCloseTo(300, 9);
    });
});
