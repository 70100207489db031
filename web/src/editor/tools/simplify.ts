import { t } from '../../shared/language';
import type { GeometryEdit } from '../model/edits';
import { boundsOf } from '../model/geometry';
import { outlineWith, toleranceOf } from '../model/simplify';
import type { FrameObject, ObjectId } from '../model/types';
import { stay, type Effect, type Tool, type ToolContext } from './types';

const LEAVE: Effect = { type: 'leave' };

export function isOutline({ type }: Pick<FrameObject, 'type'>): boolean {
    return type === 'polygon' || type === 'polyline';
}

/** What the outlines become as the tool is set; those that stay as they are, or would be nothing, are left out. */
function edits(ids: readonly ObjectId[], context: ToolContext): GeometryEdit[] {
    const { accuracy, smoothing } = context.settings;
    const outlines = ids.flatMap(id => context.get(id) ?? []).filter(one => isOutline(one) && context.editable(one.id));
    return outlines.flatMap(({ id, type, points }) => {
        const closed = type === 'polygon';
        const next = outlineWith(points, { closed, smoothing, tolerance: toleranceOf(accuracy) });
        const same = next.length === points.length && next.every((value, i) => value === points[i]);
        return same || next.length < (closed ? 6 : 4) ? [] : [{ id, points: next }];
    });
}

/** Outlines with fewer and rounder corners: seen as they would be, and kept when that is wanted. */
export function simplifyTool(ids: readonly ObjectId[]): Tool<null> {
    return {
        initial: null,
        keepsAcrossFrames: false,
        busy: () => false,
        hint: (_state, _settings, names) =>
            t('{key} keeps what is seen, {key2} leaves all as it was', {
                key: names.key('repeat'),
                key2: names.key('cancel'),
            }),
        step(state, event, context) {
            if (event.type === 'cancel') return stay(state, LEAVE);
            if (event.type !== 'finish') return stay(state);
            return stay(state, { type: 'reshape', edits: edits(ids, context), label: t('Simplified') }, LEAVE);
        },
        preview(_state, context) {
            const made = edits(ids, context);
            const sketches = made.flatMap(({ id, points = [] }) => {
                const object = context.get(id);
                return object ? [{ id, type: object.type, points, rotation: object.rotation, open: true }] : [];
            });
            const labels = made.flatMap(({ id, points = [] }) => {
                const before = context.get(id)?.points.length ?? 0;
                const { minX, minY } = boundsOf(points);
                const value = t('{before} → {after} points', { before: before / 2, after: points.length / 2 });
                return [{ at: { x: minX, y: minY }, value }];
            });
            return { cursor: 'default', sketches, labels };
        },
    };
}
