import { t } from '../../shared/language';
import { holeTrouble } from '../model/holes';
import type { FrameObject, ObjectId } from '../model/types';
import { polyTool, type PolyState } from './poly';
import { stay, type Effect, type Step, type Tool, type ToolContext } from './types';

export interface HoleState {
    readonly target: ObjectId | null;
    /** The ring being drawn. */
    readonly ring: PolyState;
    readonly over: ObjectId | null;
    /** What was selected before has been taken over. */
    readonly begun: boolean;
}

const polygon = polyTool('polygon');
const EMPTY: HoleState = { target: null, ring: polygon.initial, over: null, begun: false };
const LEAVE: Effect = { type: 'leave' };

/**
 * Cuts holes into a polygon or a mask: pick it, draw a ring in it as a polygon is drawn, and another one. A polygon's hole
 * must lie inside it and clear of its other holes; of a mask whatever the ring covers is taken away.
 */
export function holeTool(selected?: ObjectId): Tool<HoleState> {
    const start = (state: HoleState, context: ToolContext): HoleState => {
        const own = state.begun ? state.target : (selected ?? null);
        const object = own === null ? undefined : context.get(own);
        // What is cut may have gone by undoing, or by others.
        return { ...state, target: object && suits(object, context) ? object.id : null, begun: true };
    };

    const draw = (state: HoleState, next: Step<PolyState>, context: ToolContext): Step<HoleState> => {
        const { target } = state;
        const object = target === null ? undefined : context.get(target);
        const made = next.effects.find(effect => effect.type === 'create');
        if (!object || made?.type !== 'create') return { state: { ...state, ring: next.state }, effects: next.effects };
        const ring = made.shape.points;
        const trouble = object.type === 'polygon' ? holeTrouble(object.points, ring) : null;
        if (trouble)
            return stay(state, {
                type: 'notice',
                text: t('{trouble} {key} takes corners back.', { trouble, key: context.names.key('back') }),
            });
        return stay({ ...state, ring: next.state }, { type: 'hole', id: object.id, ring });
    };

    return {
        initial: EMPTY,
        keepsAcrossFrames: false,
        busy: state => polygon.busy(state.ring),
        hint(state, settings, names) {
            if (state.target === null && (state.begun || selected === undefined))
                return t('Click the polygon or mask to cut a hole into');
            const slide = names.held('slide');
            if (!polygon.busy(state.ring))
                return slide
                    ? t('Click the corners of the hole; hold {held} to draw freely', { held: slide })
                    : t('Click the corners of the hole');
            return polygon.hint(state.ring, settings, names);
        },
        step(before, event, context) {
            const state = start(before, context);
            if (state.target !== null) return draw(state, polygon.step(state.ring, event, context), context);
            switch (event.type) {
                case 'down':
                case 'double':
                    return pick(state, context.hit(event.p), context);
                case 'move': {
                    const over = context.hit(event.p).find(object => suits(object, context))?.id ?? null;
                    const effects: Effect[] = over === state.over ? [] : [{ type: 'hover', id: over }];
                    return stay({ ...state, over }, ...effects);
                }
                case 'finish':
                case 'cancel':
                    return stay({ ...EMPTY, begun: true }, { type: 'hover', id: null }, LEAVE);
                default:
                    return stay(state);
            }
        },
        preview(before, context) {
            const state = start(before, context);
            const object = state.target === null ? undefined : context.get(state.target);
            if (!object) return { cursor: state.over === null ? 'default' : 'pointer', sketches: [] };
            const { id, type, points, rotation } = object;
            const drawing = polygon.preview(state.ring, context);
            return { ...drawing, sketches: [{ id, type, points, rotation }, ...drawing.sketches] };
        },
    };
}

function suits(object: FrameObject, context: ToolContext): boolean {
    const whole = object.type === 'polygon' || object.type === 'mask';
    return whole && object.kind === 'shape' && context.editable(object.id);
}

function pick(state: HoleState, hits: readonly FrameObject[], context: ToolContext): Step<HoleState> {
    const found = hits.find(object => suits(object, context));
    if (found) return stay({ ...state, target: found.id, over: null }, { type: 'hover', id: null });
    if (!hits.length) return stay(state);
    const text = t('Only polygons and masks that are no tracks and not locked can have holes.');
    return stay(state, { type: 'notice', text });
}
