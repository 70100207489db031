import { cuboidFromBox, cuboidFromPoints, isSound, pulledIn } from '../model/cuboid';
import { boxBetween, isLargeEnough, pointsOfBox } from '../model/geometry';
import type { Point, Points } from '../model/types';
import { sizeText } from './rectangle';
import { DRAG_THRESHOLD, stay, type Sketch, type Step, type Tool, type ToolContext } from './types';

export type CuboidBoxState =
    | { readonly at: 'armed'; readonly cursor: Point | null }
    | { readonly at: 'sizing'; readonly from: Point; readonly pressed: Point | null; readonly to: Point };

const ARMED: CuboidBoxState = { at: 'armed', cursor: null };
const TOO_SMALL = 'Too small for a cuboid: nothing was drawn.';

function created<S>(next: S, points: number[], context: ToolContext): Step<S> {
    if (!isLargeEnough({ type: 'cuboid', points }) || !isSound(points))
        return stay(next, { type: 'notice', text: TOO_SMALL });
    return stay(next, { type: 'create', shape: { type: 'cuboid', points: pulledIn(points, context.image) } });
}

/** Cuboid by its front face, drawn like a rectangle; the back follows further up and to the right. */
export const cuboidBoxTool: Tool<CuboidBoxState> = {
    initial: ARMED,
    keepsAcrossFrames: true,
    busy: state => state.at === 'sizing',
    hint: state => (state.at === 'armed' ? 'Draw the front face from one corner' : 'Click the opposite corner'),
    step(state, event, context) {
        const finish = (from: Point, to: Point) =>
            created<CuboidBoxState>({ at: 'armed', cursor: to }, cuboidFromBox(from, to), context);
        switch (event.type) {
            case 'down':
                if (state.at === 'sizing') return finish(state.from, event.p);
                return stay({ at: 'sizing', from: event.p, pressed: event.s, to: event.p });
            case 'move':
                return stay(state.at === 'armed' ? { at: 'armed', cursor: event.p } : { ...state, to: event.p });
            case 'up': {
                if (state.at === 'armed' || !state.pressed) return stay(state);
                const moved = Math.hypot(event.s.x - state.pressed.x, event.s.y - state.pressed.y);
                if (moved <= DRAG_THRESHOLD) return stay({ ...state, pressed: null });
                return finish(state.from, event.p);
            }
            case 'finish':
                return state.at === 'sizing' ? finish(state.from, state.to) : stay(ARMED, { type: 'leave' });
            case 'back':
                return stay(ARMED);
            case 'cancel':
                return state.at === 'sizing' ? stay(ARMED) : stay(ARMED, { type: 'leave' });
            default:
                return stay(state);
        }
    },
    preview(state) {
        if (state.at === 'armed') return { cursor: 'crosshair', sketches: [], crosshair: state.cursor ?? undefined };
        const box = boxBetween(state.from, state.to);
        const points = cuboidFromBox(state.from, state.to);
        const flat = box.maxX === box.minX || box.maxY === box.minY;
        const sketch: Sketch = flat
            ? { type: 'rectangle', points: pointsOfBox('rectangle', box), rotation: 0 }
            : { type: 'cuboid', points, rotation: 0 };
        return {
            cursor: 'crosshair',
            crosshair: state.to,
            sketches: [sketch],
            text: { at: state.to, value: sizeText(box) },
        };
    },
};

export interface CuboidPointsState {
    readonly points: readonly Point[];
    readonly cursor: Point | null;
}

const HINTS = [
    'Click a corner of a face',
    'Click the next corner of that face',
    'Click the corner after it; the fourth follows',
    'Click where the depth from that corner ends',
];

/** Cuboid by three corners of a face and the end of the edge that leads into depth from the third. */
export const cuboidPointsTool: Tool<CuboidPointsState> = {
    initial: { points: [], cursor: null },
    keepsAcrossFrames: true,
    busy: state => state.points.length > 0,
    hint: state => `${HINTS[state.points.length]} (${state.points.length + 1} of 4)`,
    step(state, event, context) {
        switch (event.type) {
            case 'down': {
                const points = [...state.points, event.p];
                if (points.length < 4) return stay({ points, cursor: event.p });
                const [a, b, c, d] = points;
                return created({ points: [], cursor: event.p }, cuboidFromPoints(a, b, c, d), context);
            }
            case 'move':
                return stay({ ...state, cursor: event.p });
            case 'leave':
                return stay({ ...state, cursor: null });
            case 'back':
                return stay({ ...state, points: state.points.slice(0, -1) });
            case 'cancel':
                return state.points.length
                    ? stay({ ...state, points: [] })
                    : stay(cuboidPointsTool.initial, { type: 'leave' });
            case 'finish':
                return stay(cuboidPointsTool.initial, { type: 'leave' });
            default:
                return stay(state);
        }
    },
    preview({ points, cursor }) {
        const shown = cursor ? [...points, cursor] : points;
        return { cursor: 'crosshair', crosshair: cursor ?? undefined, sketches: points.length ? face(shown) : [] };
    },
};

/** What the clicks so far amount to: a line, a face, a cuboid. */
function face(p: readonly Point[]): Sketch[] {
    const flat = (list: readonly Point[]): Points => list.flatMap(one => [one.x, one.y]);
    const dots: Sketch = { type: 'points', points: flat(p), rotation: 0, open: true };
    if (p.length < 3) return [{ type: 'polyline', points: flat(p), rotation: 0 }, dots];
    if (p.length === 3) {
        const fourth = { x: p[0].x + p[2].x - p[1].x, y: p[0].y + p[2].y - p[1].y };
        return [{ type: 'polygon', points: flat([...p, fourth]), rotation: 0 }, dots];
    }
    return [{ type: 'cuboid', points: cuboidFromPoints(p[0], p[1], p[2], p[3]), rotation: 0 }, dots];
}
