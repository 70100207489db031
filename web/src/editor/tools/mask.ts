import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import {
    blankMask,
    isBlankMask,
    paintable,
    paintBitmap,
    paintSpans,
    storedMask,
    type PaintedMask,
} from '../model/brush';
import { enclosedFilled, isFloodable, partCleared } from '../model/flood';
import { clampPoint, pointAt, withoutRepeats } from '../model/geometry';
import { polygonBitmap, strokeSpans } from '../model/raster';
import type { ObjectId, Point, Points, Size } from '../model/types';
import {
    begun,
    caughtUp,
    changed,
    doneAgain,
    EMPTY,
    isLooking,
    lookingNoMore,
    notFound,
    released,
    takenBack,
    withArea,
    type Begun,
    type MaskState,
} from './maskState';
import { snapped } from './snap';
import { looksAhead, outline, overSuperpixels, pressSuperpixel } from './superpixels';
import {
    stay,
    type BrushMode,
    type PointerEventInfo,
    type Preview,
    type Sketch,
    type Step,
    type Tool,
    type ToolContext,
} from './types';

export const MAX_BRUSH = 1000;
export const MAX_TOLERANCE = 255;
export const [MIN_SUPERPIXEL, MAX_SUPERPIXEL] = [8, 256];

/** What to do in each way of painting. */
const DOING: Record<BrushMode, (less: string, more: string) => string> = {
    brush: (less, more) => t('Paint with the pointer. {less} and {more}: size. Right button: erase', { less, more }),
    eraser: (less, more) => t('Erase with the pointer. {less} and {more}: size', { less, more }),
    'polygon-plus': () => t('Click the corners of what is added'),
    'polygon-minus': () => t('Click the corners of what is cut out'),
    fill: () => t('Click inside an outline to fill it. Right button: take a part away'),
    wand: (less, more) =>
        t('Click a colour to take what is connected. {less} and {more}: tolerance. Right button: take it away', {
            less,
            more,
        }),
    superpixel: (less, more) =>
        t('Click or drag over superpixels to add them. {less} and {more}: size. Right button: take away', {
            less,
            more,
        }),
};

const SLIDE_STEP = 15;
const CLOSE_RADIUS = 8;

/**
 * Painting a mask: brush and eraser strokes, polygons that add or take away their area, areas that are enclosed or of one
 * colour, superpixels. The right button erases; with Alt it changes the size of the brush. Every stroke can be taken back. Given an
 * object, its mask is painted on.
 */
export function maskTool(edited?: { readonly id: ObjectId; readonly points: Points }): Tool<MaskState> {
    const begin = (size: Size) => (edited ? paintable(edited.points, size) : blankMask(size));
    const fresh = (state: MaskState, context: ToolContext): MaskState & { painted: PaintedMask } => ({
        ...state,
        painted: state.painted ?? begin(context.image),
    });

    const commit = (state: MaskState, { names }: ToolContext): Step<MaskState> => {
        if (!state.done.length && (edited || !state.painted || isBlankMask(state.painted)))
            return stay(EMPTY, { type: 'leave' });
        const points = state.painted && storedMask(state.painted);
        const next = { ...EMPTY, cursor: state.cursor };
        if (!points) {
            const text = edited
                ? t('An empty mask is not kept: the mask was left as it was. Press {key} to remove it.', {
                      key: names.key('delete'),
                  })
                : t('An empty mask is not kept.');
            return stay(next, { type: 'notice', text }, ...(edited ? [{ type: 'leave' } as const] : []));
        }
        const effect = { type: 'mask', id: edited?.id ?? null, points } as const;
        return edited ? stay(next, effect, { type: 'leave' }) : stay(next, effect);
    };

    /** What comes after the picture was looked at: the next place, or the end that was asked for meanwhile. */
    const found = (state: MaskState, seen: boolean, context: ToolContext): Step<MaskState> => {
        const [next, ...waiting] = state.asked === null ? state.waiting : [];
        if (next) return stay({ ...state, asked: next.value, waiting }, { type: 'wand', at: next.at });
        if (isLooking(state)) return stay(state);
        const rested = { ...state, ending: false };
        return state.ending && seen ? commit(rested, context) : stay(rested);
    };

    return {
        initial: EMPTY,
        keepsAcrossFrames: false,
        usesRightButton: true,
        busy: state => begun(state) || state.polygon.length > 0 || isLooking(state),
        canRedo: state => state.undone.length > 0,
        // The strokes before the last cannot be taken back after a crash: each is as large as the picture.
        kept: ({ painted, done, end, polygon, polygonValue, slideFrom, alt }) => ({
            ...EMPTY,
            painted,
            done: done.slice(-1),
            end,
            polygon,
            polygonValue,
            slideFrom,
            alt,
        }),
        hint(state, { brushMode }, names) {
            if (state.ways.length) return t('Dividing the picture…');
            if (state.asked !== null) return t('Looking for the colour…');
            const key = names.key('repeat');
            if (state.polygon.length) return t('Click the next corner; {key} closes the polygon', { key });
            const doing = DOING[brushMode](names.key('brush_smaller'), names.key('brush_larger'));
            return state.done.length ? t('{doing}. {key} finishes the mask', { doing, key }) : doing;
        },
        step(state, event, context) {
            switch (event.type) {
                case 'down':
                    return press(fresh(state, context), event, context);
                case 'move':
                    return move(fresh(state, context), event, context);
                case 'up':
                    return stay(released(state));
                case 'double':
                    if (context.settings.brushMode.startsWith('polygon') && state.polygon.length)
                        return stay(closed(fresh(state, context), context));
                    return press(fresh(state, context), event, context);
                case 'leave':
                    return stay({ ...state, cursor: null, alt: false });
                case 'area':
                    return found(withArea(fresh(state, context), event.spans), event.spans !== null, context);
                case 'divided': {
                    const next = event.seen ? caughtUp(fresh(state, context), context) : notFound(state);
                    return found(next, event.seen, context);
                }
                case 'finish':
                    if (isLooking(state)) return stay({ ...released(state), ending: true });
                    if (state.polygon.length >= 6) return stay(closed(fresh(state, context), context));
                    if (state.polygon.length) return stay(state, { type: 'notice', text: tooFew() });
                    return commit(released(state), context);
                case 'back':
                    return stay(takenBack(state));
                case 'forward':
                    return stay(doneAgain(state));
                case 'cancel': {
                    if (state.polygon.length) return stay({ ...state, polygon: [], slideFrom: null });
                    if (isLooking(state)) return stay(lookingNoMore(state));
                    const left = begun(state) ? [] : [{ type: 'leave' } as const];
                    return stay({ ...EMPTY, cursor: state.cursor }, ...left);
                }
                default:
                    return stay(state);
            }
        },
        preview: (state, context) => preview(fresh(state, context), context, edited?.id),
    };
}

function press(state: Begun, event: PointerEventInfo, context: ToolContext): Step<MaskState> {
    const { brushMode, brushSize } = context.settings;
    if (brushMode === 'wand') {
        const value = event.secondary ? 0 : 1;
        const at = clampPoint(event.p, context.image);
        if (state.asked !== null) return stay({ ...state, waiting: [...state.waiting, { at, value }] });
        return stay({ ...state, asked: value }, { type: 'wand', at });
    }
    if (brushMode === 'fill') return flood(state, event);
    if (brushMode === 'superpixel') return pressSuperpixel(state, event, context);
    if (event.secondary && context.asks('brush_size', event.mods))
        return stay({ ...state, resizing: { s: event.s, size: brushSize } });
    if (brushMode.startsWith('polygon') && !event.secondary) {
        if (closes(state, event.p, context)) return stay(closed(state, context));
        const { p } = snapped(event.p, context);
        const polygonValue = polygonValueOf(brushMode) ?? 1;
        return stay({ ...state, polygon: [...state.polygon, p.x, p.y], polygonValue, slideFrom: event.s });
    }
    if (brushMode.startsWith('polygon') && state.polygon.length) return stay(takenBack(state));
    const value = event.secondary || brushMode === 'eraser' ? 0 : 1;
    const from = state.end && context.asks('stroke', event.mods) ? state.end : event.p;
    const stroke = { last: from, value, before: state.painted } as const;
    return stay(painted({ ...state, stroke }, [event.p], event.pressure, context));
}

function move(state: Begun, event: PointerEventInfo, context: ToolContext): Step<MaskState> {
    if (state.resizing) {
        const grown = Math.round(state.resizing.size + (event.s.x - state.resizing.s.x) / 2 / context.scale);
        const brushSize = Math.min(MAX_BRUSH, Math.max(1, grown));
        return stay(state, { type: 'settings', change: { brushSize } });
    }
    if (state.stroke) {
        const way = [...(event.via ?? []), event.p];
        const next = { ...state, cursor: event.p };
        if (context.settings.brushMode === 'superpixel') return overSuperpixels(next, way, context);
        return stay(painted(next, way, event.pressure, context));
    }
    const { slideFrom } = state;
    const slid = slideFrom && Math.hypot(event.s.x - slideFrom.x, event.s.y - slideFrom.y) >= SLIDE_STEP;
    if (slid && state.polygon.length && context.asks('slide', event.mods))
        return stay({
            ...state,
            polygon: [...state.polygon, event.p.x, event.p.y],
            slideFrom: event.s,
            cursor: event.p,
        });
    const next = { ...state, cursor: event.p, alt: context.asks('take_away', event.mods) };
    return looksAhead(next, context) ? stay(next, { type: 'superpixels', waits: false }) : stay(next);
}

/** A pen that is pressed lightly paints with a smaller brush. */
function painted(state: Begun, way: readonly Point[], pressure: number | undefined, context: ToolContext): Begun {
    if (!state.stroke) return state;
    const { brushSize, brushForm } = context.settings;
    const size = Math.max(1, Math.round(brushSize * (pressure === undefined ? 1 : Math.min(1, 2 * pressure))));
    let mask = state.painted;
    let { last } = state.stroke;
    for (const p of way) {
        mask = paintSpans(mask, strokeSpans(last, p, size, brushForm), state.stroke.value);
        last = p;
    }
    return { ...state, painted: mask, stroke: { ...state.stroke, last } };
}

const tooFew = () =>
    t('A {kind} needs at least {minimum} points inside the image.', { kind: word('polygon'), minimum: 3 });

const TOO_WIDE = t(
    'What is painted spreads too far over this image to be filled. Nothing was changed; paint the parts as masks of their own, or add a polygon.',
);

/** The area around a point filled, or with the right button the part there taken away. */
function flood(state: Begun, { p, secondary }: PointerEventInfo): Step<MaskState> {
    if (!isFloodable(state.painted)) return stay(state, { type: 'notice', text: TOO_WIDE });
    if (secondary) return stay(changed(state, partCleared(state.painted, p)));
    const filled = enclosedFilled(state.painted, p);
    const text = t('Nothing painted encloses this place. Close the outline first.');
    return filled ? stay(changed(state, filled)) : stay(state, { type: 'notice', text });
}

/** What a polygon does to the pixels inside; nothing is said of other ways of painting. */
function polygonValueOf(mode: BrushMode): 0 | 1 | null {
    if (mode === 'polygon-plus') return 1;
    return mode === 'polygon-minus' ? 0 : null;
}

function closed(state: Begun, context: ToolContext): MaskState {
    const ring = withoutRepeats(state.polygon, true);
    const next = { ...state, polygon: [], slideFrom: null };
    if (ring.length < 6) return next;
    // With another tool taken up meanwhile it stays what it was begun as.
    const value = polygonValueOf(context.settings.brushMode) ?? state.polygonValue;
    const mask = paintBitmap(state.painted, polygonBitmap(ring, context.image), value);
    return changed(next, mask);
}

function closes(state: MaskState, p: Point, context: ToolContext): boolean {
    if (state.polygon.length < 6) return false;
    const first = pointAt(state.polygon, 0);
    return Math.hypot(p.x - first.x, p.y - first.y) * context.scale <= CLOSE_RADIUS;
}

function preview(state: Begun, context: ToolContext, id?: ObjectId): Preview {
    const { cursor, polygon } = state;
    const { brushMode, brushSize, brushForm } = context.settings;
    const over = brushMode === 'superpixel';
    const strokes = brushMode === 'brush' || brushMode === 'eraser' || (state.stroke !== null && !over);
    const sketches: Sketch[] = [{ id, type: 'mask', points: [], rotation: 0, painted: state.painted }];
    if (polygon.length) {
        const points = cursor ? [...polygon, cursor.x, cursor.y] : polygon;
        sketches.push({ type: 'polygon', points, rotation: 0, open: true });
    }
    const erases = state.stroke ? state.stroke.value === 0 : brushMode === 'eraser';
    return {
        cursor: isLooking(state) || looksAhead(state, context) ? 'progress' : strokes && cursor ? 'none' : 'crosshair',
        sketches,
        guides: over && cursor ? outline(state, cursor, context) : undefined,
        brush: cursor && strokes ? { at: cursor, size: brushSize, form: brushForm, erases } : undefined,
        text: state.resizing && cursor ? { at: cursor, value: `${brushSize} px` } : undefined,
    };
}
