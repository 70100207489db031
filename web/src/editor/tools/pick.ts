import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { boxBetween } from '../model/geometry';
import type { FrameObject, ObjectId, Point, ShapeType } from '../model/types';
import { DRAG_THRESHOLD, stay, type Relation, type Step, type Tool, type ToolContext } from './types';

/** An object as it was picked; it may be on another frame than the present one. */
interface Picked {
    readonly id: ObjectId;
    readonly labelId: number;
    readonly type: ShapeType;
    readonly kind: 'shape' | 'track';
    readonly frame: number;
}

export interface PickState {
    readonly picked: readonly Picked[];
    readonly over: ObjectId | null;
    /** A press that may become a rubber band. */
    readonly pressed: { readonly p: Point; readonly s: Point } | null;
    readonly band: { readonly from: Point; readonly to: Point } | null;
    /** What was selected before has been taken over. */
    readonly begun: boolean;
}

const EMPTY: PickState = { picked: [], over: null, pressed: null, band: null, begun: false };

const HINTS: Record<Relation, (key: string) => string> = {
    merge: key => t('Click shapes and tracks of one label on different frames; {key} makes them one track', { key }),
    group: key => t('Click objects, or drag a frame around them; {key} makes them a group', { key }),
    join: key => t('Click masks of one label; {key} joins their pixels into one', { key }),
};

/** Picks objects one by one, and does something with all of them at the end. */
export function pickTool(how: Relation, selected: readonly ObjectId[] = []): Tool<PickState> {
    /** What was selected is picked first. */
    const start = (state: PickState, context: ToolContext): PickState => {
        if (state.begun) return state;
        const picked = selected.flatMap(id => {
            const object = context.get(id);
            return object && !objection(how, [], object, context) ? [pick(object, context)] : [];
        });
        return { ...state, picked, begun: true };
    };

    const toggle = (state: PickState, object: FrameObject, context: ToolContext): Step<PickState> => {
        if (state.picked.some(one => one.id === object.id))
            return stay({ ...state, picked: state.picked.filter(one => one.id !== object.id) });
        const text = objection(how, state.picked, object, context);
        if (text) return stay(state, { type: 'notice', text });
        return stay({ ...state, picked: [...state.picked, pick(object, context)] });
    };

    return {
        initial: EMPTY,
        keepsAcrossFrames: how === 'merge',
        busy: state => state.picked.length > 0 || state.band !== null,
        hint(state, _settings, names) {
            const hints = HINTS[how](names.key(how));
            return state.picked.length ? t('{hints} ({count} picked)', { hints, count: state.picked.length }) : hints;
        },
        step(before, event, context) {
            const state = start(before, context);
            switch (event.type) {
                case 'down':
                case 'double':
                    return stay({ ...state, pressed: { p: event.p, s: event.s } });
                case 'move': {
                    const { pressed } = state;
                    const far =
                        pressed && Math.hypot(event.s.x - pressed.s.x, event.s.y - pressed.s.y) > DRAG_THRESHOLD;
                    if (pressed && how !== 'merge' && (state.band || far))
                        return stay({ ...state, band: { from: pressed.p, to: event.p } });
                    const over = context.hit(event.p)[0]?.id ?? null;
                    return over === state.over ? stay(state) : stay({ ...state, over }, { type: 'hover', id: over });
                }
                case 'up': {
                    const released: PickState = { ...state, pressed: null, band: null };
                    if (state.band) {
                        const found = context.within(boxBetween(state.band.from, event.p), false);
                        return stay({ ...released, picked: added(how, state.picked, found, context) });
                    }
                    const [object] = state.pressed ? context.hit(event.p) : [];
                    return object ? toggle(released, object, context) : stay(released);
                }
                case 'back':
                    return stay({ ...state, picked: state.picked.slice(0, -1) });
                case 'finish': {
                    const ids = state.picked.map(one => one.id);
                    if (ids.length < 2)
                        return stay(EMPTY, { type: 'notice', text: t('Fewer than two objects were picked.') }, LEAVE);
                    return stay(EMPTY, { type: 'relate', how, ids }, LEAVE);
                }
                case 'ungroup':
                    if (how !== 'group') return stay(state);
                    return stay(EMPTY, { type: 'ungroup', ids: state.picked.map(one => one.id) }, LEAVE);
                case 'cancel':
                    return state.picked.length
                        ? stay({ ...EMPTY, begun: true })
                        : stay(EMPTY, { type: 'hover', id: null }, LEAVE);
                case 'leave':
                    return stay({ ...state, over: null }, { type: 'hover', id: null });
                default:
                    return stay(state);
            }
        },
        preview(before, context) {
            const state = start(before, context);
            const sketches = state.picked.flatMap(({ id }) => {
                const object = context.get(id);
                return object ? [{ id, type: object.type, points: object.points, rotation: object.rotation }] : [];
            });
            const marquee = state.band ? boxBetween(state.band.from, state.band.to) : undefined;
            return { cursor: state.over === null ? 'default' : 'pointer', sketches, marquee };
        },
    };
}

const LEAVE = { type: 'leave' } as const;

function pick({ id, labelId, type, kind }: FrameObject, context: ToolContext): Picked {
    return { id, labelId, type, kind, frame: context.frame };
}

function added(
    how: Relation,
    picked: readonly Picked[],
    found: readonly FrameObject[],
    context: ToolContext,
): readonly Picked[] {
    const out = [...picked];
    for (const object of found) {
        if (out.some(one => one.id === object.id) || objection(how, out, object, context)) continue;
        out.push(pick(object, context));
    }
    return out;
}

/** Why an object may not be picked, if so. */
function objection(
    how: Relation,
    picked: readonly Picked[],
    object: FrameObject,
    context: ToolContext,
): string | undefined {
    if (!context.editable(object.id)) return t('A locked object cannot be picked.');
    if (how === 'group') return undefined;
    const [first] = picked;
    if (how === 'join') {
        if (object.type !== 'mask' || object.kind !== 'shape') return t('Only masks can be joined.');
        return first && first.labelId !== object.labelId ? t('All the objects must have the same label.') : undefined;
    }
    if (object.type === 'mask') return t('Masks cannot be merged into a track.');
    if (!first) return undefined;
    if (first.labelId !== object.labelId) return t('All the objects must have the same label.');
    if (first.type !== object.type) return t('All the objects must be of the type {type}.', { type: word(first.type) });
    const same = picked.some(one => one.kind === 'shape' && object.kind === 'shape' && one.frame === context.frame);
    return same ? t('A shape of this frame is picked already; go to another frame.') : undefined;
}
