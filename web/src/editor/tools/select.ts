import { t } from '../../shared/language';
import { partsOf } from '../model/holes';
import { boxBetween, distance, nearestEdge, pointAt } from '../model/geometry';
import { resetPerspective, type CuboidEdge } from '../model/cuboid';
import { angleTo, handlesOf, resizeCursor, type BoxHandle, type Handle } from '../model/handles';
import type { ObjectId, Point, Points } from '../model/types';
import { sizeText } from './corners';
import { gestureEdits } from './gestures';
import { click, insertion, type Pressed } from './selectClick';
import {
    DRAG_THRESHOLD,
    stay,
    type Effect,
    type PointerEventInfo,
    type Preview,
    type Sketch,
    type Step,
    type Tool,
    type ToolContext,
    type ToolEvent,
} from './types';
import { choose, outlined, placesOf, stillChosen, withoutVertices, type Chosen } from './vertices';

export type Gesture =
    | {
          readonly at: 'moving';
          readonly ids: readonly ObjectId[];
          readonly from: Point;
          readonly to: Point;
          /** Copies are moved, and the objects stay. */
          readonly copies: boolean;
      }
    | {
          readonly at: 'resizing';
          readonly id: ObjectId;
          readonly side: BoxHandle;
          readonly to: Point;
          readonly ratio: boolean;
      }
    | {
          readonly at: 'rotating';
          readonly id: ObjectId;
          readonly grip: number;
          readonly to: Point;
          readonly coarse: boolean;
      }
    | {
          readonly at: 'vertex';
          readonly id: ObjectId;
          readonly base: Points;
          readonly index: number;
          readonly to: Point;
      }
    /** Several vertices, taken hold of at one of them. */
    | {
          readonly at: 'vertices';
          readonly id: ObjectId;
          readonly indices: readonly number[];
          readonly from: Point;
          readonly to: Point;
      }
    | { readonly at: 'element'; readonly id: ObjectId; readonly labelId: number; readonly to: Point }
    | {
          readonly at: 'corner';
          readonly id: ObjectId;
          readonly index: number;
          readonly to: Point;
          readonly tilt: boolean;
      }
    | { readonly at: 'upright'; readonly id: ObjectId; readonly edge: CuboidEdge; readonly to: Point };

type Doing =
    | { readonly at: 'idle'; readonly over: ObjectId | null; readonly hot: Handle | null }
    | { readonly at: 'pressed'; readonly what: Pressed; readonly start: PointerEventInfo }
    /** A frame around objects, or around vertices of the selected one. */
    | { readonly at: 'marquee'; readonly from: Point; readonly to: Point; readonly vertices: boolean }
    | { readonly at: 'panning'; readonly s: Point }
    | Gesture;

/** What the pointer does, and the vertices that were chosen before. */
export type SelectState = Doing & { readonly chosen?: Chosen | null };

const IDLE: SelectState = { at: 'idle', over: null, hot: null };

/** Screen radius within which a handle is grabbed, and an edge is met, beyond what the pointer may be off. */
const HANDLE_RADIUS = 1;
const EDGE_RADIUS = -1;

/** Selecting, moving, resizing, rotating, and editing vertices; dragging empty space moves the view. */
export const selectTool: Tool<SelectState> = {
    initial: IDLE,
    keepsAcrossFrames: false,
    busy: state => state.at !== 'idle',
    hint: () => undefined,
    holdsPoints: (state, context) => stillChosen(state.chosen ?? null, context) !== null,
    step(state, event, context) {
        const chosen = stillChosen(state.chosen ?? null, context);
        const next = act({ ...state, chosen }, event, context);
        // What a part of the tool says nothing about stays as it was.
        return 'chosen' in next.state ? next : { ...next, state: { ...next.state, chosen } };
    },
    preview(state, context) {
        const shown = preview(state, context);
        const chosen = state.at === 'vertices' ? null : stillChosen(state.chosen ?? null, context);
        return chosen ? { ...shown, targets: placesOf(chosen, context.get(chosen.id)?.points ?? []) } : shown;
    },
};

function act(state: SelectState, event: ToolEvent, context: ToolContext): Step<SelectState> {
    switch (event.type) {
        case 'down':
            return stay({ at: 'pressed', what: under(event, context), start: event });
        case 'move':
            return move(state, event, context);
        case 'up':
            return release(state, event, context);
        case 'double':
            return doubled(state, event, context);
        case 'leave':
            return state.at === 'idle' ? stay(IDLE, { type: 'hover', id: null }) : stay(state);
        case 'erase': {
            const object = state.chosen && context.get(state.chosen.id);
            return object ? stay(IDLE, withoutVertices(object, state.chosen.indices)) : stay(state);
        }
        case 'cancel':
            if (state.at !== 'idle') return stay(IDLE);
            return state.chosen ? stay({ ...IDLE, chosen: null }) : stay(IDLE, { type: 'select', ids: [] });
        default:
            return stay(state);
    }
}

/** A double click shows the whole object, or opens a mask for painting, or takes perspective away. */
function doubled(state: SelectState, event: PointerEventInfo, context: ToolContext): Step<SelectState> {
    const [object] = context.hit(event.p);
    const opens = context.asks('open', event.mods);
    if (opens && object && context.held(object.id)) return stay(state, { type: 'held', ids: [object.id] });
    if (!opens || !object || !context.editable(object.id))
        return stay(state, { type: 'focus', id: object?.id ?? null });
    if (object.type === 'mask' && object.kind === 'shape') return stay(state, { type: 'paint', id: object.id });
    if (object.type !== 'cuboid') return stay(state, { type: 'focus', id: object.id });
    const points = resetPerspective(object.points);
    return stay(state, { type: 'reshape', edits: [{ id: object.id, points }], label: t('Reset perspective') });
}

/** The handle of the one selected object at a point, if it may be edited. */
export function handleAt(p: Point, context: ToolContext): { id: ObjectId; handle: Handle } | undefined {
    if (context.selection.length !== 1) return undefined;
    const [id] = context.selection;
    const object = context.get(id);
    if (!object || !context.editable(id)) return undefined;
    let best: Handle | undefined;
    let least = (context.slop + HANDLE_RADIUS) / context.scale;
    for (const { handle, at } of handlesOf(object, context.scale)) {
        const d = distance(p, at);
        if (d <= least) {
            least = d;
            best = handle;
        }
    }
    if (best) return { id, handle: best };
    if (object.type !== 'polygon' && object.type !== 'polyline') return undefined;
    const closed = object.type === 'polygon';
    const edge = nearestEdge(p, object.points, closed, closed ? partsOf(object.points)?.bridges : undefined);
    if (edge.distance > (context.slop + EDGE_RADIUS) / context.scale) return undefined;
    return { id, handle: { kind: 'edge', edge: edge.edge, at: edge.at } };
}

function under({ p }: PointerEventInfo, context: ToolContext): Pressed {
    const grabbed = handleAt(p, context);
    if (grabbed) return { kind: 'handle', ...grabbed };
    const hits = context.hit(p);
    const chosen = hits.find(object => context.selection.includes(object.id)) ?? hits[0];
    return chosen ? { kind: 'object', id: chosen.id } : { kind: 'canvas' };
}

/** The object that a pointer over no handle points at. Keys for calm point at none, unless a drag there would leave a copy. */
function pointedAt({ p, mods }: PointerEventInfo, context: ToolContext): ObjectId | null {
    const id = context.hit(p)[0]?.id ?? null;
    if (id === null || !context.asks('calm', mods)) return id;
    return context.selection.includes(id) && context.asks('copy', mods) ? id : null;
}

function move(state: SelectState, event: PointerEventInfo, context: ToolContext): Step<SelectState> {
    switch (state.at) {
        case 'idle': {
            const grabbed = handleAt(event.p, context);
            const over = grabbed?.id ?? pointedAt(event, context);
            const effects: Effect[] = over === state.over ? [] : [{ type: 'hover', id: over }];
            return stay({ at: 'idle', over, hot: grabbed?.handle ?? null }, ...effects);
        }
        case 'pressed':
            if (distance(event.s, state.start.s) <= DRAG_THRESHOLD) return stay(state);
            return begin(state, event, context);
        case 'panning':
            return stay(
                { at: 'panning', s: event.s },
                { type: 'pan', dx: event.s.x - state.s.x, dy: event.s.y - state.s.y },
            );
        case 'resizing':
            return stay({ ...state, to: event.p, ratio: context.asks('regular', event.mods) });
        case 'rotating':
            return stay({ ...state, to: event.p, coarse: context.asks('regular', event.mods) });
        case 'corner':
            return stay({ ...state, to: event.p, tilt: context.asks('regular', event.mods) });
        default:
            return stay({ ...state, to: event.p });
    }
}

function begin(
    { what, start, chosen }: Extract<SelectState, { at: 'pressed' }>,
    event: PointerEventInfo,
    context: ToolContext,
): Step<SelectState> {
    // Without an outline there are no points to put the frame around: then it is one around objects.
    const frames = context.asks('vertices', start.mods);
    const vertices = frames && outlined(context) !== undefined;
    if (vertices) return stay({ at: 'marquee', from: start.p, to: event.p, vertices });
    if (what.kind === 'handle' && what.handle.kind === 'vertex' && chosen?.indices.includes(what.handle.index)) {
        const from = pointAt(context.get(what.id)?.points ?? [], what.handle.index);
        return stay({ at: 'vertices', id: what.id, indices: chosen.indices, from, to: event.p });
    }
    if (what.kind === 'handle') return grab(what.id, what.handle, start, event, context);
    if (frames || context.asks('marquee', start.mods))
        return stay({ at: 'marquee', from: start.p, to: event.p, vertices });
    if (what.kind === 'canvas') return pan(start, event);
    const held = context.selection.includes(what.id) ? context.selection : [what.id];
    const copies = context.asks('copy', start.mods);
    const ids = held.filter(id => (copies ? context.get(id) : context.editable(id) && !context.pinned(id)));
    const others = copies ? [] : held.filter(id => context.held(id));
    if (others.includes(what.id)) return stay(IDLE, { type: 'held', ids: others });
    if (!ids.includes(what.id)) return pan(start, event);
    const effects: Effect[] = held === context.selection ? [] : [{ type: 'select', ids: held }];
    if (others.length) effects.push({ type: 'held', ids: others });
    return stay({ at: 'moving', ids, from: start.p, to: event.p, copies }, ...effects);
}

function pan(start: PointerEventInfo, event: PointerEventInfo): Step<SelectState> {
    return stay({ at: 'panning', s: event.s }, { type: 'pan', dx: event.s.x - start.s.x, dy: event.s.y - start.s.y });
}

function grab(
    id: ObjectId,
    handle: Handle,
    start: PointerEventInfo,
    event: PointerEventInfo,
    context: ToolContext,
): Step<SelectState> {
    const object = context.get(id);
    if (!object) return stay(IDLE);
    switch (handle.kind) {
        case 'box':
            return stay({
                at: 'resizing',
                id,
                side: handle.side,
                to: event.p,
                ratio: context.asks('regular', event.mods),
            });
        case 'rotate': {
            const grip = object.rotation - angleTo(object, start.p);
            return stay({ at: 'rotating', id, grip, to: event.p, coarse: context.asks('regular', event.mods) });
        }
        case 'vertex':
            return stay({ at: 'vertex', id, base: object.points, index: handle.index, to: event.p });
        case 'element':
            // As everywhere, what is locked stays, and the view moves.
            return context.partEditable(id, handle.labelId)
                ? stay({ at: 'element', id, labelId: handle.labelId, to: event.p })
                : pan(start, event);
        case 'edge':
        case 'direction':
            return stay({
                at: 'vertex',
                id,
                ...insertion(object, handle.kind === 'edge' ? handle : { edge: 0, at: handle.at }),
                to: event.p,
            });
        case 'corner':
            return stay({
                at: 'corner',
                id,
                index: handle.index,
                to: event.p,
                tilt: context.asks('regular', event.mods),
            });
        case 'upright':
            return stay({ at: 'upright', id, edge: handle.edge, to: event.p });
    }
}

function release(state: SelectState, event: PointerEventInfo, context: ToolContext): Step<SelectState> {
    const idle: SelectState = { at: 'idle', over: null, hot: null };
    switch (state.at) {
        case 'idle':
            return stay(state);
        case 'panning':
            return stay(idle);
        case 'pressed':
            return stay(idle, ...click(state.what, state.start, context));
        case 'marquee': {
            const object = state.vertices ? outlined(context) : undefined;
            if (object)
                return stay({
                    ...idle,
                    chosen: choose(state.chosen ?? null, object, boxBetween(state.from, event.p)),
                });
            const found = context
                .within(boxBetween(state.from, state.to), state.to.x < state.from.x)
                .map(({ id }) => id);
            const ids = [...new Set([...context.selection, ...found])];
            return stay(idle, { type: 'select', ids });
        }
        default: {
            const gesture = { ...state, to: event.p };
            if (gesture.at === 'moving' && gesture.copies) {
                const { ids, from, to } = gesture;
                return stay(idle, { type: 'copy', ids, dx: to.x - from.x, dy: to.y - from.y });
            }
            return stay(idle, { type: 'reshape', edits: gestureEdits(gesture, context), label: LABELS[state.at] });
        }
    }
}

const LABELS: Record<Gesture['at'], string> = {
    moving: t('Moved'),
    resizing: t('Resized'),
    rotating: t('Rotated'),
    vertex: t('Changed points'),
    vertices: t('Changed points'),
    element: t('Moved point'),
    corner: t('Changed cuboid'),
    upright: t('Changed cuboid'),
};

function preview(state: SelectState, context: ToolContext): Preview {
    switch (state.at) {
        case 'idle':
            return { cursor: idleCursor(state, context), sketches: [], hot: state.hot ?? undefined };
        case 'pressed':
            return { cursor: 'default', sketches: [] };
        case 'panning':
            return { cursor: 'grabbing', sketches: [] };
        case 'marquee':
            return { cursor: 'crosshair', sketches: [], marquee: boxBetween(state.from, state.to) };
        default:
            return gesturePreview(state, context);
    }
}

function gesturePreview(state: Gesture, context: ToolContext): Preview {
    const copies = state.at === 'moving' && state.copies;
    const sketches = gestureEdits(state, context).flatMap<Sketch>(edit => {
        const object = context.get(edit.id);
        if (!object) return [];
        const { points = object.points, rotation = object.rotation, elements } = edit;
        return [{ ...(copies ? {} : { id: edit.id }), type: object.type, points, rotation, elements }];
    });
    const [first] = sketches;
    const cursor = copies ? 'copy' : CURSORS[state.at];
    if (state.at === 'rotating' && first && first.type !== 'skeleton') {
        return { cursor, sketches, text: { at: state.to, value: `${first.rotation.toFixed(1)}°` } };
    }
    if (state.at === 'resizing' && first?.type === 'skeleton') return { cursor: resizeCursor(state.side, 0), sketches };
    if (state.at === 'resizing' && first) {
        const [a, b, c, d] = first.points;
        const box =
            first.type === 'ellipse'
                ? { minX: a, maxX: 2 * c - a, minY: d, maxY: 2 * b - d }
                : { minX: a, minY: b, maxX: c, maxY: d };
        return {
            cursor: resizeCursor(state.side, first.rotation),
            sketches,
            text: { at: state.to, value: sizeText(box) },
        };
    }
    return { cursor, sketches };
}

const CURSORS: Record<Gesture['at'], string> = {
    moving: 'move',
    resizing: 'default',
    rotating: 'grabbing',
    vertex: 'crosshair',
    vertices: 'move',
    element: 'crosshair',
    corner: 'crosshair',
    upright: 'ew-resize',
};

function idleCursor({ over, hot }: Extract<SelectState, { at: 'idle' }>, context: ToolContext): string {
    if (hot?.kind === 'box') return resizeCursor(hot.side, context.get(context.selection[0])?.rotation ?? 0);
    if (hot?.kind === 'rotate') return 'grab';
    if (hot?.kind === 'edge') return 'copy';
    if (hot?.kind === 'upright') return 'ew-resize';
    if (hot?.kind === 'direction') return 'pointer';
    if (hot?.kind === 'element' && over !== null && !context.partEditable(over, hot.labelId)) return 'pointer';
    if (hot) return 'crosshair';
    if (over === null) return 'default';
    return context.editable(over) && !context.pinned(over) ? 'move' : 'pointer';
}
