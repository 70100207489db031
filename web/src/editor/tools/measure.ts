import { t } from '../../shared/language';
import { distance, pointAt } from '../model/geometry';
import { signedArea } from '../model/contours';
import type { Point, Points } from '../model/types';
import { snapped } from './snap';
import { stay, type Tool } from './types';

export interface MeasureState {
    readonly points: Points;
    readonly cursor: Point | null;
    /** The last click ended the way: the next one begins another. */
    readonly ended: boolean;
}

const EMPTY: MeasureState = { points: [], cursor: null, ended: false };
const CLOSE_RADIUS = 8;

/** Lengths, angles and areas in image pixels; nothing is stored. */
export const measureTool: Tool<MeasureState> = {
    initial: EMPTY,
    keepsAcrossFrames: true,
    busy: state => state.points.length > 0 && !state.ended,
    hint: (state, _settings, names) =>
        state.points.length && !state.ended
            ? t('Click on; {key} ends', { key: names.key('repeat') })
            : t('Click where to measure from'),
    step(state, event, context) {
        switch (event.type) {
            case 'down': {
                const { p } = snapped(event.p, context);
                if (state.ended) return stay({ points: [p.x, p.y], cursor: p, ended: false });
                const closes =
                    state.points.length >= 6 && distance(p, pointAt(state.points, 0)) * context.scale <= CLOSE_RADIUS;
                if (closes)
                    return stay({ points: [...state.points, ...state.points.slice(0, 2)], cursor: null, ended: true });
                return stay({ points: [...state.points, p.x, p.y], cursor: p, ended: false });
            }
            case 'move':
                return stay({ ...state, cursor: snapped(event.p, context).p });
            case 'leave':
                return stay({ ...state, cursor: null });
            case 'double':
                return stay(state.points.length ? { ...state, cursor: null, ended: true } : state);
            case 'finish':
                return state.points.length && !state.ended
                    ? stay({ ...state, cursor: null, ended: true })
                    : stay(EMPTY, { type: 'leave' });
            case 'back':
                return stay({ ...state, points: state.points.slice(0, -2), ended: false });
            case 'cancel':
                return state.points.length ? stay({ ...EMPTY, cursor: state.cursor }) : stay(EMPTY, { type: 'leave' });
            default:
                return stay(state);
        }
    },
    preview({ points, cursor, ended }) {
        const way = cursor && !ended && points.length ? [...points, cursor.x, cursor.y] : points;
        if (way.length < 4) return { cursor: 'crosshair', sketches: [], crosshair: cursor ?? undefined };
        return { cursor: 'crosshair', sketches: [], guides: [{ points: way, dots: true }], labels: measures(way) };
    },
};

/** Length and direction of every stretch, and at the end the whole: its length, and its area where it is closed. */
export function measures(way: Points): { at: Point; value: string }[] {
    const out: { at: Point; value: string }[] = [];
    let total = 0;
    const n = way.length / 2;
    for (let i = 0; i + 1 < n; ++i) {
        const [a, b] = [pointAt(way, i), pointAt(way, i + 1)];
        const length = distance(a, b);
        total += length;
        const angle = (Math.atan2(a.y - b.y, b.x - a.x) * 180) / Math.PI;
        const at = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
        out.push({ at, value: `${length.toFixed(1)} px, ${angle.toFixed(1)}°` });
    }
    if (n > 2) {
        const [first, last] = [pointAt(way, 0), pointAt(way, n - 1)];
        const area = n > 3 && distance(first, last) < 1e-6 ? Math.abs(signedArea([...way])) / 2 : null;
        out.push({ at: last, value: `${total.toFixed(1)} px${area === null ? '' : `, ${area.toFixed(0)} px²`}` });
    }
    return out;
}
