import type { Box } from './types';

/** Least side of a cut-out: of a smaller object one would see nothing but blurred pixels. */
const LEAST = 24;

/** The square that shows a box with a little of what lies around it. */
export function squareAround({ minX, minY, maxX, maxY }: Box): { x: number; y: number; side: number } {
    const side = Math.max(LEAST, 1.2 * Math.max(maxX - minX, maxY - minY));
    return { x: (minX + maxX - side) / 2, y: (minY + maxY - side) / 2, side };
}
