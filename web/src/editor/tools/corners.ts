import { t } from '../../shared/language';
import { boxBetween } from '../model/geometry';
import type { Box, Point } from '../model/types';
import { DRAG_THRESHOLD, type Effect, type Sketch, stay, type Step, type Tool, type ToolContext } from './types';

export type CornersState =
    | { readonly at: 'armed'; readonly cursor: Point | null }
    | { readonly at: 'sizing'; readonly from: Point; readonly pressed: Point | null; readonly to: Point };

const ARMED: CornersState = { at: 'armed', cursor: null };

/** What a tool makes of two opposite corners. */
export interface Corners {
    readonly hints: { readonly first: string; readonly second: string };
    /** Where a corner lands for a point of the pointer; on the point itself if nothing is said. */
    place?(p: Point, context: ToolContext): Point;
    made(from: Point, to: Point, context: ToolContext): Effect;
    sketches(from: Point, to: Point, context: ToolContext): readonly Sketch[];
    /** The box itself is shown around what is stretched into it. */
    readonly outlined?: boolean;
}

export function sizeText(box: Box): string {
    return t('{maxX} × {maxY} px', { maxX: (box.maxX - box.minX).toFixed(1), maxY: (box.maxY - box.minY).toFixed(1) });
}

/** Draws by two opposite corners: two clicks, or press, drag and release. */
export function cornersTool(rules: Corners): Tool<CornersState> {
    const place = (p: Point, context: ToolContext) => rules.place?.(p, context) ?? p;
    const finish = (from: Point, to: Point, context: ToolContext): Step<CornersState> =>
        stay({ at: 'armed', cursor: to }, rules.made(from, to, context));
    const begin = (from: Point, pressed: Point): Step<CornersState> => stay({ at: 'sizing', from, pressed, to: from });
    return {
        initial: ARMED,
        keepsAcrossFrames: true,
        busy: state => state.at === 'sizing',
        hint: state => (state.at === 'armed' ? rules.hints.first : rules.hints.second),
        step(state, event, context) {
            switch (event.type) {
                case 'down': {
                    const p = place(event.p, context);
                    return state.at === 'sizing' ? finish(state.from, p, context) : begin(p, event.s);
                }
                // One box may begin where the last one has just ended; a second corner on the first one is none.
                case 'double':
                    return state.at === 'sizing' ? stay(state) : begin(place(event.p, context), event.s);
                case 'move': {
                    const p = place(event.p, context);
                    return stay(state.at === 'armed' ? { at: 'armed', cursor: p } : { ...state, to: p });
                }
                case 'up': {
                    if (state.at === 'armed' || !state.pressed) return stay(state);
                    const moved = Math.hypot(event.s.x - state.pressed.x, event.s.y - state.pressed.y);
                    if (moved <= DRAG_THRESHOLD) return stay({ ...state, pressed: null });
                    return finish(state.from, place(event.p, context), context);
                }
                case 'finish':
                    return state.at === 'sizing'
                        ? finish(state.from, state.to, context)
                        : stay(state, { type: 'leave' });
                case 'back':
                    return stay(ARMED);
                case 'cancel':
                    return state.at === 'sizing' ? stay(ARMED) : stay(ARMED, { type: 'leave' });
                default:
                    return stay(state);
            }
        },
        preview(state, context) {
            if (state.at === 'armed')
                return { cursor: 'crosshair', sketches: [], crosshair: state.cursor ?? undefined };
            const box = boxBetween(state.from, state.to);
            return {
                cursor: 'crosshair',
                crosshair: state.to,
                marquee: rules.outlined ? box : undefined,
                sketches: rules.sketches(state.from, state.to, context),
                text: { at: state.to, value: sizeText(box) },
            };
        },
    };
}
