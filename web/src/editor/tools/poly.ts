import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { clampPoint, clipRing, isLargeEnough, pointAt, round2, withoutRepeats } from '../model/geometry';
import type { Point, Points } from '../model/types';
import { alignedTo, borderBetween, outlineAt, snapped, vertexNear, verticesOf, type NearVertex } from './snap';
import { stay, TOO_SMALL, type PointerEventInfo, type Step, type Tool, type ToolContext } from './types';

export type PolyKind = 'polygon' | 'polyline' | 'points';

/** Vertices of one outline of another shape, clicked one after the other, whose border is about to be taken over. */
interface Border {
    readonly id: number;
    readonly first: number;
    readonly second: number | null;
}

export interface PolyState {
    readonly points: Points;
    /** How many numbers of `points` each click has added, so that one step back takes a whole border away. */
    readonly steps: readonly number[];
    readonly cursor: Point | null;
    /** What the cursor is drawn to. */
    readonly target: Point | null;
    /** Screen point of the last vertex, from which sliding counts. */
    readonly lastScreen: Point | null;
    readonly border: Border | null;
}

/** Screen distance between vertices laid by sliding with Shift. */
const SLIDE_STEP = 15;
/** Screen distance within which a click on the first vertex closes a ring. */
const CLOSE_RADIUS = 8;

const MINIMUM: Record<PolyKind, number> = { polygon: 3, polyline: 2, points: 1 };
const EMPTY: PolyState = { points: [], steps: [], cursor: null, target: null, lastScreen: null, border: null };

/**
 * Polygon, polyline or a set of points, vertex by vertex. Shift while moving lays vertices along the way, Ctrl keeps to
 * multiples of 45 degrees. With a count given the drawing ends by itself. Vertices of other shapes attract, and with
 * automatic bordering three of them give the border between the first and the last.
 */
export function polyTool(kind: PolyKind, count?: number): Tool<PolyState> {
    const minimum = MINIMUM[kind];

    const finish = (state: PolyState, context: ToolContext): Step<PolyState> => {
        const points = stored(kind, state.points, context);
        const next = { ...EMPTY, cursor: state.cursor };
        if (state.points.length === 0) return stay(next, { type: 'leave' });
        if (points.length < 2 * minimum) {
            return stay(state, {
                type: 'notice',
                text: t('A {kind} needs at least {minimum} points inside the image.', { kind: word(kind), minimum }),
            });
        }
        if (!isLargeEnough({ type: kind, points })) {
            return stay(next, TOO_SMALL);
        }
        return stay(next, { type: 'create', shape: { type: kind, points } });
    };

    const add = (state: PolyState, added: Points, s: Point, context: ToolContext): Step<PolyState> => {
        const inside = kind === 'polygon' ? added : clamped(added, context);
        const next = {
            ...state,
            points: [...state.points, ...inside],
            steps: [...state.steps, inside.length],
            lastScreen: s,
        };
        return count && next.points.length >= 2 * count ? finish(next, context) : stay(next);
    };

    const press = (state: PolyState, event: PointerEventInfo, context: ToolContext): Step<PolyState> => {
        if (kind === 'polygon' && closes(state, event.p, context)) return finish(state, context);
        const vertex = context.settings.bordering && kind !== 'points' ? vertexNear(event.p, context) : null;
        if (vertex) return onBorder(state, vertex, event.s, context);
        const { p, target } = aimed(state, event, context);
        return add({ ...state, border: null, cursor: p, target }, [p.x, p.y], event.s, context);
    };

    const onBorder = (state: PolyState, vertex: NearVertex, s: Point, context: ToolContext): Step<PolyState> => {
        const { border } = state;
        const { id, index, at } = vertex;
        const object = context.get(id);
        // From the outline to a hole, or from one hole to another, there is no border.
        const here = object && outlineAt(object, index);
        const first = object && border?.id === id ? outlineAt(object, border.first) : null;
        if (!border || !here || first?.which !== here.which) {
            const begun = { ...state, border: { id, first: index, second: null }, cursor: at, target: at };
            return add(begun, [at.x, at.y], s, context);
        }
        if (border.second === null) {
            if (here.index === first.index) return stay({ ...state, border: null });
            return stay({ ...state, border: { ...border, second: index } });
        }
        const closed = object.type !== 'polyline' && object.type !== 'points';
        const second = outlineAt(object, border.second).index;
        const way = borderBetween(here.ring, first.index, second, here.index, closed);
        return add({ ...state, border: null, cursor: at, target: at }, way, s, context);
    };

    return {
        initial: EMPTY,
        keepsAcrossFrames: true,
        busy: state => state.points.length > 0,
        hint(state, _settings, names) {
            const n = state.points.length / 2;
            if (state.border)
                return state.border.second === null
                    ? t('Click a vertex of the same shape that lies on the way to take')
                    : t('Click the vertex at which the shared border ends');
            const slide = names.held('slide');
            if (n === 0 && !slide) return t('Click to place points');
            if (n === 0) return t('Click to place points; hold {held} and move to draw freely', { held: slide });
            return n < minimum
                ? t('Click the next point ({n})', { n })
                : t('Click on, or press {key} to finish ({n})', { n, key: names.key('repeat') });
        },
        step(state, event, context) {
            switch (event.type) {
                case 'down':
                    return press(state, event, context);
                case 'move': {
                    const { lastScreen } = state;
                    const far =
                        lastScreen && Math.hypot(event.s.x - lastScreen.x, event.s.y - lastScreen.y) >= SLIDE_STEP;
                    if (far && context.asks('slide', event.mods))
                        return add({ ...state, border: null }, [event.p.x, event.p.y], event.s, context);
                    const { p, target } = aimed(state, event, context);
                    return stay({ ...state, cursor: p, target });
                }
                case 'double':
                    // Its first click has ended the drawing already.
                    if (!state.points.length) return stay(state);
                    return finish({ ...state, points: withoutRepeats(state.points, false) }, context);
                case 'leave':
                    return stay({ ...state, cursor: null, target: null });
                case 'finish':
                    return finish(state, context);
                case 'back': {
                    const taken = state.steps.at(-1) ?? 0;
                    return stay({
                        ...state,
                        points: state.points.slice(0, state.points.length - taken),
                        steps: state.steps.slice(0, -1),
                        border: null,
                    });
                }
                case 'cancel':
                    return state.points.length
                        ? stay({ ...EMPTY, cursor: state.cursor })
                        : stay(EMPTY, { type: 'leave' });
                default:
                    return stay(state);
            }
        },
        preview(state, context) {
            const rubber = state.cursor && state.points.length && kind !== 'points';
            const points = rubber ? [...state.points, state.cursor!.x, state.cursor!.y] : state.points;
            return {
                cursor: 'crosshair',
                sketches: points.length ? [{ type: kind, points, rotation: 0, open: true }] : [],
                targets: targetsOf(state, context),
            };
        },
    };
}

/** Where a click would go: onto a target, or on a multiple of 45 degrees from the last vertex with Ctrl. */
function aimed(state: PolyState, { p, mods }: PointerEventInfo, context: ToolContext) {
    if (state.points.length && context.asks('align', mods))
        return { p: alignedTo(pointAt(state.points, state.points.length / 2 - 1), p), target: null };
    const reach = context.settings.bordering && !context.settings.snapping ? vertexNear(p, context)?.at : undefined;
    return reach ? { p: reach, target: reach } : snapped(p, context, undefined, state.target);
}

function targetsOf({ target, border }: PolyState, context: ToolContext): Point[] {
    const object = border && context.get(border.id);
    const marks = object ? [border.first, border.second].filter(i => i !== null) : [];
    const clicked = object ? marks.map(i => pointAt(verticesOf(object), i)) : [];
    return target ? [...clicked, target] : clicked;
}

function clamped(points: Points, context: ToolContext): number[] {
    const out: number[] = [];
    for (let i = 0; i + 1 < points.length; i += 2) {
        const { x, y } = clampPoint({ x: points[i], y: points[i + 1] }, context.image);
        out.push(x, y);
    }
    return out;
}

function closes(state: PolyState, p: Point, context: ToolContext): boolean {
    if (state.points.length < 6) return false;
    const first = pointAt(state.points, 0);
    return Math.hypot(p.x - first.x, p.y - first.y) * context.scale <= CLOSE_RADIUS;
}

/** What is kept of the clicks: polygons cut to the frame, repetitions dropped, two decimals. */
function stored(kind: PolyKind, points: Points, context: ToolContext): number[] {
    if (kind === 'points') return points.map(round2);
    const cut = kind === 'polygon' ? clipRing(points, context.image) : points;
    return withoutRepeats(cut.map(round2), kind === 'polygon');
}
