import type { FrameElement } from '../model/types';
import { withAlpha } from './style';

/** How an object is drawn; lengths are device pixels. */
export interface Brush {
    readonly colour: string;
    readonly outline: string;
    /** 0 to 1. */
    readonly fill: number;
    readonly lineWidth: number;
    readonly pointRadius: number;
    readonly dashed: boolean;
    /** Fine dashes, as of what is no object of the job. */
    readonly fine?: boolean;
}

/** Lengths of dash and gap; nothing where the line has none. */
export function dashesOf(brush: Brush): readonly number[] {
    if (brush.fine) return [brush.lineWidth, 2 * brush.lineWidth];
    return brush.dashed ? [5, 4] : [];
}

/** A point is nearly opaque, with a light rim where its outline would not be told from it. */
export function dotLook(brush: Brush): { readonly fill: string; readonly rim: string; readonly rimWidth: number } {
    return {
        fill: withAlpha(brush.colour, 0.9),
        rim: brush.outline === brush.colour ? 'rgba(255,255,255,0.85)' : brush.outline,
        rimWidth: Math.min(1, brush.lineWidth),
    };
}

/** The edges of a cuboid that lie behind it: thin and dashed. */
export const hiddenEdgeBrush = (brush: Brush): Brush => ({
    ...brush,
    lineWidth: Math.min(1, brush.lineWidth / 2),
    dashed: true,
});

/** The faces of a cuboid beside its front. What is opaque has no face that shows less. */
export const sideBrush = (brush: Brush): Brush => ({ ...brush, fill: brush.fill < 1 ? brush.fill / 2 : 1 });

/** A node of a skeleton in its own colour, dark around where it is occluded. */
export const nodeBrush = (brush: Brush, element: FrameElement, colour: string): Brush => ({
    ...brush,
    colour,
    outline: element.occluded ? 'rgba(0,0,0,0.8)' : colour,
});

/** Masks have no outline, so they cover more than the areas of other objects. */
export const maskAlpha = (brush: Brush): number => Math.sqrt(brush.fill);
