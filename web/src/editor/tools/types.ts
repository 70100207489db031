import type { GeometryEdit, NewShape } from '../model/edits';
import type { Handle } from '../model/handles';
import type { Box, FrameObject, ObjectId, Point, Points, ShapeType, Size } from '../model/types';

/**
 * Tools are pure: an event and a state give the next state and what is to be done about it. They know no browser, no
 * timers and no network, so every behaviour can be tested as a list of events.
 */
export interface Modifiers {
    readonly shift: boolean;
    readonly alt: boolean;
    /** Control, or Command on a Mac. */
    readonly ctrl: boolean;
}

/** `p` is in image pixels, `s` in screen pixels of the canvas. */
export interface PointerEventInfo {
    readonly p: Point;
    readonly s: Point;
    readonly mods: Modifiers;
}

export type ToolEvent =
    | ({ readonly type: 'down' | 'move' | 'up' | 'double' } & PointerEventInfo)
    /** The pointer left the canvas. */
    | { readonly type: 'leave' }
    /** Ends a drawing of many clicks. */
    | { readonly type: 'finish' }
    /** Takes back the last click of a drawing. */
    | { readonly type: 'back' }
    | { readonly type: 'cancel' };

/** What a tool may ask about the frame. Objects come front first. */
export interface ToolContext {
    /** Screen pixels per image pixel. */
    readonly scale: number;
    readonly image: Size;
    readonly selection: readonly ObjectId[];
    get(id: ObjectId): FrameObject | undefined;
    hit(p: Point): readonly FrameObject[];
    within(box: Box, touching: boolean): readonly FrameObject[];
    editable(id: ObjectId): boolean;
    pinned(id: ObjectId): boolean;
}

export type Effect =
    | { readonly type: 'create'; readonly shape: NewShape }
    | { readonly type: 'reshape'; readonly edits: readonly GeometryEdit[]; readonly label: string }
    | { readonly type: 'select'; readonly ids: readonly ObjectId[] }
    | { readonly type: 'hover'; readonly id: ObjectId | null }
    | { readonly type: 'pan'; readonly dx: number; readonly dy: number }
    /** Brings an object, or the whole image, into view. */
    | { readonly type: 'focus'; readonly id: ObjectId | null }
    /** Places the carried copies, moved by this much. */
    | { readonly type: 'place'; readonly dx: number; readonly dy: number }
    | { readonly type: 'notice'; readonly text: string }
    /** Back to selecting. */
    | { readonly type: 'leave' };

/** Something drawn on top while a tool works; with an id it stands in for that object. */
export interface Sketch {
    readonly id?: ObjectId;
    readonly type: ShapeType;
    readonly points: Points;
    readonly rotation: number;
    readonly elements?: ReadonlyMap<number, Points>;
    /** Still being drawn: outlines stay open and vertices show. */
    readonly open?: boolean;
}

export interface Preview {
    readonly cursor: string;
    readonly sketches: readonly Sketch[];
    readonly crosshair?: Point;
    readonly marquee?: Box;
    /** The handle under the pointer. */
    readonly hot?: Handle;
    /** Measure shown beside the pointer. */
    readonly text?: { readonly at: Point; readonly value: string };
}

export interface Step<S> {
    readonly state: S;
    readonly effects: readonly Effect[];
}

export interface Tool<S> {
    readonly initial: S;
    /** What to do next, in one sentence, shown while the tool is in use. */
    hint(state: S): string | undefined;
    step(state: S, event: ToolEvent, context: ToolContext): Step<S>;
    preview(state: S, context: ToolContext): Preview;
    /** Whether something has begun that `cancel` would throw away. */
    busy(state: S): boolean;
    /** Whether what has begun may be carried to another frame. */
    readonly keepsAcrossFrames: boolean;
}

export function stay<S>(state: S, ...effects: Effect[]): Step<S> {
    return { state, effects };
}

/** Screen distance after which a press becomes a drag. */
export const DRAG_THRESHOLD = 3;
