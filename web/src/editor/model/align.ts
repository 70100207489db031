import { centreOf, union } from './geometry';
import type { Box, Point } from './types';

export const ALIGNMENTS = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'across', 'down'] as const;
/** `across` and `down` spread objects evenly between the two outermost. */
export type Alignment = (typeof ALIGNMENTS)[number];

const still: Point = { x: 0, y: 0 };

/** By how much each box is to be moved. */
export function aligned(boxes: readonly Box[], how: Alignment): Point[] {
    if (how === 'across' || how === 'down') return spread(boxes, how === 'across' ? 'x' : 'y');
    if (!boxes.length) return [];
    const all = boxes.reduce(union);
    const middle = centreOf(all);
    return boxes.map(box => {
        switch (how) {
            case 'left':
                return { ...still, x: all.minX - box.minX };
            case 'right':
                return { ...still, x: all.maxX - box.maxX };
            case 'top':
                return { ...still, y: all.minY - box.minY };
            case 'bottom':
                return { ...still, y: all.maxY - box.maxY };
            case 'centre':
                return { ...still, x: middle.x - centreOf(box).x };
            case 'middle':
                return { ...still, y: middle.y - centreOf(box).y };
        }
    });
}

/** Gaps of one size between neighbours; the two outermost stay. */
function spread(boxes: readonly Box[], axis: 'x' | 'y'): Point[] {
    const [low, high] = axis === 'x' ? (['minX', 'maxX'] as const) : (['minY', 'maxY'] as const);
    const order = boxes.map((_, i) => i).sort((a, b) => centreOf(boxes[a])[axis] - centreOf(boxes[b])[axis]);
    const moves = boxes.map(() => still);
    if (order.length < 3) return moves;
    const first = boxes[order[0]];
    const last = boxes[order[order.length - 1]];
    const inner = order.slice(1, -1);
    const used = inner.reduce((sum, i) => sum + boxes[i][high] - boxes[i][low], 0);
    const gap = (last[low] - first[high] - used) / (order.length - 1);
    let at = first[high] + gap;
    for (const i of inner) {
        moves[i] = { ...still, [axis]: at - boxes[i][low] };
        at += boxes[i][high] - boxes[i][low] + gap;
    }
    return moves;
}
