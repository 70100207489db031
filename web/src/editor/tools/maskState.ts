import { paintSpans, type PaintedMask } from '../model/brush';
import type { Point, Points } from '../model/types';
import { swept } from './superpixels';
import type { ToolContext } from './types';

/** What a stroke passes over. */
export interface Way {
    readonly points: readonly Point[];
    readonly value: 0 | 1;
}

export interface MaskState {
    /** What is painted; nothing before the first event has told the size of the image. */
    readonly painted: PaintedMask | null;
    /** As it was before each stroke, the latest last, and what was taken back. */
    readonly done: readonly PaintedMask[];
    readonly undone: readonly PaintedMask[];
    /** A stroke under way. One that waits is the last of `ways`. */
    readonly stroke: {
        readonly last: Point;
        readonly value: 0 | 1;
        readonly before: PaintedMask;
        readonly waits?: boolean;
    } | null;
    /** Where the last stroke ended, from which Shift draws a straight one. */
    readonly end: Point | null;
    /** Vertices of a polygon to be added or taken away, and which of these it is. */
    readonly polygon: Points;
    readonly polygonValue: 0 | 1;
    readonly slideFrom: Point | null;
    /** The size of the brush is being changed by dragging. */
    readonly resizing: { readonly s: Point; readonly size: number } | null;
    /** Somebody is looking at the picture, and what is found is painted or erased. */
    readonly asked: 0 | 1 | null;
    /** Where the wand was clicked meanwhile. */
    readonly waiting: readonly { readonly at: Point; readonly value: 0 | 1 }[];
    /** Strokes over superpixels that are still being found. */
    readonly ways: readonly Way[];
    /** The mask is finished once all of that is found. */
    readonly ending: boolean;
    readonly cursor: Point | null;
    /** Alt is held: superpixels are taken away. */
    readonly alt: boolean;
}

export const EMPTY: MaskState = {
    painted: null,
    done: [],
    undone: [],
    stroke: null,
    end: null,
    polygon: [],
    polygonValue: 1,
    slideFrom: null,
    resizing: null,
    asked: null,
    waiting: [],
    ways: [],
    ending: false,
    cursor: null,
    alt: false,
};

/** Where painting has begun, or could. */
export type Begun = MaskState & { readonly painted: PaintedMask };

export function begun(state: MaskState): boolean {
    return state.done.length > 0 || state.stroke !== null;
}

/** Whether something in the picture is looked for. */
export function isLooking(state: MaskState): boolean {
    return state.asked !== null || state.ways.length > 0;
}

export function lookingNoMore(state: MaskState): MaskState {
    const painted = state.stroke?.before ?? state.painted;
    return { ...state, painted, stroke: null, asked: null, waiting: [], ways: [], ending: false };
}

/** The end of a stroke, or of dragging the size. A stroke that changed nothing leaves no step. */
export function released(state: MaskState): MaskState {
    const { stroke } = state;
    if (!stroke) return { ...state, resizing: null };
    const changed = stroke.before !== state.painted;
    return {
        ...state,
        stroke: null,
        end: stroke.last,
        done: changed ? [...state.done, stroke.before] : state.done,
        undone: changed ? [] : state.undone,
    };
}

export function withArea(state: Begun, spans: readonly number[] | null): MaskState {
    const { asked } = state;
    const next = { ...state, asked: null };
    return spans && asked !== null ? changed(next, paintSpans(state.painted, spans, asked)) : next;
}

/** The strokes that waited for superpixels, each as one step; the last may go on. */
export function caughtUp(state: Begun, context: ToolContext): MaskState {
    const { ways, stroke } = state;
    const last = stroke?.waits ? ways.length - 1 : ways.length;
    return ways.reduce<Begun>(
        (next, way, i) => {
            const mask = swept(next.painted, way, context, true);
            if (!stroke || i < last) return changed(next, mask);
            return {
                ...next,
                painted: mask,
                stroke: { ...stroke, before: i ? next.painted : stroke.before, waits: false },
            };
        },
        { ...state, ways: [] },
    );
}

/** Nobody could look: the strokes that waited are left out. */
export function notFound(state: MaskState): MaskState {
    return { ...(state.stroke?.waits ? released(state) : state), ways: [] };
}

/** What is painted after one step that can be taken back. */
export function changed(state: Begun, mask: PaintedMask): Begun {
    return mask === state.painted
        ? state
        : { ...state, painted: mask, done: [...state.done, state.painted], undone: [] };
}

export function takenBack(state: MaskState): MaskState {
    if (state.polygon.length) return { ...state, polygon: state.polygon.slice(0, -2) };
    const { stroke } = state;
    if (state.ways.length && (!stroke || stroke.waits)) {
        const ways = state.ways.slice(0, -1);
        const ending = state.ending && ways.length > 0;
        return { ...state, painted: stroke?.before ?? state.painted, stroke: null, ways, ending };
    }
    if (state.waiting.length) return { ...state, waiting: state.waiting.slice(0, -1) };
    if (state.asked !== null) return { ...state, asked: null, ending: false };
    const before = stroke?.before ?? state.done.at(-1);
    if (!before || !state.painted) return state;
    if (stroke) return { ...state, stroke: null, painted: before };
    return {
        ...state,
        painted: before,
        done: state.done.slice(0, -1),
        undone: [...state.undone, state.painted],
        end: null,
    };
}

export function doneAgain(state: MaskState): MaskState {
    const after = state.undone.at(-1);
    if (!after || !state.painted || state.stroke) return state;
    return { ...state, painted: after, undone: state.undone.slice(0, -1), done: [...state.done, state.painted] };
}
