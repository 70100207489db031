import type { Span } from '../model/keyframes';
import type { ObjectId } from '../model/types';
import type { Marks } from './edits';

/** What lies under the pointer on the timeline. */
export type Hit =
    | { readonly kind: 'mark'; readonly id: ObjectId; readonly frame: number }
    | { readonly kind: 'end'; readonly id: ObjectId; readonly span: Span; readonly end: 'first' | 'last' }
    | { readonly kind: 'row'; readonly id: ObjectId }
    | { readonly kind: 'ruler' | 'empty' };

/** A point of the timeline: a place between the frames of the job, and pixels from the top of the first row. */
export interface TimelinePoint {
    readonly place: number;
    readonly y: number;
}

export type GestureEvent =
    | { readonly type: 'down'; readonly at: TimelinePoint; readonly hit: Hit; readonly add: boolean }
    | { readonly type: 'move'; readonly at: TimelinePoint }
    | { readonly type: 'up' }
    | { readonly type: 'cancel' };

export type GestureState =
    | { readonly kind: 'idle' }
    /** The pointer is down but has not gone far enough to say what is meant. */
    | { readonly kind: 'pressed'; readonly at: TimelinePoint; readonly hit: Hit; readonly add: boolean }
    | { readonly kind: 'moving'; readonly from: number; readonly marks: Marks; readonly by: number }
    | {
          readonly kind: 'resizing';
          /** Where the pointer took hold. */
          readonly from: number;
          readonly id: ObjectId;
          readonly span: Span;
          readonly end: 'first' | 'last';
          readonly frame: number;
      }
    | { readonly kind: 'boxing'; readonly from: TimelinePoint; readonly to: TimelinePoint; readonly base: Marks }
    | { readonly kind: 'scrubbing' };

export type GestureEffect =
    | { readonly type: 'choose'; readonly marks: Marks }
    | { readonly type: 'track'; readonly id: ObjectId; readonly add: boolean }
    | { readonly type: 'go'; readonly place: number }
    /** What was taken hold of may not be edited. */
    | { readonly type: 'refuse'; readonly ids: readonly ObjectId[] }
    | { readonly type: 'move'; readonly marks: Marks; readonly by: number }
    | {
          readonly type: 'resize';
          readonly id: ObjectId;
          readonly span: Span;
          readonly end: 'first' | 'last';
          readonly frame: number;
      };

/** What a gesture must know of the job. */
export interface GestureContext {
    readonly chosen: Marks;
    /** Whether the pointer has gone far enough to be dragging. */
    far(from: TimelinePoint, to: TimelinePoint): boolean;
    placeOf(frame: number): number;
    /** The frame for the end of a part of a track that is nearest to a place. */
    endAt(id: ObjectId, span: Span, end: 'first' | 'last', place: number): number;
    movableBy(marks: Marks, by: number): number;
    within(from: TimelinePoint, to: TimelinePoint): Marks;
    editable(id: ObjectId): boolean;
}

export const IDLE: GestureState = { kind: 'idle' };

interface Step {
    readonly state: GestureState;
    readonly effects: readonly GestureEffect[];
}

const to = (state: GestureState, ...effects: GestureEffect[]): Step => ({ state, effects });

/** Pointer on the timeline as a state machine. Nothing is edited before the button is let go, and Esc gives up. */
export function step(state: GestureState, event: GestureEvent, context: GestureContext): Step {
    switch (event.type) {
        case 'cancel':
            return to(IDLE, ...(state.kind === 'boxing' ? [{ type: 'choose' as const, marks: state.base }] : []));
        case 'down':
            return event.hit.kind === 'ruler'
                ? to({ kind: 'scrubbing' }, { type: 'go', place: event.at.place })
                : to({ kind: 'pressed', at: event.at, hit: event.hit, add: event.add });
        case 'move':
            return moved(state, event.at, context);
        case 'up':
            return released(state, context);
    }
}

function moved(state: GestureState, at: TimelinePoint, context: GestureContext): Step {
    switch (state.kind) {
        case 'scrubbing':
            return to(state, { type: 'go', place: at.place });
        case 'pressed': {
            if (!context.far(state.at, at)) return to(state);
            const begun = dragBegun(state, context);
            const next = moved(begun.state, at, context);
            return to(next.state, ...begun.effects, ...next.effects);
        }
        case 'moving': {
            const wanted = Math.round(at.place - state.from);
            return to({ ...state, by: wanted === 0 ? 0 : context.movableBy(state.marks, wanted) });
        }
        case 'resizing': {
            const place = context.placeOf(state.span[state.end]) + at.place - state.from;
            return to({ ...state, frame: context.endAt(state.id, state.span, state.end, place) });
        }
        case 'boxing':
            return to(
                { ...state, to: at },
                { type: 'choose', marks: united(state.base, context.within(state.from, at)) },
            );
        case 'idle':
            return to(state);
    }
}

/** A drag takes along everything chosen when it begins on something chosen. */
function dragBegun({ at, hit, add }: GestureState & { kind: 'pressed' }, context: GestureContext): Step {
    if (hit.kind === 'mark' && context.editable(hit.id)) {
        const known = context.chosen.get(hit.id)?.has(hit.frame);
        const one: Marks = new Map([[hit.id, new Set([hit.frame])]]);
        const marks = known ? context.chosen : add ? united(context.chosen, one) : one;
        const moving: GestureState = { kind: 'moving', from: context.placeOf(hit.frame), marks, by: 0 };
        const ids = [...marks.keys()];
        const refusal = ids.every(id => context.editable(id)) ? [] : [{ type: 'refuse' as const, ids }];
        return to(moving, ...refusal, ...(known ? [] : [{ type: 'choose' as const, marks }]));
    }
    if (hit.kind === 'end' && context.editable(hit.id)) {
        const { id, span, end } = hit;
        return to({ kind: 'resizing', from: at.place, id, span, end, frame: span[end] });
    }
    const boxing: GestureState = { kind: 'boxing', from: at, to: at, base: add ? context.chosen : new Map() };
    const held = hit.kind === 'mark' || hit.kind === 'end';
    return to(boxing, ...(held ? [{ type: 'refuse' as const, ids: [hit.id] }] : []));
}

function released(state: GestureState, context: GestureContext): Step {
    switch (state.kind) {
        case 'moving':
            return to(IDLE, ...(state.by ? [{ type: 'move' as const, marks: state.marks, by: state.by }] : []));
        case 'resizing': {
            const { id, span, end, frame } = state;
            return to(IDLE, ...(frame === span[end] ? [] : [{ type: 'resize' as const, id, span, end, frame }]));
        }
        case 'pressed':
            return to(IDLE, ...clicked(state, context));
        default:
            return to(IDLE);
    }
}

function clicked({ at, hit, add }: GestureState & { kind: 'pressed' }, context: GestureContext): GestureEffect[] {
    if (hit.kind === 'mark') {
        const one: Marks = new Map([[hit.id, new Set([hit.frame])]]);
        const marks = add ? toggled(context.chosen, hit.id, hit.frame) : one;
        const there = { type: 'go' as const, place: context.placeOf(hit.frame) };
        return [{ type: 'track', id: hit.id, add }, { type: 'choose', marks }, ...(add ? [] : [there])];
    }
    const none: GestureEffect[] = add ? [] : [{ type: 'choose', marks: new Map() }];
    const here: GestureEffect[] = add ? [] : [{ type: 'go', place: at.place }];
    if (hit.kind === 'row' || hit.kind === 'end') return [{ type: 'track', id: hit.id, add }, ...none, ...here];
    return none;
}

export function united(one: Marks, other: Marks): Marks {
    const out = new Map(one);
    for (const [id, frames] of other) out.set(id, new Set([...(out.get(id) ?? []), ...frames]));
    return out;
}

export function toggled(marks: Marks, id: ObjectId, frame: number): Marks {
    const frames = new Set(marks.get(id));
    if (!frames.delete(frame)) frames.add(frame);
    const out = new Map(marks);
    if (frames.size) out.set(id, frames);
    else out.delete(id);
    return out;
}
