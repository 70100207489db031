import type { Box, Point, Size } from '../model/types';

/**
 * How image pixels land on the screen (CSS pixels): turned by quarter turns about the origin, scaled, then moved.
 * `turn` counts clockwise quarter turns; it is a way of looking and no part of the annotations.
 */
export interface Camera {
    readonly scale: number;
    readonly x: number;
    readonly y: number;
    readonly turn: Turn;
}

/** Clockwise quarter turns. */
export type Turn = 0 | 1 | 2 | 3;

export const MIN_SCALE = 0.02;
export const MAX_SCALE = 64;

const COS = [1, 0, -1, 0] as const;
const SIN = [0, 1, 0, -1] as const;

export function turnPoint(p: Point, turn: Turn): Point {
    return { x: COS[turn] * p.x - SIN[turn] * p.y, y: SIN[turn] * p.x + COS[turn] * p.y };
}

export function toScreen(camera: Camera, p: Point): Point {
    const { x, y } = turnPoint(p, camera.turn);
    return { x: x * camera.scale + camera.x, y: y * camera.scale + camera.y };
}

export function toImage(camera: Camera, s: Point): Point {
    const turned = { x: (s.x - camera.x) / camera.scale, y: (s.y - camera.y) / camera.scale };
    return turnPoint(turned, ((4 - camera.turn) % 4) as Turn);
}

/** The six numbers of a canvas transform; `ratio` is device pixels per CSS pixel. */
export function matrixOf(camera: Camera, ratio: number): [number, number, number, number, number, number] {
    const k = camera.scale * ratio;
    const cos = COS[camera.turn] * k;
    const sin = SIN[camera.turn] * k;
    return [cos, sin, -sin, cos, camera.x * ratio, camera.y * ratio];
}

export function clampScale(scale: number): number {
    return Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));
}

/** Zooms so that the image point under a screen point stays there. */
export function zoomAt(camera: Camera, s: Point, factor: number): Camera {
    const scale = clampScale(camera.scale * factor);
    const k = scale / camera.scale;
    return { ...camera, scale, x: s.x - (s.x - camera.x) * k, y: s.y - (s.y - camera.y) * k };
}

export function panBy(camera: Camera, dx: number, dy: number): Camera {
    return { ...camera, x: camera.x + dx, y: camera.y + dy };
}

/** Shows a part of the image as large as fits, with a margin in screen pixels, in the middle of the viewport. */
export function fitBox(box: Box, viewport: Size, turn: Turn, margin: number): Camera {
    const a = turnPoint({ x: box.minX, y: box.minY }, turn);
    const b = turnPoint({ x: box.maxX, y: box.maxY }, turn);
    const width = Math.max(1e-6, Math.abs(a.x - b.x));
    const height = Math.max(1e-6, Math.abs(a.y - b.y));
    const room = (side: number) => Math.max(16, side - 2 * margin);
    const scale = clampScale(Math.min(room(viewport.width) / width, room(viewport.height) / height));
    return {
        scale,
        turn,
        x: viewport.width / 2 - ((a.x + b.x) / 2) * scale,
        y: viewport.height / 2 - ((a.y + b.y) / 2) * scale,
    };
}

export function fitImage(image: Size, viewport: Size, turn: Turn): Camera {
    return fitBox({ minX: 0, minY: 0, maxX: image.width, maxY: image.height }, viewport, turn, 12);
}

/** Turns the view about the middle of the viewport. */
export function turnTo(camera: Camera, viewport: Size, turn: Turn): Camera {
    const middle = { x: viewport.width / 2, y: viewport.height / 2 };
    const fixed = toImage(camera, middle);
    const turned = { ...camera, turn };
    const now = toScreen(turned, fixed);
    return panBy(turned, middle.x - now.x, middle.y - now.y);
}
