import { t } from '../../shared/language';
import { insidePolygon } from '../model/geometry';
import {
    crossesItself,
    crossings,
    cutRing,
    cuttableRing,
    halvesOf,
    meetsHole,
    nearRing,
    type OnRing,
} from '../model/slice';
import type { ObjectId, Point, Points } from '../model/types';
import { stay, type Effect, type PointerEventInfo, type Step, type Tool, type ToolContext } from './types';

export interface SliceState {
    /** The object to cut, and the ring around it as long as its points are these. */
    readonly target: { readonly id: ObjectId; readonly points: Points; readonly ring: Points } | null;
    /** Where the cut enters. */
    readonly first: OnRing | null;
    readonly inner: readonly Point[];
    readonly lastScreen: Point | null;
    readonly cursor: Point | null;
    readonly over: ObjectId | null;
    /** What was selected before has been taken over. */
    readonly begun: boolean;
}

const EMPTY: SliceState = {
    target: null,
    first: null,
    inner: [],
    lastScreen: null,
    cursor: null,
    over: null,
    begun: false,
};

/** Screen distance from the contour within which a cut begins or ends on it. */
const CONTOUR_RADIUS = 20;
const SLIDE_STEP = 10;
const LEAVE: Effect = { type: 'leave' };

/**
 * Cuts a polygon or a mask in two: pick it, click its outline, lay points inside, and leave it again. The cut may cross
 * the outline only at its two ends and itself not at all.
 */
export function sliceTool(selected?: ObjectId): Tool<SliceState> {
    const start = (state: SliceState, context: ToolContext): SliceState => {
        const id = state.begun ? state.target?.id : selected;
        const object = id === undefined ? undefined : context.get(id);
        // What is to be cut may have gone or changed by undoing, or by others.
        if (state.begun && (!state.target || (object && object.points === state.target.points))) return state;
        const target = object ? targetOf(object, context) : null;
        return { ...state, target, first: null, inner: [], begun: true };
    };
    return {
        initial: EMPTY,
        keepsAcrossFrames: false,
        busy: state => state.first !== null,
        hint(state, _settings, names) {
            if (!state.target) return t('Click the polygon or mask to cut');
            if (!state.first) return t('Click its outline where the cut begins');
            const slide = names.held('slide');
            return slide
                ? t('Click points inside, then beyond the outline to cut; {held} draws freely', { held: slide })
                : t('Click points inside, then beyond the outline to cut');
        },
        step(before, event, context) {
            const state = start(before, context);
            switch (event.type) {
                case 'down':
                case 'double':
                    return press(state, event, context);
                case 'move':
                    return move(state, event, context);
                case 'back':
                    if (state.inner.length) return stay({ ...state, inner: state.inner.slice(0, -1) });
                    return stay({ ...state, first: null });
                case 'cancel':
                    if (state.first) return stay({ ...state, first: null, inner: [] });
                    return stay({ ...EMPTY, begun: true }, { type: 'hover', id: null }, LEAVE);
                case 'finish':
                    return state.first
                        ? stay(state, { type: 'notice', text: t('End the cut by clicking beyond the outline.') })
                        : stay({ ...EMPTY, begun: true }, LEAVE);
                case 'leave':
                    return stay({ ...state, cursor: null });
                default:
                    return stay(state);
            }
        },
        preview(before, context) {
            const state = start(before, context);
            const { target, first, inner, cursor, over } = state;
            if (!target) return { cursor: over === null ? 'default' : 'pointer', sketches: [] };
            const object = context.get(target.id);
            const path = first ? [first.at, ...inner, ...(cursor ? [cursor] : [])] : [];
            const near = first || !cursor ? null : nearRing(target.ring, cursor, CONTOUR_RADIUS / context.scale);
            return {
                cursor: 'crosshair',
                sketches: object
                    ? [{ id: target.id, type: object.type, points: object.points, rotation: object.rotation }]
                    : [],
                guides: [
                    { points: [...target.ring, target.ring[0], target.ring[1]], dashed: true },
                    ...(path.length ? [{ points: path.flatMap(p => [p.x, p.y]), dots: true }] : []),
                ],
                targets: near ? [near.at] : [],
            };
        },
    };
}

function targetOf(
    object: { id: ObjectId; kind: string; type: Parameters<typeof cuttableRing>[0]['type']; points: Points },
    context: ToolContext,
): SliceState['target'] {
    if (object.kind !== 'shape' || !context.editable(object.id)) return null;
    const ring = cuttableRing(object);
    return ring && { id: object.id, points: object.points, ring };
}

function press(state: SliceState, { p, s }: PointerEventInfo, context: ToolContext): Step<SliceState> {
    if (!state.target) {
        const [hit] = context.hit(p);
        if (!hit) return stay(state);
        const target = targetOf(hit, context);
        const text = t('Only polygons and masks that are no tracks and not locked can be cut.');
        return target ? stay({ ...state, target }, { type: 'hover', id: null }) : stay(state, { type: 'notice', text });
    }
    if (!state.first) {
        const first = nearRing(state.target.ring, p, CONTOUR_RADIUS / context.scale);
        if (first) return stay({ ...state, first, inner: [], lastScreen: s });
        const { id } = state.target;
        const [other] = context.hit(p).flatMap(object => (object.id === id ? [] : (targetOf(object, context) ?? [])));
        if (other) return stay({ ...state, target: other });
        return stay(state, { type: 'notice', text: t('Begin the cut on the outline.') });
    }
    return extend(state, p, s, context);
}

function move(state: SliceState, { p, s, mods }: PointerEventInfo, context: ToolContext): Step<SliceState> {
    const next = { ...state, cursor: p };
    if (!state.target) {
        const over = context.hit(p).find(object => targetOf(object, context))?.id ?? null;
        return over === state.over ? stay(next) : stay({ ...next, over }, { type: 'hover', id: over });
    }
    const { lastScreen } = state;
    const slid = lastScreen && Math.hypot(s.x - lastScreen.x, s.y - lastScreen.y) >= SLIDE_STEP;
    return state.first && slid && context.asks('slide', mods) ? extend(next, p, s, context) : stay(next);
}

/** One more point of the cut; when the way to it leaves the ring, the cut is complete. */
function extend(state: SliceState, p: Point, s: Point, context: ToolContext): Step<SliceState> {
    const { target, first, inner } = state;
    if (!target || !first) return stay(state);
    const path = [first.at, ...inner];
    const refuse = (text: string) => stay(state, { type: 'notice', text } as const);
    if (crossesItself(path, p)) return refuse(t('The cut must not cross itself.'));
    const ends = crossings(target.ring, path[path.length - 1], p).filter(
        one => inner.length > 0 || Math.hypot(one.at.x - first.at.x, one.at.y - first.at.y) > 1e-3,
    );
    const whole = context.get(target.id);
    if (whole && meetsHole(whole, path[path.length - 1], ends[0]?.at ?? p))
        return refuse(t('Lead the cut around the holes.'));
    if (ends.length > 1) return refuse(t('The cut may cross the outline only once more.'));
    if (!ends.length) {
        if (!insidePolygon(p, target.ring)) return refuse(t('Lead the cut through the inside.'));
        return stay({ ...state, inner: [...inner, p], lastScreen: s });
    }
    if (!whole) return stay({ ...EMPTY }, LEAVE);
    const parts = halvesOf(whole, cutRing(target.ring, first, inner, ends[0]));
    return stay(EMPTY, { type: 'slice', id: target.id, parts }, LEAVE);
}
