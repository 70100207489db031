import { t } from '../../shared/language';
import { clampPoint, nearestEdge, nearestVertex, pointAt, round2, withoutRepeats } from '../model/geometry';
import { eachRing, ringAt } from '../model/holes';
import { bothWays, extended, lastVertex, obvious, reroute, type Remainder } from '../model/path';
import type { FrameObject, ObjectId, Point, Points } from '../model/types';
import { snapped } from './snap';
import { stay, type Effect, type PointerEventInfo, type Step, type Tool, type ToolContext } from './types';

export interface PathState {
    /** Vertices of the new path, without the ones it begins and ends at. */
    readonly points: Points;
    readonly cursor: Point | null;
    readonly lastScreen: Point | null;
    /** The two shapes the finished path may leave; the next click tells which part stays. */
    readonly choice: readonly [Remainder, Remainder] | null;
}

const EMPTY: PathState = { points: [], cursor: null, lastScreen: null, choice: null };
const VERTEX_RADIUS = 9;
const SLIDE_STEP = 15;
const LEAVE: Effect = { type: 'leave' };

/**
 * Redraws part of a polygon or polyline: from one of its vertices over new points to another one. Of a polygon the
 * smaller part is replaced, or the click that follows tells which part stays. A line is also made longer, from one of
 * its ends.
 */
export function pathTool(id: ObjectId, vertex: number): Tool<PathState> {
    /** The outline the vertex is of: a polygon's own, or that of one of its holes. */
    const own = ({ type, points }: FrameObject) =>
        type === 'polygon' ? ringAt(points, vertex) : { ring: points, which: 0, index: vertex };
    const whole = (object: FrameObject, ring: Points): Points =>
        object.type === 'polygon'
            ? eachRing(object.points, (one, which) => (which === own(object).which ? ring : one))
            : ring;

    const replace = (object: FrameObject, ring: Points, label: string): Step<PathState> => {
        const points = whole(object, withoutRepeats(ring.map(round2), false));
        return stay(EMPTY, { type: 'reshape', edits: [{ id, points }], label }, LEAVE);
    };

    const close = (state: PathState, to: number, context: ToolContext): Step<PathState> => {
        const object = context.get(id);
        if (!object) return stay(EMPTY, LEAVE);
        const { ring, index } = own(object);
        if (object.type === 'polyline')
            return replace(object, reroute(ring, index, to, state.points), t('Changed path'));
        const both = bothWays(ring, index, to, state.points);
        const sound = both.filter(one => one.ring.length >= 6);
        if (sound.length === 1) return replace(object, sound[0].ring, t('Changed path'));
        const clear = context.settings.intelligentCrop ? obvious(both) : null;
        return clear ? replace(object, clear.ring, t('Changed path')) : stay({ ...state, choice: both });
    };

    const press = (state: PathState, event: PointerEventInfo, context: ToolContext): Step<PathState> => {
        const object = context.get(id);
        if (!object) return stay(EMPTY, LEAVE);
        if (state.choice) return replace(object, nearer(state.choice, event.p).ring, t('Changed path'));
        const { ring, index } = own(object);
        const near = nearestVertex(event.p, ring);
        if (near.distance * context.scale <= VERTEX_RADIUS && near.index !== index)
            return close(state, near.index, context);
        return add(state, event, context);
    };

    const add = (state: PathState, { p, s }: PointerEventInfo, context: ToolContext): Step<PathState> => {
        const at = clampPoint(snapped(p, context, id).p, context.image);
        return stay({ ...state, points: [...state.points, at.x, at.y], lastScreen: s, cursor: p });
    };

    return {
        initial: EMPTY,
        keepsAcrossFrames: false,
        busy: state => state.points.length > 0 || state.choice !== null,
        hint: (state, _settings, names) =>
            state.choice
                ? t('Click the part that stays')
                : t('Click the new way, then the vertex at which it ends; {key} makes a line longer', {
                      key: names.key('repeat'),
                  }),
        step(state, event, context) {
            switch (event.type) {
                case 'down':
                case 'double':
                    return press(state, event, context);
                case 'move': {
                    const { lastScreen } = state;
                    const slid =
                        lastScreen && Math.hypot(event.s.x - lastScreen.x, event.s.y - lastScreen.y) >= SLIDE_STEP;
                    if (slid && !state.choice && context.asks('slide', event.mods)) return add(state, event, context);
                    return stay({ ...state, cursor: event.p });
                }
                case 'finish': {
                    const object = context.get(id);
                    const atEnd = object && (vertex === 0 || vertex === lastVertex(object.points));
                    if (!object || !state.points.length) return stay(EMPTY, LEAVE);
                    if (object.type === 'polyline' && atEnd)
                        return replace(object, extended(object.points, vertex, state.points), t('Made longer'));
                    return stay(state, { type: 'notice', text: t('Click the vertex at which the new way ends.') });
                }
                case 'back':
                    if (state.choice) return stay({ ...state, choice: null });
                    return stay({ ...state, points: state.points.slice(0, -2) });
                case 'leave':
                    return stay({ ...state, cursor: null });
                case 'cancel':
                    return stay(EMPTY, LEAVE);
                default:
                    return stay(state);
            }
        },
        preview(state, context) {
            const object = context.get(id);
            if (!object) return { cursor: 'crosshair', sketches: [] };
            const { type, rotation } = object;
            const { choice, cursor } = state;
            if (choice) {
                const stays = cursor ? nearer(choice, cursor) : choice[0];
                return { cursor: 'pointer', sketches: [{ id, type, rotation, points: whole(object, stays.ring) }] };
            }
            const { ring, index } = own(object);
            const from = pointAt(ring, index);
            const way = [from.x, from.y, ...state.points, ...(cursor ? [cursor.x, cursor.y] : [])];
            const near = cursor ? nearestVertex(cursor, ring) : null;
            const reached = near && near.index !== index && near.distance * context.scale <= VERTEX_RADIUS;
            return {
                cursor: 'crosshair',
                sketches: [{ id, type, rotation, points: object.points }],
                guides: [{ points: way, dots: true }],
                targets: [from, ...(reached ? [pointAt(ring, near.index)] : [])],
            };
        },
    };
}

function nearer([a, b]: readonly [Remainder, Remainder], p: Point): Remainder {
    const away = (one: Remainder) => nearestEdge(p, one.kept, false).distance;
    return away(a) <= away(b) ? a : b;
}
