import { boxBetween, clampPoint, isLargeEnough, pointsOfBox, round2 } from '../model/geometry';
import type { Box, Point } from '../model/types';
import { snapped } from './snap';
import { DRAG_THRESHOLD, stay, type Sketch, type Tool, type ToolContext } from './types';

export type BoxState =
    | { readonly at: 'armed'; readonly cursor: Point | null }
    | { readonly at: 'sizing'; readonly from: Point; readonly pressed: Point | null; readonly to: Point };

const ARMED: BoxState = { at: 'armed', cursor: null };

/** Rectangle or ellipse by two opposite corners of its box: two clicks, or press, drag and release. */
export function boxTool(type: 'rectangle' | 'ellipse'): Tool<BoxState> {
    const inFrame = (at: Point, context: ToolContext) => {
        const { p } = snapped(at, context);
        return type === 'rectangle' ? clampPoint(p, context.image) : p;
    };
    const finish = (from: Point, to: Point) => {
        const points = pointsOfBox(type, boxBetween(from, to)).map(round2);
        if (!isLargeEnough({ type, points })) {
            return stay(ARMED, { type: 'notice', text: 'Smaller than one pixel: nothing was drawn.' });
        }
        return stay<BoxState>({ at: 'armed', cursor: to }, { type: 'create', shape: { type, points } });
    };
    return {
        initial: ARMED,
        keepsAcrossFrames: true,
        busy: state => state.at === 'sizing',
        hint: state => (state.at === 'armed' ? 'Click or drag from one corner' : 'Click the opposite corner'),
        step(state, event, context) {
            switch (event.type) {
                case 'down': {
                    const p = inFrame(event.p, context);
                    if (state.at === 'sizing') return finish(state.from, p);
                    return stay({ at: 'sizing', from: p, pressed: event.s, to: p });
                }
                case 'move': {
                    const p = inFrame(event.p, context);
                    return stay(state.at === 'armed' ? { at: 'armed', cursor: p } : { ...state, to: p });
                }
                case 'up': {
                    if (state.at === 'armed' || !state.pressed) return stay(state);
                    const moved = Math.hypot(event.s.x - state.pressed.x, event.s.y - state.pressed.y);
                    if (moved <= DRAG_THRESHOLD) return stay({ ...state, pressed: null });
                    return finish(state.from, inFrame(event.p, context));
                }
                case 'finish':
                    return state.at === 'sizing' ? finish(state.from, state.to) : stay(state, { type: 'leave' });
                case 'back':
                    return stay(ARMED);
                case 'cancel':
                    return state.at === 'sizing' ? stay(ARMED) : stay(ARMED, { type: 'leave' });
                default:
                    return stay(state);
            }
        },
        preview(state) {
            if (state.at === 'armed')
                return { cursor: 'crosshair', sketches: [], crosshair: state.cursor ?? undefined };
            const box = boxBetween(state.from, state.to);
            return {
                cursor: 'crosshair',
                crosshair: state.to,
                sketches: [{ type, points: pointsOfBox(type, box), rotation: 0 }],
                text: { at: state.to, value: sizeText(box) },
            };
        },
    };
}

export function sizeText(box: Box): string {
    return `${(box.maxX - box.minX).toFixed(1)} × ${(box.maxY - box.minY).toFixed(1)} px`;
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
    hint: state => `Click the outermost points on all four sides (${state.points.length + 1} of 4)`,
    step(state, event, context) {
        switch (event.type) {
            case 'down': {
                const points = [...state.points, clampPoint(snapped(event.p, context).p, context.image)];
                if (points.length < 4) return stay({ ...state, points });
                const stored = pointsOfBox('rectangle', boxAround(points)).map(round2);
                const next = { points: [], cursor: state.cursor };
                if (!isLargeEnough({ type: 'rectangle', points: stored })) {
                    return stay(next, { type: 'notice', text: 'Smaller than one pixel: nothing was drawn.' });
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
