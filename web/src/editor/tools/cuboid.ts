import { t } from '../../shared/language';
import { cuboidFromBox, cuboidFromPoints, isSound, pulledIn } from '../model/cuboid';
import { boxBetween, isLargeEnough, pointsOfBox } from '../model/geometry';
import type { Point, Points } from '../model/types';
import { cornersTool, type CornersState } from './corners';
import { stay, type Effect, type Sketch, type Tool, type ToolContext } from './types';

const TOO_FLAT: Effect = { type: 'notice', text: t('Too small for a cuboid: nothing was drawn.') };

function made(points: number[], context: ToolContext): Effect {
    if (!isLargeEnough({ type: 'cuboid', points }) || !isSound(points)) return TOO_FLAT;
    return { type: 'create', shape: { type: 'cuboid', points: pulledIn(points, context.image) } };
}

/** Cuboid by its front face, drawn like a rectangle; the back follows further up and to the right. */
export const cuboidBoxTool: Tool<CornersState> = cornersTool({
    hints: { first: t('Draw the front face from one corner'), second: t('Click the opposite corner') },
    made: (from, to, context) => made(cuboidFromBox(from, to), context),
    sketches(from, to) {
        const box = boxBetween(from, to);
        const flat = box.maxX === box.minX || box.maxY === box.minY;
        return [
            flat
                ? { type: 'rectangle', points: pointsOfBox('rectangle', box), rotation: 0 }
                : { type: 'cuboid', points: cuboidFromBox(from, to), rotation: 0 },
        ];
    },
});

export interface CuboidPointsState {
    readonly points: readonly Point[];
    readonly cursor: Point | null;
}

const HINTS = [
    t('Click a corner of a face'),
    t('Click the next corner of that face'),
    t('Click the corner after it; the fourth follows'),
    t('Click where the depth from that corner ends'),
];

/** Cuboid by three corners of a face and the end of the edge that leads into depth from the third. */
export const cuboidPointsTool: Tool<CuboidPointsState> = {
    initial: { points: [], cursor: null },
    keepsAcrossFrames: true,
    busy: state => state.points.length > 0,
    hint: state => t('{hints} ({count} of 4)', { hints: HINTS[state.points.length], count: state.points.length + 1 }),
    step(state, event, context) {
        switch (event.type) {
            case 'down':
            case 'double': {
                const points = [...state.points, event.p];
                if (points.length < 4) return stay({ points, cursor: event.p });
                const [a, b, c, d] = points;
                return stay({ points: [], cursor: event.p }, made(cuboidFromPoints(a, b, c, d), context));
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
