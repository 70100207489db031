import { t } from '../../shared/language';
import { boxBetween, clampPoint, pointsOfBox, round2 } from '../model/geometry';
import { regionOfBox } from '../model/issues';
import type { Point } from '../model/types';
import { polyTool, type PolyState } from './poly';
import { DRAG_THRESHOLD, stay, type Effect, type Tool } from './types';

export interface IssueState {
    readonly cursor: Point | null;
    /** Where the button went down, on the image and on the screen. */
    readonly from: { readonly p: Point; readonly s: Point } | null;
    readonly dragged: boolean;
}

const ARMED: IssueState = { cursor: null, from: null, dragged: false };

/** Points at something: a click is a place, a drag a box. What is to be said about it is asked for afterwards. */
export const issueTool: Tool<IssueState> = {
    initial: ARMED,
    keepsAcrossFrames: false,
    busy: state => state.from !== null,
    hint: () => t('Click a place, or drag a box around it'),
    step(state, event, context) {
        switch (event.type) {
            case 'down':
                return stay({ cursor: event.p, from: { p: event.p, s: event.s }, dragged: false });
            case 'move': {
                const far = state.from && Math.hypot(event.s.x - state.from.s.x, event.s.y - state.from.s.y);
                return stay({ ...state, cursor: event.p, dragged: state.dragged || (far ?? 0) > DRAG_THRESHOLD });
            }
            case 'up': {
                if (!state.from) return stay(state);
                const [a, b] = [clampPoint(state.from.p, context.image), clampPoint(event.p, context.image)];
                const box = boxBetween(a, b);
                const flat = round2(box.minX) === round2(box.maxX) || round2(box.minY) === round2(box.maxY);
                const position = state.dragged && !flat ? regionOfBox(box) : [round2(a.x), round2(a.y)];
                return stay({ ...ARMED, cursor: event.p }, { type: 'issue', position }, { type: 'leave' });
            }
            case 'cancel':
            case 'back':
                return state.from ? stay({ ...ARMED, cursor: state.cursor }) : stay(ARMED, { type: 'leave' });
            case 'finish':
                return stay(ARMED, { type: 'leave' });
            case 'leave':
                return stay({ ...state, cursor: null });
            default:
                return stay(state);
        }
    },
    preview({ cursor, from, dragged }, context) {
        const crosshair = cursor ?? undefined;
        if (!from || !cursor || !dragged) return { cursor: 'crosshair', sketches: [], crosshair };
        const [x0, y0, x1, y1] = pointsOfBox('rectangle', boxBetween(from.p, clampPoint(cursor, context.image)));
        const points = [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0];
        return { cursor: 'crosshair', sketches: [], crosshair, guides: [{ points, dashed: true }] };
    },
};

const outline = polyTool('polygon');

/** Outlines something by its corners, drawn as a polygon is. */
export const issueOutlineTool: Tool<PolyState> = {
    ...outline,
    keepsAcrossFrames: false,
    hint(state, settings, names) {
        const slide = names.held('slide');
        if (state.points.length) return outline.hint(state, settings, names);
        return slide
            ? t('Click the corners of what it is about; hold {held} to draw freely', { held: slide })
            : t('Click the corners of what it is about');
    },
    step(state, event, context) {
        const next = outline.step(state, event, context);
        const effects = next.effects.flatMap((effect): Effect[] =>
            effect.type === 'create' ? [{ type: 'issue', position: effect.shape.points }, { type: 'leave' }] : [effect],
        );
        return { ...next, effects };
    },
};
