import { clampPoint, clipRing, isLargeEnough, pointAt, round2, withoutRepeats } from '../model/geometry';
import type { Point, Points } from '../model/types';
import { stay, type Step, type Tool, type ToolContext } from './types';

export type PolyKind = 'polygon' | 'polyline' | 'points';

export interface PolyState {
    readonly points: Points;
    readonly cursor: Point | null;
    /** Screen point of the last vertex, from which sliding counts. */
    readonly lastScreen: Point | null;
}

/** Screen distance between vertices laid by sliding with Shift. */
const SLIDE_STEP = 15;
/** Screen distance within which a click on the first vertex closes a ring. */
const CLOSE_RADIUS = 8;

const MINIMUM: Record<PolyKind, number> = { polygon: 3, polyline: 2, points: 1 };
const EMPTY: PolyState = { points: [], cursor: null, lastScreen: null };

/**
 * Polygon, polyline or a set of points, vertex by vertex. Shift while moving lays vertices along the way. With a count
 * given the drawing ends by itself.
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
                text: `A ${kind} needs at least ${minimum} points inside the image.`,
            });
        }
        if (!isLargeEnough({ type: kind, points })) {
            return stay(next, { type: 'notice', text: 'Smaller than one pixel: nothing was drawn.' });
        }
        return stay(next, { type: 'create', shape: { type: kind, points } });
    };

    const add = (state: PolyState, p: Point, s: Point, context: ToolContext): Step<PolyState> => {
        const at = kind === 'polygon' ? p : clampPoint(p, context.image);
        const next = { points: [...state.points, at.x, at.y], cursor: p, lastScreen: s };
        return count && next.points.length === 2 * count ? finish(next, context) : stay(next);
    };

    return {
        initial: EMPTY,
        keepsAcrossFrames: true,
        busy: state => state.points.length > 0,
        hint(state) {
            const n = state.points.length / 2;
            if (n === 0) return 'Click to place points; hold Shift and move to draw freely';
            return n < minimum ? `Click the next point (${n})` : `Click on, or press N to finish (${n})`;
        },
        step(state, event, context) {
            switch (event.type) {
                case 'down':
                    if (kind === 'polygon' && closes(state, event.p, context)) return finish(state, context);
                    return add(state, event.p, event.s, context);
                case 'move': {
                    const { lastScreen } = state;
                    const far =
                        lastScreen && Math.hypot(event.s.x - lastScreen.x, event.s.y - lastScreen.y) >= SLIDE_STEP;
                    if (far && event.mods.shift) return add(state, event.p, event.s, context);
                    return stay({ ...state, cursor: event.p });
                }
                case 'double':
                    return finish({ ...state, points: withoutRepeats(state.points, false) }, context);
                case 'leave':
                    return stay({ ...state, cursor: null });
                case 'finish':
                    return finish(state, context);
                case 'back':
                    return stay({ ...state, points: state.points.slice(0, -2) });
                case 'cancel':
                    return state.points.length
                        ? stay({ ...EMPTY, cursor: state.cursor })
                        : stay(EMPTY, { type: 'leave' });
                default:
                    return stay(state);
            }
        },
        preview(state) {
            const rubber = state.cursor && state.points.length && kind !== 'points';
            const points = rubber ? [...state.points, state.cursor!.x, state.cursor!.y] : state.points;
            return {
                cursor: 'crosshair',
                sketches: points.length ? [{ type: kind, points, rotation: 0, open: true }] : [],
            };
        },
    };
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
