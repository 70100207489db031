import { describe, expect, it } from 'vitest';
import type { Span } from '../model/keyframes';
import type { Marks } from './edits';
import {
    IDLE,
    step,
    toggled,
    united,
    type GestureContext,
    type GestureEffect,
    type GestureEvent,
    type Hit,
} from './gesture';

/** Frames are their own places; 10 frames of room to the right, 3 to the left. */
function run(events: readonly GestureEvent[], chosen: Marks = new Map(), locked: readonly number[] = []) {
    const context: GestureContext = {
        chosen,
        far: (from, to) => Math.abs(to.place - from.place) > 0.3 || Math.abs(to.y - from.y) > 3,
        placeOf: frame => frame,
        endAt: (_id, span, end, place) =>
            end === 'last' ? Math.max(span.first, Math.round(place)) : Math.round(place),
        movableBy: (_marks, by) => Math.max(-3, Math.min(10, by)),
        within: (from, to) => new Map([[9, new Set([Math.round(from.place), Math.round(to.place)])]]),
        editable: id => !locked.includes(id),
    };
    let state = IDLE;
    const effects: GestureEffect[] = [];
    for (const event of events) {
        const next = step(state, event, context);
        ({ state } = next);
        effects.push(...next.effects);
    }
    return { state, effects, edits: effects.filter(one => one.type === 'move' || one.type === 'resize') };
}

const mark = (frame: number, id = 1): Hit => ({ kind: 'mark', id, frame });
const SPAN: Span = { first: 5, last: 20 };
const down = (place: number, hit: Hit, add = false): GestureEvent => ({ type: 'down', at: { place, y: 10 }, hit, add });
const move = (place: number, y = 10): GestureEvent => ({ type: 'move', at: { place, y } });
const up: GestureEvent = { type: 'up' };
const marks = (...frames: number[]): Marks => new Map([[1, new Set(frames)]]);

describe('dragging a keyframe', () => {
    it('moves it by whole frames, once, when it is let go', () => {
        const { edits, state } = run([down(8, mark(8)), move(9.6), move(12.4), up]);
        expect(edits).toEqual([{ type: 'move', marks: marks(8), by: 4 }]);
        expect(state).toBe(IDLE);
    });

    it('takes along everything chosen where it is one of those, and only itself where not', () => {
        expect(run([down(8, mark(8)), move(10), up], marks(3, 8)).edits).toEqual([
            { type: 'move', marks: marks(3, 8), by: 2 },
        ]);
        expect(run([down(8, mark(8)), move(10), up], marks(3)).edits).toEqual([
            { type: 'move', marks: marks(8), by: 2 },
        ]);
        expect(run([down(8, mark(8), true), move(10), up], marks(3)).edits).toEqual([
            { type: 'move', marks: marks(3, 8), by: 2 },
        ]);
    });

    it('stops where there is no room', () => {
        expect(run([down(8, mark(8)), move(50), up]).edits).toMatchObject([{ by: 10 }]);
        expect(run([down(8, mark(8)), move(-50), up]).edits).toMatchObject([{ by: -3 }]);
    });

    it('back to where it was changes nothing, and neither does giving up', () => {
        expect(run([down(8, mark(8)), move(12), move(8.2), up]).edits).toEqual([]);
        expect(run([down(8, mark(8)), move(12), { type: 'cancel' }, up]).edits).toEqual([]);
    });

    it('together with those of a locked track is said not to be possible', () => {
        const both: Marks = new Map([1, 2].map(id => [id, new Set([8])]));
        expect(run([down(8, mark(8)), move(12)], both, [2]).effects).toEqual([{ type: 'refuse', ids: [1, 2] }]);
    });

    it('of a locked track draws a box instead, and that is said', () => {
        const { state, effects } = run([down(8, mark(8)), move(12)], new Map(), [1]);
        expect(state.kind).toBe('boxing');
        expect(effects[0]).toEqual({ type: 'refuse', ids: [1] });
    });
});

describe('dragging an end', () => {
    const end = (which: 'first' | 'last'): Hit => ({ kind: 'end', id: 1, span: SPAN, end: which });

    it('counts from where the pointer took hold', () => {
        expect(run([down(21.4, end('last')), move(25.4), up]).edits).toEqual([
            { type: 'resize', id: 1, span: SPAN, end: 'last', frame: 24 },
        ]);
        expect(run([down(4.1, end('first')), move(2.1), up]).edits).toMatchObject([{ end: 'first', frame: 3 }]);
    });

    it('back to where it was changes nothing', () => {
        expect(run([down(21, end('last')), move(25), move(21), up]).edits).toEqual([]);
    });
});

describe('drawing a box', () => {
    const ROW: Hit = { kind: 'row', id: 1 };

    it('chooses what lies in it, or adds that to what is chosen', () => {
        const chosen = (add: boolean) =>
            run([down(2, ROW, add), move(6, 40)], marks(1)).effects.findLast(one => one.type === 'choose');
        expect(chosen(false)).toEqual({ type: 'choose', marks: new Map([[9, new Set([2, 6])]]) });
        expect(chosen(true)).toEqual({ type: 'choose', marks: united(marks(1), new Map([[9, new Set([2, 6])]])) });
    });

    it('given up leaves chosen what was', () => {
        const { effects } = run([down(2, ROW, true), move(6, 40), { type: 'cancel' }], marks(1));
        expect(effects.at(-1)).toEqual({ type: 'choose', marks: marks(1) });
    });
});

describe('a click', () => {
    it('on a keyframe goes there, selects its track and chooses it', () => {
        expect(run([down(8.2, mark(8)), up]).effects).toEqual([
            { type: 'track', id: 1, add: false },
            { type: 'choose', marks: marks(8) },
            { type: 'go', place: 8 },
        ]);
    });

    it('on a row selects the track and goes to the frame', () => {
        expect(run([down(7.4, { kind: 'row', id: 4 }), up], marks(2)).effects).toEqual([
            { type: 'track', id: 4, add: false },
            { type: 'choose', marks: new Map() },
            { type: 'go', place: 7.4 },
        ]);
    });

    it('with Shift adds or takes away, and stays on the frame', () => {
        expect(run([down(8, mark(8), true), up], marks(8, 9)).effects).toContainEqual({
            type: 'choose',
            marks: marks(9),
        });
        expect(toggled(marks(9), 1, 9)).toEqual(new Map());
    });

    it('on the ruler and dragging on it goes through the frames', () => {
        expect(run([down(3, { kind: 'ruler' }), move(5), up]).effects).toEqual([
            { type: 'go', place: 3 },
            { type: 'go', place: 5 },
        ]);
    });
});
