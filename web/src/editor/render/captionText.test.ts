import { describe, expect, it } from 'vitest';
import type { FrameObject } from '../model/types';
import { CAR } from '../testdata/world';
import { captionLines, TEXT_PARTS } from './captionText';

const OBJECT: FrameObject = {
    id: 7,
    kind: 'track',
    labelId: 1,
    group: 3,
    source: 'auto',
    attributes: [{ specId: 1, value: 'van' }],
    elements: [],
    keyframe: true,
    type: 'rectangle',
    points: [10, 10, 40, 30],
    rotation: 90,
    occluded: true,
    outside: false,
    zOrder: 2,
};

const texts = (content: Parameters<typeof captionLines>[2]) =>
    captionLines(OBJECT, CAR, content).map(({ text }) => text);

describe('the text beside an object', () => {
    it('tells what is wanted and no more', () => {
        expect(texts(['label', 'id'])).toEqual(['car 7']);
        expect(texts(['id', 'source'])).toEqual(['7 (auto)']);
        expect(texts([])).toEqual([]);
    });

    it('tells everything', () =>
        expect(texts(TEXT_PARTS)).toEqual([
            'car 7 (auto)',
            '30×20 px, 90°',
            'model: van',
            'keyframe, occluded, group 3, layer 2',
        ]));

    it('is silent about an attribute that nobody has chosen a value for', () => {
        const unset = { ...OBJECT, attributes: [{ specId: 1, value: '__undefined__' }] };
        expect(captionLines(unset, CAR, ['label', 'attributes']).map(({ text }) => text)).toEqual(['car']);
    });

    it('tells sizes and states in colours of their own', () =>
        expect(captionLines(OBJECT, CAR, ['dimensions', 'descriptions']).map(({ tone }) => tone)).toEqual([
            'dimensions',
            'description',
        ]));
});
