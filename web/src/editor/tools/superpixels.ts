import { paintSpans, type PaintedMask } from '../model/brush';
import { clampPoint } from '../model/geometry';
import type { Point } from '../model/types';
import type { Begun, MaskState, Way } from './maskState';
import { stay, type Guide, type PointerEventInfo, type Step, type ToolContext } from './types';

/**
 * Painting a mask by superpixels: one by a click, those along a drag. Where they are still being found, the way of the pointer is
 * kept, and painted as soon as they are.
 */

function isInside({ x, y }: Point, { image: { width, height } }: ToolContext): boolean {
    return x >= 0 && y >= 0 && x < width && y < height;
}

/** Whether the superpixel under the pointer would show, but is not known yet. */
export function looksAhead({ cursor, ways }: MaskState, context: ToolContext): boolean {
    if (context.settings.brushMode !== 'superpixel' || !cursor || ways.length) return false;
    return isInside(cursor, context) && !context.superpixel(cursor);
}

/** A stroke over superpixels begins. */
export function pressSuperpixel(
    state: Begun,
    { p, secondary, mods }: PointerEventInfo,
    context: ToolContext,
): Step<MaskState> {
    const takes = context.asks('take_away', mods);
    const value = secondary || takes ? 0 : 1;
    const at = clampPoint(p, context.image);
    const stroke = { last: at, value, before: state.painted } as const;
    return overSuperpixels({ ...state, stroke, cursor: p, alt: takes }, [at], context);
}

/** A stroke goes on: over what is known at once, else it waits, and so does what comes after it. */
export function overSuperpixels(state: Begun, way: readonly Point[], context: ToolContext): Step<MaskState> {
    const { stroke, ways } = state;
    if (!stroke) return stay(state);
    const { value } = stroke;
    const points = [stroke.last, ...way];
    const further = { ...stroke, last: points[points.length - 1] };
    if (stroke.waits) {
        const own = ways[ways.length - 1];
        const longer = { value, points: [...own.points, ...way] };
        return stay({ ...state, stroke: further, ways: [...ways.slice(0, -1), longer] });
    }
    const painted = ways.length ? null : swept(state.painted, { value, points }, context, false);
    if (painted) return stay({ ...state, painted, stroke: further });
    const next = { ...state, stroke: { ...further, waits: true }, ways: [...ways, { value, points }] };
    return ways.length ? stay(next) : stay(next, { type: 'superpixels', waits: true });
}

/**
 * The superpixels along a way, painted or erased; a fast pointer misses none of usual size. Null where some are not known, unless
 * what was found will have to do.
 */
export function swept(mask: PaintedMask, way: Way, context: ToolContext, found: true): PaintedMask;
export function swept(mask: PaintedMask, way: Way, context: ToolContext, found: false): PaintedMask | null;
export function swept(mask: PaintedMask, { points, value }: Way, context: ToolContext, found: boolean) {
    const step = context.settings.superpixelSize / 4;
    let next = mask;
    let before: unknown = null;
    for (let i = 1; i < points.length; ++i) {
        const [from, to] = [points[i - 1], points[i]];
        const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / step));
        for (let n = 1; n <= count; ++n) {
            const p = { x: from.x + (n / count) * (to.x - from.x), y: from.y + (n / count) * (to.y - from.y) };
            const one = context.superpixel(p, found);
            if (!one && !found && isInside(p, context)) return null;
            if (one && one !== before) next = paintSpans(next, one.spans, value);
            before = one;
        }
    }
    return next;
}

/** The superpixel under the pointer, dashed where it would be taken away, and the ways that wait. */
export function outline({ alt, stroke, ways }: MaskState, cursor: Point, context: ToolContext): readonly Guide[] {
    const dashed = stroke ? stroke.value === 0 : alt;
    return [
        ...ways.map(({ points, value }) => ({ points: points.flatMap(({ x, y }) => [x, y]), dashed: value === 0 })),
        ...(context.superpixel(cursor)?.rings.map(points => ({ points, closed: true, dashed })) ?? []),
    ];
}
