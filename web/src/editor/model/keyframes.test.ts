import { describe, expect, it } from 'vitest';
import { CAR, PERSON } from '../testdata/world';
import { AnnotationDocument, inverse } from './document';
import { create, drawn } from './edits';
import { FrameList } from './frames';
import {
    beginningOn,
    endingOn,
    endRoom,
    movableBy,
    moveKeyframes,
    spansOf,
    startRoom,
    withEnd,
    withoutKeyframes,
    withStart,
    type Clock,
} from './keyframes';
import { attributesAt, keyframesOf, trackAt } from './tracks';
import type { Attributes, Keyframe, TrackObject } from './types';

const clockOf = (deleted: number[] = [], count = 30): Clock => ({
    frames: new FrameList(Array.from({ length: count }, (_, i) => i)),
    deleted: new Set(deleted),
});
const CLOCK = clockOf();

/** A keyframe of a box that is 10 pixels farther right with every frame. */
function key(frame: number, outside = false, attributes: Attributes = []): Keyframe {
    const x = 10 * frame;
    const points = [x, 0, x + 5, 5];
    return { type: 'rectangle', points, rotation: 0, occluded: false, outside, zOrder: 0, frame, attributes };
}

function trackOf(...keyframes: Keyframe[]): TrackObject {
    const base = drawn({ type: 'rectangle', points: [0, 0, 5, 5] }, 'track', 0, CAR, 0) as TrackObject;
    return { ...base, frame: keyframes[0].frame, keyframes };
}

const parked = (value: string): Attributes => [{ specId: 2, value }];
const frames = (track: TrackObject) => keyframesOf(track, new Set());
const spans = (track: TrackObject, clock = CLOCK) => spansOf(track, clock).map(({ first, last }) => [first, last]);

/** What is seen of a track on a frame: its box, whether it is there, and its mutable values. */
function seen(track: TrackObject, frame: number, clock = CLOCK) {
    const state = trackAt(1, track, frame, clock.deleted);
    return state && [...state.points, state.outside, JSON.stringify(attributesAt([], track.keyframes, frame))];
}

function expectSame(before: TrackObject, after: TrackObject, from: number, to: number) {
    for (let frame = from; frame <= to; ++frame)
        expect(seen(after, frame), `frame ${frame}`).toEqual(seen(before, frame));
}

describe('where a track is seen', () => {
    it('is every stretch from a visible keyframe to the frame before an outside one, or to the end', () => {
        expect(spans(trackOf(key(2), key(4), key(6, true), key(9)))).toEqual([
            [2, 5],
            [9, 29],
        ]);
    });

    it('begins with the job when the track began before it', () => {
        const clock = { frames: new FrameList([10, 11, 12]), deleted: new Set<number>() };
        expect(spans(trackOf(key(2), key(12, true)), clock)).toEqual([[10, 11]]);
    });

    it('of a skeleton is where any of its nodes is', () => {
        const nodes = PERSON.sublabels.map(({ id }) => ({
            labelId: id,
            points: [1, 1],
            occluded: false,
            outside: false,
        }));
        const skeleton = drawn({ type: 'skeleton', points: [], nodes }, 'track', 3, PERSON, 0) as TrackObject;
        const gone = (frame: number) => (element: TrackObject['elements'][number]) => ({
            ...element,
            keyframes: [...element.keyframes, { ...element.keyframes[0], frame, outside: true }],
        });
        const [head, ...others] = skeleton.elements;
        expect(spans({ ...skeleton, elements: [gone(8)(head), ...others.map(gone(6))] })).toEqual([[3, 7]]);
    });
});

describe('moving keyframes', () => {
    const track = trackOf(key(2), key(6), key(10));

    it('stops in front of a keyframe that stays, in both directions', () => {
        expect(movableBy(track, new Set([6]), 20, CLOCK)).toBe(3);
        expect(movableBy(track, new Set([6]), -20, CLOCK)).toBe(-3);
        expect(movableBy(track, new Set([6]), 2, CLOCK)).toBe(2);
    });

    it('stops at the ends of the job', () => {
        expect(movableBy(track, new Set([2]), -5, CLOCK)).toBe(-2);
        expect(movableBy(track, new Set([10]), 50, CLOCK)).toBe(19);
    });

    it('keeps the distances of several moved together', () => {
        const chosen = new Set([2, 6]);
        expect(movableBy(track, chosen, 5, CLOCK)).toBe(3);
        expect(frames(moveKeyframes(track, chosen, 3, CLOCK))).toEqual([5, 9, 10]);
    });

    it('does not end on a deleted frame, where the keyframe would have no effect', () => {
        expect(movableBy(track, new Set([6]), 2, clockOf([8]))).toBe(1);
        expect(movableBy(track, new Set([6]), 1, clockOf([7]))).toBe(0);
    });

    it('does not pass a keyframe on a deleted frame either', () => {
        expect(movableBy(track, new Set([6]), 8, clockOf([10]))).toBe(3);
    });

    it('counts the frames of the job, not their numbers', () => {
        const clock = { frames: new FrameList([2, 6, 20, 40]), deleted: new Set<number>() };
        const sparse = trackOf(key(2), key(6), key(30));
        expect(movableBy(sparse, new Set([6]), 9, clock)).toBe(1);
        expect(frames(moveKeyframes(sparse, new Set([6]), 1, clock))).toEqual([2, 20, 30]);
    });

    it('leaves what is seen beyond the neighbouring keyframes as it was', () => {
        const long = trackOf(key(0), key(5), key(10), key(15), key(20));
        const moved = moveKeyframes(long, new Set([10]), 3, CLOCK);
        expectSame(long, moved, 0, 5);
        expectSame(long, moved, 15, 29);
        expect(seen(moved, 13)).toEqual(seen(long, 10));
    });

    it('moves the beginning of the track with its first keyframe', () => {
        expect(moveKeyframes(track, new Set([2]), 2, CLOCK).frame).toBe(4);
    });
});

describe('deleting keyframes', () => {
    it('leaves the other keyframes as they are, with the values that were set before them', () => {
        const track = trackOf(key(0, false, parked('false')), key(5, false, parked('true')), key(10));
        const rest = withoutKeyframes(track, new Set([0, 5]));
        expect(frames(rest)).toEqual([10]);
        expect(seen(rest, 10)).toEqual(seen(track, 10));
    });

    it('leaves a track its first keyframe when all would go', () => {
        const track = trackOf(key(3), key(7));
        expect(frames(withoutKeyframes(track, new Set([3, 7])))).toEqual([3]);
    });
});

describe('trimming', () => {
    const track = trackOf(
        key(2, false, parked('false')),
        key(6, false, parked('true')),
        key(10, true),
        key(14),
        key(20),
    );

    it('ends a part here: outside on the next frame, everything else unchanged', () => {
        const [span] = spansOf(track, CLOCK);
        const cut = withEnd(track, span, 4, CLOCK);
        expect(spans(cut)[0]).toEqual([2, 4]);
        expect(frames(cut)).toEqual([2, 5, 14, 20]);
        expectSame(track, cut, 0, 4);
        expectSame(track, cut, 14, 29);
    });

    it('begins a part here with a keyframe that holds what was seen', () => {
        const [span] = spansOf(track, CLOCK);
        const cut = withStart(track, span, 4, CLOCK);
        expect(frames(cut)).toEqual([4, 6, 10, 14, 20]);
        expect(cut.frame).toBe(4);
        expectSame(track, cut, 4, 29);
        expect(spans(cut)[0]).toEqual([4, 9]);
    });

    it('"end here" drops all later parts, "start here" all earlier ones', () => {
        const ended = endingOn(track, 8, CLOCK)!;
        expect(spans(ended)).toEqual([[2, 8]]);
        expectSame(track, ended, 0, 8);
        const begun = beginningOn(track, 16, CLOCK)!;
        expect(spans(begun)).toEqual([[16, 29]]);
        expectSame(track, begun, 16, 29);
    });

    it('does nothing where the track ends or begins already, and is refused before its beginning and behind its end', () => {
        const ended = endingOn(track, 8, CLOCK)!;
        expect(endingOn(ended, 8, CLOCK)).toBe(ended);
        expect(beginningOn(track, 2, CLOCK)).toBe(track);
        expect(endingOn(track, 1, CLOCK)).toBeNull();
        expect(beginningOn(ended, 9, CLOCK)).toBeNull();
    });

    it('"end here" behind an end goes on up to here as seen last, and drops later parts', () => {
        const longer = endingOn(track, 12, CLOCK)!;
        expect(spans(longer)).toEqual([[2, 12]]);
        expectSame(track, longer, 0, 9);
        expect(seen(longer, 12)?.slice(0, 5)).toEqual([100, 0, 105, 5, false]);
    });

    it('"start here" before a beginning is seen from here as seen first, and drops earlier parts', () => {
        const longer = beginningOn(track, 12, CLOCK)!;
        expect(spans(longer)).toEqual([[12, 29]]);
        expectSame(track, longer, 14, 29);
        expect(seen(longer, 12)?.slice(0, 5)).toEqual([140, 0, 145, 5, false]);
    });

    it('on the last frame of the job needs no keyframe behind it', () => {
        const open = trackOf(key(2), key(9, true));
        const [span] = spansOf(open, CLOCK);
        expect(frames(withEnd(open, span, 29, CLOCK))).toEqual([2, 9]);
        expect(spans(withEnd(open, span, 29, CLOCK))).toEqual([[2, 29]]);
    });

    it('takes the next frame that is not deleted for the outside keyframe', () => {
        const clock = clockOf([5, 6]);
        const cut = endingOn(trackOf(key(2), key(20)), 4, clock)!;
        expect(frames(cut)).toEqual([2, 7]);
        expect(seen(cut, 7, clock)?.[4]).toBe(true);
    });

    it('clears what lies before the job when the part reaches into it', () => {
        const clock = { frames: new FrameList([10, 11, 12, 13]), deleted: new Set<number>() };
        const long = trackOf(key(2), key(30));
        const [span] = spansOf(long, clock);
        expect(frames(withStart(long, span, 12, clock))).toEqual([12, 30]);
    });
});

describe('extending', () => {
    const track = trackOf(key(5, false, parked('true')), key(8), key(10, true), key(20));

    it('to a later end keeps what was seen last', () => {
        const [span] = spansOf(track, CLOCK);
        const longer = withEnd(track, span, 14, CLOCK);
        expect(spans(longer)[0]).toEqual([5, 14]);
        expectSame(track, longer, 0, 9);
        expectSame(track, longer, 20, 29);
        expect(seen(longer, 14)).toEqual([100, 0, 105, 5, false, JSON.stringify(parked('true'))]);
    });

    it('up to the next part closes the gap', () => {
        const [span] = spansOf(track, CLOCK);
        const closed = withEnd(track, span, 19, CLOCK);
        expect(spans(closed)).toEqual([[5, 29]]);
        expectSame(track, closed, 0, 9);
        expectSame(track, closed, 20, 29);
        expect(seen(closed, 15)?.[0]).toBe(150);
    });

    it('to an earlier beginning shows what was seen first, with its values', () => {
        const [span] = spansOf(track, CLOCK);
        const longer = withStart(track, span, 1, CLOCK);
        expect(longer.frame).toBe(1);
        expectSame(track, longer, 5, 29);
        expect(seen(longer, 2)).toEqual(seen(track, 5));
    });

    it('of a later part backwards ends at the part before', () => {
        const all = spansOf(track, CLOCK);
        expect(startRoom(all, all[1], CLOCK)).toEqual({ first: 10, last: 29 });
        expect(endRoom(all, all[0], CLOCK)).toEqual({ first: 5, last: 19 });
        const joined = withStart(track, all[1], 10, CLOCK);
        expect(spans(joined)).toEqual([[5, 29]]);
        expectSame(track, joined, 0, 9);
        expectSame(track, joined, 20, 29);
    });

    it('and trimming back gives the same picture as before', () => {
        const [span] = spansOf(track, CLOCK);
        const there = withEnd(track, span, 14, CLOCK);
        const back = withEnd(there, spansOf(there, CLOCK)[0], 9, CLOCK);
        expectSame(track, back, 0, 29);
    });
});

describe('edits in time of skeletons', () => {
    it('reach every node, and only what is seen is extended', () => {
        const nodes = PERSON.sublabels.map(({ id }, i) => ({
            labelId: id,
            points: [id, 1],
            occluded: false,
            outside: i === 0,
        }));
        const drawnSkeleton = drawn({ type: 'skeleton', points: [], nodes }, 'track', 3, PERSON, 0) as TrackObject;
        const ended = endingOn(drawnSkeleton, 6, CLOCK)!;
        expect(spans(ended)).toEqual([[3, 6]]);
        const longer = withEnd(ended, spansOf(ended, CLOCK)[0], 12, CLOCK);
        expect(spans(longer)).toEqual([[3, 12]]);
        expect(trackAt(1, longer, 10, new Set())?.elements.map(one => one.outside)).toEqual([
            true,
            false,
            false,
            false,
        ]);
        expect(frames(moveKeyframes(longer, new Set([3]), 2, CLOCK))[0]).toBe(5);
    });
});

describe('every edit in time', () => {
    const track = trackOf(key(2, false, parked('false')), key(6), key(10, true), key(14, false, parked('true')));
    const [span] = spansOf(track, CLOCK);
    it.each<[string, TrackObject]>([
        ['move', moveKeyframes(track, new Set([6]), 2, CLOCK)],
        ['delete', withoutKeyframes(track, new Set([6, 14]))],
        ['trim', withEnd(track, span, 4, CLOCK)],
        ['extend', withStart(track, span, 0, CLOCK)],
    ])('%s keeps keyframes sorted and single, and undo gives the very same record', (_name, after) => {
        const numbers = after.keyframes.map(one => one.frame);
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        expect(after.frame).toBe(numbers[0]);
        const document = new AnnotationDocument();
        document.apply(create(document, [track]));
        const diff = { objects: [{ id: 1, before: track, after }] };
        document.apply(diff);
        document.apply(inverse(diff));
        expect(document.get(1)).toBe(track);
        document.apply(diff);
        expect(document.get(1)).toBe(after);
    });
});
