import { describe, expect, it } from 'vitest';
import { fitsFrame, frameEntries, visibleRanges, type FrameFilter } from './frames';
import { trackFrom } from '../../editor/model/wire';
import { CAR, galleryOf, keyframe, NIGHT, shape, tag, track } from './testGallery';

const ALL: FrameFilter = { state: 'all', labels: [], issue: 'any', text: '' };

function shown(change: Partial<FrameFilter>): number[] {
    const gallery = galleryOf(
        [
            { shapes: [shape(1, 0), shape(2, 4)], tags: [tag(3, 2)] },
            { tracks: [track(4, [keyframe(5, 12), keyframe(6, 14, { outside: true })])] },
        ],
        {
            deleted: [4, 19],
            issues: [
                { frame: 1, resolved: false },
                { frame: 2, resolved: true },
            ],
        },
    );
    return frameEntries(gallery)
        .filter(entry => fitsFrame(entry, { ...ALL, ...change }))
        .map(entry => entry.frame);
}

describe('the frames shown', () => {
    it('are all by number, each once', () => {
        expect(shown({})).toEqual(Array.from({ length: 20 }, (_, i) => i));
    });

    it('annotated are those with a shape, a tag or a visible track, deleted ones left out', () => {
        expect(shown({ state: 'annotated' })).toEqual([0, 2, 12, 13]);
    });

    it('empty are the others that are not deleted', () => {
        expect(shown({ state: 'empty' })).not.toContain(0);
        expect(shown({ state: 'empty' })).not.toContain(19);
        expect(shown({ state: 'empty' })).toContain(14);
    });

    it('deleted are the marked ones', () => {
        expect(shown({ state: 'deleted' })).toEqual([4, 19]);
    });

    it('with a label are those where anything carries one of the labels', () => {
        expect(shown({ labels: [NIGHT.id] })).toEqual([2]);
        expect(shown({ labels: [NIGHT.id, CAR.id] })).toEqual([0, 2, 4, 12, 13]);
    });

    it('with issues are those with open ones, with any, or without', () => {
        expect(shown({ issue: 'open' })).toEqual([1]);
        expect(shown({ issue: 'some' })).toEqual([1, 2]);
        expect(shown({ issue: 'none' })).toHaveLength(18);
    });

    it('by text are those whose file name holds it, or whose number it is', () => {
        expect(shown({ text: 'STREET_1' })).toEqual([1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
        expect(shown({ text: ' 7 ' })).toEqual([7, 17]);
    });
});

describe('the frames a track is visible on', () => {
    const of = (shapes: Parameters<typeof track>[1], deleted: number[] = []) =>
        visibleRanges(trackFrom(track(1, shapes)), new Set(deleted), 9);

    it('reach to the keyframe where it leaves, and to the end of the job without one', () => {
        expect(of([keyframe(1, 2), keyframe(2, 5, { outside: true })])).toEqual([[2, 4]]);
        expect(of([keyframe(1, 7)])).toEqual([[7, 9]]);
    });

    it('begin again where it comes back', () => {
        expect(of([keyframe(1, 0, { outside: true }), keyframe(2, 3), keyframe(3, 6)])).toEqual([
            [3, 5],
            [6, 9],
        ]);
    });

    it('pass over keyframes on deleted frames', () => {
        expect(of([keyframe(1, 2), keyframe(2, 5, { outside: true })], [5])).toEqual([[2, 9]]);
    });
});
