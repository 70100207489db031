import { describe, expect, it } from 'vitest';
import { CAR } from '../testdata/world';
import { AnnotationDocument, compose, inverse } from './document';
import { create, drawn, reshape, setAttribute, setGeometry, setLabel } from './edits';
import { LabelSet } from './labels';
import { FrameList } from './frames';
import { moveKeyframes } from './keyframes';
import { keyframesOf } from './tracks';
import type { TrackObject } from './types';

const NONE = new Set<number>();

function openTrack() {
    const document = new AnnotationDocument();
    document.apply(create(document, [drawn({ type: 'rectangle', points: [0, 0, 10, 10] }, 'track', 0, CAR, 0)]));
    const track = () => document.get(1) as TrackObject;
    return { document, track };
}

describe('editing a track', () => {
    it('between keyframes makes one there, holding what was interpolated', () => {
        const { document, track } = openTrack();
        document.apply(reshape(document, [{ id: 1, points: [20, 0, 30, 10] }], 10, { width: 100, height: 100 }));
        document.apply(setGeometry(document, [1], 5, { occluded: true }));
        expect(keyframesOf(track(), NONE)).toEqual([0, 5, 10]);
        expect(track().keyframes[1]).toMatchObject({ points: [10, 0, 20, 10], occluded: true, attributes: [] });
    });

    it('before its first keyframe moves its beginning', () => {
        const { document, track } = openTrack();
        document.apply(setGeometry(document, [1], 0, {}));
        const ten = { frames: new FrameList([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) };
        const later = moveKeyframes(track(), new Set([0]), 8, ten);
        expect(later.frame).toBe(8);
        document.apply({ objects: [{ id: 1, before: track(), after: later }] });
        document.apply(setGeometry(document, [1], 3, { outside: false }));
        expect(track().frame).toBe(3);
        expect(document.stateOf(1, 2)).toMatchObject({ outside: true, keyframe: false });
    });

    it('by a mutable attribute sets it from there on, and by another one everywhere', () => {
        const labels = new LabelSet([CAR]);
        const { document } = openTrack();
        document.apply(setAttribute(document, labels, [1], 6, 2, 'true'));
        document.apply(setAttribute(document, labels, [1], 6, 1, 'golf'));
        const valueOn = (frame: number, specId: number) =>
            document.stateOf(1, frame)?.attributes.find(attribute => attribute.specId === specId)?.value;
        expect([valueOn(5, 2), valueOn(6, 2), valueOn(9, 2)]).toEqual(['false', 'true', 'true']);
        expect([valueOn(0, 1), valueOn(9, 1)]).toEqual(['golf', 'golf']);
    });

    it('by a new label gives it the defaults of that label', () => {
        const labels = new LabelSet([CAR]);
        const { document, track } = openTrack();
        document.apply(setAttribute(document, labels, [1], 4, 2, 'true'));
        document.apply(setLabel(document, labels, [1], { ...CAR, id: 9, attributes: [] }));
        expect(track().attributes).toEqual([]);
        expect(track().keyframes.every(keyframe => keyframe.attributes.length === 0)).toBe(true);
    });
});

describe('diffs', () => {
    it('of two edits compose into one, which undoes both', () => {
        const { document, track } = openTrack();
        const start = track();
        const first = setGeometry(document, [1], 5, { occluded: true });
        document.apply(first);
        const second = { ...setGeometry(document, [1], 7, { outside: true }), frames: [3] };
        document.apply(second);
        const both = compose({ ...first, frames: [3, 4] }, second);
        expect(both.frames).toEqual([4]);
        document.apply(inverse({ objects: both.objects, frames: [3] }));
        expect(track()).toBe(start);
        expect(document.deletedFrames.size).toBe(0);
    });

    it('that do not start from the present state are refused', () => {
        const { document, track } = openTrack();
        expect(() => document.apply({ objects: [{ id: 1, before: { ...track() } }] })).toThrow(/not in the state/);
    });
});
