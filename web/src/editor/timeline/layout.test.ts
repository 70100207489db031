import { describe, expect, it } from 'vitest';
import { CAR, LABELS } from '../testdata/world';
import { drawn } from '../model/edits';
import { FrameList } from '../model/frames';
import type { Keyframe, TrackObject } from '../model/types';
import { contentOf, heightOf, lanesOf, placeRows, ROW, rowsBetween } from './rows';
import { fitted, MARGIN, placeAt, revealing, scrolled, ticks, tickStep, xOf, zoomed } from './scale';

describe('the scale', () => {
    const all = fitted(101, 532);

    it('shows all frames with a margin at both ends', () => {
        expect([xOf(all, 0), xOf(all, 100)]).toEqual([MARGIN, 532 - MARGIN]);
    });

    it('zooms about a point, and no farther out than all frames', () => {
        const near = zoomed(all, 200, 3, 101, 532);
        expect(placeAt(near, 200)).toBeCloseTo(placeAt(all, 200));
        expect(zoomed(near, 300, 0.01, 101, 532)).toEqual(all);
    });

    it('scrolls to the ends and no farther', () => {
        const near = zoomed(all, 200, 3, 101, 532);
        expect(xOf(scrolled(near, 1e6, 101, 532), 100)).toBeCloseTo(532 - MARGIN);
        expect(scrolled(near, -1e6, 101, 532).left).toBe(MARGIN);
    });

    it('turns a page when the frame leaves what is in sight', () => {
        const near = zoomed(all, 0, 4, 101, 532);
        const place = placeAt(near, 540);
        const next = revealing(near, place, 101, 532);
        expect(xOf(next, place)).toBeCloseTo(2 * MARGIN);
        expect(revealing(next, place, 101, 532)).toBe(next);
    });

    it.each([
        [20, 5],
        [5, 20],
        [0.5, 200],
        [48, 2],
        [80, 1],
    ])('with %d pixels a frame has a number every %d', (pitch, step) => {
        expect(tickStep(pitch)).toBe(step);
    });

    it('numbers only what is in sight', () => {
        expect(ticks({ left: -100, pitch: 20 }, 101, 200)).toEqual([5, 10, 15]);
    });
});

describe('rows', () => {
    it('are found by height without looking at all, unfolded ones being higher', () => {
        const rows = placeRows(
            Array.from({ length: 1000 }, (_, i) => i),
            id => (id === 1 ? 3 : 0),
        );
        expect(heightOf(rows)).toBe(1000 * ROW + 3 * 18);
        expect(rowsBetween(rows, ROW, ROW + 10).map(row => row.id)).toEqual([1]);
        expect(rowsBetween(rows, 500 * ROW, 502 * ROW).map(row => row.id)).toEqual([497, 498, 499]);
        expect(rowsBetween([], 0, 100)).toEqual([]);
    });
});

describe('what a row shows', () => {
    const base = drawn({ type: 'rectangle', points: [0, 0, 5, 5] }, 'track', 0, CAR, 0) as TrackObject;
    const key = (frame: number, more: Partial<Keyframe> = {}): Keyframe => ({
        ...base.keyframes[0],
        frame,
        attributes: [],
        ...more,
    });
    const clock = { frames: new FrameList(Array.from({ length: 20 }, (_, i) => i + 10)), deleted: new Set<number>() };
    const parked = (value: string) => [{ specId: 2, value }];
    const track: TrackObject = {
        ...base,
        keyframes: [
            key(4, { attributes: parked('false') }),
            key(14, { occluded: true }),
            key(18, { attributes: parked('true') }),
            key(24, { outside: true, occluded: true }),
        ],
    };

    it('are its keyframes within the job, and where it is seen and occluded', () => {
        const { turns, spans, occluded } = contentOf(track, clock);
        expect(turns.map(turn => turn.frame)).toEqual([14, 18, 24]);
        expect(spans).toEqual([{ first: 10, last: 23 }]);
        expect(occluded).toMatchObject([{ first: 14, last: 17 }]);
    });

    it('unfolded are the values of its attributes, each up to the next change', () => {
        const lane = lanesOf(track, LABELS, clock).find(one => one.name === 'parked');
        expect(lane?.stretches).toEqual([
            { first: 10, last: 17, text: 'false' },
            { first: 18, last: 29, text: 'true' },
        ]);
    });
});
