import { t } from '../../shared/language';
import { boxBetween, clampPoint, isLargeEnough, pointsOfBox, round2 } from '../model/geometry';
import type { Box, Point } from '../model/types';
import { cornersTool, type CornersState } from './corners';
import { snapped } from './snap';
import { stay, TOO_SMALL, type Sketch, type Tool } from './types';

/** Rectangle or ellipse by two opposite corners of its box. */
export function boxTool(type: 'rectangle' | 'ellipse'): Tool<CornersState> {
    return cornersTool({
        hints: { first: t('Click or drag from one corner'), second: t('Click the opposite corner') },
        place(at, context) {
            const { p } = snapped(at, context);
            return type === 'rectangle' ? clampPoint(p, context.image) : p;
        },
        made(from, to) {
            const points = pointsOfBox(type, boxBetween(from, to)).map(round2);
            return isLargeEnough({ type, points }) ? { type: 'create', shape: { type, points } } : TOO_SMALL;
        },
        sketches: (from, to) => [{ type, points: pointsOfBox(type, boxBetween(from, to)), rotation: 0 }],
    });
}

export interface ExtremeState {
    readonly points: readonly Point[];
    readonly cursor: Point | null;
}

function boxAround(points: readonly Point[]): Box {
    return points
        .map(p => boxBetween(p, p))
        .reduce((a, b) => ({
            minX: Math.min(a.minX, b.minX),
            minY: Math.min(a.minY, b.minY),
            maxX: Math.max(a.maxX, b.maxX),
            maxY: Math.max(a.maxY, b.maxY),
        }));
}

/** Rectangle by the outermost points of a thing: four clicks in any order, their bounding box is stored. */
export const extremeTool: Tool<ExtremeState> = {
    initial: { points: [], cursor: null },
    keepsAcrossFrames: true,
    busy: state => state.points.length > 0,
    hint: state => t('Click the outermost points on all four sides ({count} of 4)', { count: state.points.length + 1 }),
    step(state, event, context) {
        switch (event.type) {
            // One point may be the outermost on two sides.
            case 'down':
            case 'double': {
                const points = [...state.points, clampPoint(snapped(event.p, context).p, context.image)];
                if (points.length < 4) return stay({ ...state, points });
                const stored = pointsOfBox('rectangle', boxAround(points)).map(round2);
                const next = { points: [], cursor: state.cursor };
                if (!isLargeEnough({ type: 'rectangle', points: stored })) {
                    return stay(next, TOO_SMALL);
                }
                return stay(next, { type: 'create', shape: { type: 'rectangle', points: stored } });
            }
            case 'move':
                return stay({ ...state, cursor: clampPoint(event.p, context.image) });
            case 'back':
                return stay({ ...state, points: state.points.slice(0, -1) });
            case 'cancel':
                return state.points.length
                    ? stay({ ...state, points: [] })
                    : stay(extremeTool.initial, { type: 'leave' });
            case 'finish':
                return stay(extremeTool.initial, { type: 'leave' });
            default:
                return stay(state);
        }
    },
    preview(state) {
        const shown = state.cursor ? [...state.points, state.cursor] : state.points;
        const sketches: Sketch[] = [];
        if (state.points.length) {
            sketches.push({ type: 'rectangle', points: pointsOfBox('rectangle', boxAround(shown)), rotation: 0 });
            sketches.push({ type: 'points', points: state.points.flatMap(p => [p.x, p.y]), rotation: 0, open: true });
        }
        return { cursor: 'crosshair', sketches, crosshair: state.cursor ?? undefined };
    },
};
