import { t } from '../../shared/language';
import { clampPoint, clipRing, distance, isLargeEnough, round2, withoutRepeats } from '../model/geometry';
import { simplify } from '../model/simplify';
import type { Point, Points } from '../model/types';
import { stay, type Step, type Tool, type ToolContext } from './types';

export interface ScissorsState {
    /** Clicked points; the way between two follows what can be seen. */
    readonly anchors: readonly Point[];
    /** The way from each anchor to the next. */
    readonly ways: readonly Points[];
    readonly cursor: Point | null;
}

const EMPTY: ScissorsState = { anchors: [], ways: [], cursor: null };
const CLOSE_RADIUS = 8;
/** Pixels by which the stored outline may differ from the way along the pixels. */
const TOLERANCE = 1;

/**
 * Intelligent scissors: between clicks the outline follows the edges in the picture. With Shift held the way to the
 * pointer is straight. Finishing closes the outline to a polygon.
 */
export const scissorsTool: Tool<ScissorsState> = {
    initial: EMPTY,
    keepsAcrossFrames: false,
    busy: state => state.anchors.length > 0,
    hint(state, _settings, names) {
        const n = state.anchors.length;
        if (!n) return t('Click on an edge in the picture to begin');
        if (n >= 2) return t('Click on, or press {key} to close the outline', { key: names.key('repeat') });
        const straight = names.held('straight');
        return straight
            ? t('Move along the edge and click; {held} goes straight', { held: straight })
            : t('Move along the edge and click');
    },
    step(state, event, context) {
        switch (event.type) {
            case 'down': {
                const p = clampPoint(event.p, context.image);
                const [first] = state.anchors;
                if (state.anchors.length >= 2 && distance(p, first) * context.scale <= CLOSE_RADIUS)
                    return finish(state, context.asks('straight', event.mods), context);
                const way = wayTo(state, p, context.asks('straight', event.mods), context);
                const next = {
                    anchors: [...state.anchors, p],
                    ways: way ? [...state.ways, way] : state.ways,
                    cursor: event.p,
                };
                return stay(next, { type: 'trace', from: p });
            }
            case 'move':
                return stay({ ...state, cursor: event.p });
            case 'double':
            case 'finish':
                return state.anchors.length ? finish(state, false, context) : stay(EMPTY, { type: 'leave' });
            case 'back': {
                const anchors = state.anchors.slice(0, -1);
                const next = { ...state, anchors, ways: state.ways.slice(0, Math.max(0, anchors.length - 1)) };
                const last = anchors.at(-1);
                return last ? stay(next, { type: 'trace', from: last }) : stay(next);
            }
            case 'leave':
                return stay({ ...state, cursor: null });
            case 'cancel':
                return state.anchors.length ? stay({ ...EMPTY, cursor: state.cursor }) : stay(EMPTY, { type: 'leave' });
            default:
                return stay(state);
        }
    },
    preview(state, context) {
        const { anchors, ways, cursor } = state;
        if (!anchors.length) return { cursor: 'crosshair', sketches: [] };
        const rubber = cursor ? (wayTo(state, clampPoint(cursor, context.image), false, context) ?? []) : [];
        const outline = [anchors[0].x, anchors[0].y, ...ways.flat(), ...rubber];
        return {
            cursor: 'crosshair',
            sketches: [],
            guides: [{ points: outline }],
            targets: anchors,
        };
    },
};

/** From the last anchor to a point, without the anchor itself. */
function wayTo(state: ScissorsState, p: Point, straight: boolean, context: ToolContext): Points | null {
    const from = state.anchors.at(-1);
    if (!from) return null;
    return (straight ? null : context.trace(from, p)) ?? [p.x, p.y];
}

function finish(state: ScissorsState, straight: boolean, context: ToolContext): Step<ScissorsState> {
    const { anchors, ways } = state;
    if (anchors.length < 2)
        return stay(state, { type: 'notice', text: t('Click at least two places on the outline first.') });
    const [first] = anchors;
    const closing = wayTo(state, first, straight, context) ?? [];
    const along = [...ways, closing].map((way, i) => simplify([anchors[i].x, anchors[i].y, ...way], TOLERANCE, false));
    const ring = withoutRepeats(
        clipRing(
            along.flatMap(way => way.slice(2)),
            context.image,
        ).map(round2),
        true,
    );
    const next = { ...EMPTY, cursor: state.cursor };
    if (ring.length < 6 || !isLargeEnough({ type: 'polygon', points: ring }))
        return stay(next, { type: 'notice', text: t('The outline encloses nothing: nothing was drawn.') });
    return stay(next, { type: 'create', shape: { type: 'polygon', points: ring } });
}
