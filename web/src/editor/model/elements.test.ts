import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../api';
import { PERSON } from '../testdata/world';
import { missingValues } from './checks';
import { AnnotationDocument } from './document';
import { create, drawn, setElementAttribute } from './edits';
import { LabelSet } from './labels';

const HAND: Attribute = {
    id: 20,
    name: 'hand',
    mutable: false,
    input_type: 'select',
    default_value: '__undefined__',
    values: ['__undefined__', 'open', 'closed'],
};
const GRIP: Attribute = {
    id: 21,
    name: 'grip',
    mutable: true,
    input_type: 'number',
    default_value: '0',
    values: ['0', '9', '1'],
};
const [LEFT, ...OTHERS] = PERSON.sublabels;
const BODY = { ...PERSON, sublabels: [{ ...LEFT, attributes: [HAND, GRIP] }, ...OTHERS] };
const LABELS = new LabelSet([BODY]);

/** A skeleton on frame 0 whose left node has two attributes. */
function body(kind: 'shape' | 'track', outside = false): AnnotationDocument {
    const nodes = BODY.sublabels.map(({ id }, i) => ({
        labelId: id,
        points: [10 * i, 10] as const,
        occluded: false,
        outside: outside && id === LEFT.id,
    }));
    const document = new AnnotationDocument();
    document.apply(create(document, [drawn({ type: 'skeleton', points: [], nodes }, kind, 0, BODY, 0)]));
    return document;
}

const set = (document: AnnotationDocument, frame: number, specId: number, value: string) =>
    document.apply(setElementAttribute(document, LABELS, 1, LEFT.id, frame, { specId, value }));

const valueOn = (document: AnnotationDocument, frame: number, specId: number) =>
    document
        .stateOf(1, frame)
        ?.elements.find(one => one.labelId === LEFT.id)
        ?.attributes.find(one => one.specId === specId)?.value;

describe('an attribute of a part of a skeleton', () => {
    it('of a shape is that of the part alone', () => {
        const document = body('shape');
        set(document, 0, HAND.id, 'open');
        expect(valueOn(document, 0, HAND.id)).toBe('open');
        const object = document.get(1);
        expect(object?.attributes).toEqual([]);
    });

    it('of a track holds from a frame on where it may vary, and everywhere where it may not', () => {
        const document = body('track');
        set(document, 4, GRIP.id, '7');
        set(document, 4, HAND.id, 'closed');
        expect([0, 3, 4, 9].map(frame => valueOn(document, frame, GRIP.id))).toEqual(['0', '0', '7', '7']);
        expect([0, 9].map(frame => valueOn(document, frame, HAND.id))).toEqual(['closed', 'closed']);
    });

    it('makes a keyframe of that part and of no other', () => {
        const document = body('track');
        set(document, 4, GRIP.id, '7');
        const keys = document.stateOf(1, 4)?.elements.map(one => [one.labelId, one.keyframe]);
        expect(keys).toEqual(BODY.sublabels.map(({ id }) => [id, id === LEFT.id]));
    });

    it('is missed as long as nobody has chosen it, but on a part that is not there', () => {
        const missing = [{ id: 1, frame: 0, name: 'left: hand' }];
        expect(missingValues(body('shape'), LABELS)).toEqual(missing);
        expect(missingValues(body('track'), LABELS)).toEqual(missing);
        expect(missingValues(body('shape', true), LABELS)).toEqual([]);
        const document = body('shape');
        set(document, 0, HAND.id, 'open');
        expect(missingValues(document, LABELS)).toEqual([]);
    });
});
