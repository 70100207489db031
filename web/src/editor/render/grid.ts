import type { Point, Size } from '../model/types';
import { device, type Matrix } from './paint';

/** Lines over the image to count and compare by. `size` is in image pixels, opacity percent. */
export interface GridLook {
    readonly shown: boolean;
    readonly size: number;
    readonly colour: string;
    readonly opacity: number;
}

export const DEFAULT_GRID: GridLook = { shown: false, size: 100, colour: '#ffffff', opacity: 100 };

/** From this many device pixels per image pixel on, the borders of pixels show. */
export const PIXEL_GRID_FROM = 16;
/** Lines closer together than this (device pixels) would cover the picture. */
const CLOSEST = 4;

/** The part of the image that a canvas shows, in image pixels. */
export function shownPart(m: Matrix, canvas: Size, image: Size): { from: Point; to: Point } {
    const [a, b, c, d, e, f] = m;
    const k = a * d - b * c;
    const back = (x: number, y: number) => ({
        x: (d * (x - e) - c * (y - f)) / k,
        y: (a * (y - f) - b * (x - e)) / k,
    });
    const [p, q] = [back(0, 0), back(canvas.width, canvas.height)];
    const within = (value: number, side: number) => Math.min(side, Math.max(0, value));
    return {
        from: { x: within(Math.min(p.x, q.x), image.width), y: within(Math.min(p.y, q.y), image.height) },
        to: { x: within(Math.max(p.x, q.x), image.width), y: within(Math.max(p.y, q.y), image.height) },
    };
}

/** Multiples of a step between two numbers. */
export function multiples(step: number, from: number, to: number): number[] {
    const out: number[] = [];
    for (let value = Math.ceil(from / step) * step; value <= to; value += step) out.push(value);
    return out;
}

function lines(target: CanvasRenderingContext2D, m: Matrix, image: Size, step: number): void {
    const { from, to } = shownPart(m, target.canvas, image);
    target.beginPath();
    const line = (x0: number, y0: number, x1: number, y1: number) => {
        const [start, end] = [device(m, x0, y0), device(m, x1, y1)];
        target.moveTo(Math.round(start[0]) + 0.5, Math.round(start[1]) + 0.5);
        target.lineTo(Math.round(end[0]) + 0.5, Math.round(end[1]) + 0.5);
    };
    for (const x of multiples(step, from.x, to.x)) line(x, from.y, x, to.y);
    for (const y of multiples(step, from.y, to.y)) line(from.x, y, to.x, y);
    target.stroke();
}

/** Draws the grid that is asked for, and the borders of pixels where they are large. */
export function paintGrid(
    target: CanvasRenderingContext2D,
    grid: GridLook,
    pixels: boolean,
    m: Matrix,
    image: Size,
    ratio: number,
): void {
    const scale = Math.hypot(m[0], m[1]);
    target.setTransform(1, 0, 0, 1, 0, 0);
    if (pixels && scale >= PIXEL_GRID_FROM) {
        // Grey in the middle shows on dark and on light.
        target.strokeStyle = 'rgba(128,128,128,0.55)';
        target.lineWidth = 1;
        lines(target, m, image, 1);
    }
    if (!grid.shown || grid.size * scale < CLOSEST) return;
    target.globalAlpha = grid.opacity / 100;
    target.strokeStyle = grid.colour;
    target.lineWidth = 2 * ratio;
    lines(target, m, image, grid.size);
    target.globalAlpha = 1;
}
