import { t } from '../../shared/language';
import { centreOf, drawnBox } from '../model/geometry';
import type { FrameObject, ObjectId, Point } from '../model/types';
import { stay, type Preview, type Step, type Tool, type ToolContext } from './types';

export interface LinkState {
    readonly from: ObjectId | null;
    readonly over: ObjectId | null;
    readonly at: Point | null;
    /** What was selected before has been taken over. */
    readonly begun: boolean;
}

const LEAVE = { type: 'leave' } as const;

/** Two clicks link two objects, on whichever frames they are; with Shift the first one stays for further links. */
export function linkTool(selected: readonly ObjectId[] = []): Tool<LinkState> {
    const empty: LinkState = { from: null, over: null, at: null, begun: false };
    /** The one object that was selected is where the first link comes from. */
    const start = (state: LinkState, context: ToolContext): LinkState => {
        if (state.begun) return state;
        const [only] = selected;
        return { ...state, from: selected.length === 1 && context.get(only) ? only : null, begun: true };
    };
    const click = (state: LinkState, object: FrameObject, keep: boolean): Step<LinkState> => {
        const { from } = state;
        if (from === null) return stay({ ...state, from: object.id });
        if (from === object.id)
            return stay(state, { type: 'notice', text: t('That is the first object; click another one.') });
        return stay({ ...state, from: keep ? from : null }, { type: 'link', from, to: object.id });
    };
    return {
        initial: empty,
        keepsAcrossFrames: true,
        busy: state => state.from !== null,
        hint: state =>
            state.from === null
                ? t('Click the object that the link leads from')
                : t('Click the object that the link leads to, here or on another frame'),
        step(before, event, context) {
            const state = start(before, context);
            switch (event.type) {
                case 'move': {
                    const over = context.hit(event.p)[0]?.id ?? null;
                    const next = { ...state, over, at: event.p };
                    return over === state.over ? stay(next) : stay(next, { type: 'hover', id: over });
                }
                case 'up': {
                    const [object] = context.hit(event.p);
                    return object ? click(state, object, context.asks('keep_first', event.mods)) : stay(state);
                }
                case 'back':
                    return stay({ ...state, from: null });
                case 'finish':
                    return stay({ ...empty, begun: true }, { type: 'hover', id: null }, LEAVE);
                case 'cancel':
                    return state.from === null
                        ? stay(empty, { type: 'hover', id: null }, LEAVE)
                        : stay({ ...state, from: null });
                case 'leave':
                    return stay({ ...state, over: null, at: null }, { type: 'hover', id: null });
                default:
                    return stay(state);
            }
        },
        preview(before, context): Preview {
            const state = start(before, context);
            const cursor = state.over === null ? 'default' : 'pointer';
            const object = state.from === null ? undefined : context.get(state.from);
            if (!object || object.outside) return { cursor, sketches: [] };
            const { id, type, points, rotation } = object;
            const from = centreOf(drawnBox(object));
            const guides = state.at
                ? [{ points: [from.x, from.y, state.at.x, state.at.y], dashed: true, dots: true }]
                : [];
            return { cursor, sketches: [{ id, type, points, rotation }], guides };
        },
    };
}
