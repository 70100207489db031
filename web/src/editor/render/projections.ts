import type { Points } from '../model/types';
import { tracePath, type Matrix } from './paint';

/** Pairs of corners joined by the edges that run into depth. */
const DEPTH_EDGES = [
    [0, 6],
    [1, 7],
    [2, 4],
    [3, 5],
] as const;

/** How far an edge is led on, in lengths of itself. */
const REACH = 12;

/** Lines along the depth edges of a cuboid, led on both ways to where they would meet. */
export function projectionLines(points: Points): number[][] {
    return DEPTH_EDGES.flatMap(([from, to]) => {
        const [x0, y0, x1, y1] = [points[2 * from], points[2 * from + 1], points[2 * to], points[2 * to + 1]];
        const [dx, dy] = [x1 - x0, y1 - y0];
        if (dx === 0 && dy === 0) return [];
        return [
            [x1, y1, x1 + REACH * dx, y1 + REACH * dy],
            [x0, y0, x0 - REACH * dx, y0 - REACH * dy],
        ];
    });
}

export function paintProjections(
    target: CanvasRenderingContext2D,
    points: Points,
    m: Matrix,
    colour: string,
    ratio: number,
): void {
    target.strokeStyle = colour;
    target.lineWidth = ratio;
    target.setLineDash([2 * ratio, 5 * ratio]);
    for (const line of projectionLines(points)) {
        target.beginPath();
        tracePath(target, line, m, false);
        target.stroke();
    }
    target.setLineDash([]);
}
