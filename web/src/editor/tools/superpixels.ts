import { paintSpans } from '../model/brush';
import { clampPoint } from '../model/geometry';
import type { Point } from '../model/types';
import type { Begun, MaskState } from './mask';
import { stay, type Guide, type PointerEventInfo, type Step, type ToolContext } from './types';

/** Painting a mask by superpixels: one by a click, those along a drag. */

/** Whether the superpixel under the pointer would show, but is not known yet. */
export function looksAhead({ cursor, asked }: MaskState, context: ToolContext): boolean {
    if (context.settings.brushMode !== 'superpixel' || !cursor || asked !== null) return false;
    const { width, height } = context.image;
    const inside = cursor.x >= 0 && cursor.y >= 0 && cursor.x < width && cursor.y < height;
    return inside && !context.superpixel(cursor);
}

/** A stroke over superpixels begins; where they are not known yet, what is here is taken as soon as it is. */
export function pressSuperpixel(
    state: Begun,
    { p, secondary, mods }: PointerEventInfo,
    context: ToolContext,
): Step<MaskState> {
    if (state.asked !== null) return stay(state);
    const takes = context.asks('take_away', mods);
    const value = secondary || takes ? 0 : 1;
    const at = clampPoint(p, context.image);
    if (!context.superpixel(at)) return stay({ ...state, asked: value }, { type: 'superpixels', at });
    const stroke = { last: at, value, before: state.painted } as const;
    return stay(swept({ ...state, stroke, cursor: p, alt: takes }, [at], context));
}

/** The superpixels along a way, painted or erased; a fast pointer misses none of usual size. */
export function swept(state: Begun, way: readonly Point[], context: ToolContext): Begun {
    if (!state.stroke) return state;
    const { value } = state.stroke;
    const step = context.settings.superpixelSize / 4;
    let mask = state.painted;
    let { last } = state.stroke;
    let before: unknown = null;
    for (const p of way) {
        const count = Math.max(1, Math.ceil(Math.hypot(p.x - last.x, p.y - last.y) / step));
        for (let i = 1; i <= count; ++i) {
            const k = i / count;
            const found = context.superpixel({ x: last.x + k * (p.x - last.x), y: last.y + k * (p.y - last.y) });
            if (found && found !== before) mask = paintSpans(mask, found.spans, value);
            before = found;
        }
        last = p;
    }
    return { ...state, painted: mask, stroke: { ...state.stroke, last } };
}

/** The superpixel under the pointer, dashed where it would be taken away. */
export function outline({ alt, stroke }: MaskState, cursor: Point, context: ToolContext): readonly Guide[] {
    const dashed = stroke ? stroke.value === 0 : alt;
    return context.superpixel(cursor)?.rings.map(points => ({ points, closed: true, dashed })) ?? [];
}
