import type { Point, Size } from '../../model/types';
import { fitImage, toImage, type Camera } from '../../render/camera';

/** How an image lies in its box: enlarged so many times, and moved, over how it lies there as a whole. */
export interface Look {
    readonly scale: number;
    readonly x: number;
    readonly y: number;
}

export const WHOLE: Look = { scale: 1, x: 0, y: 0 };
const MOST = 16;

export const transformOf = ({ scale, x, y }: Look) => `translate(${x}px, ${y}px) scale(${scale})`;

/** Zoomed about a point of the box, which stays where it is; never smaller than the whole image. */
export function zoomed({ scale, x, y }: Look, factor: number, at: Point): Look {
    const next = Math.min(MOST, Math.max(1, scale * factor));
    if (next === 1) return WHOLE;
    const k = next / scale;
    return { scale: next, x: at.x - (at.x - x) * k, y: at.y - (at.y - y) * k };
}

/** What the picture shows: a camera over an image, in a window. */
export interface Shown {
    readonly camera: Camera;
    readonly viewport: Size;
    readonly image: Size;
}

/** Where an image as a whole lies in its box. */
export function wholeIn(image: Size, box: Size) {
    const scale = Math.min(box.width / image.width, box.height / image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    return { x: (box.width - width) / 2, y: (box.height - height) / 2, width, height };
}

/** The look in which an image shows the part that the picture shows of its own, in its middle and as much enlarged. */
export function lookOf({ camera, viewport, image }: Shown, own: Size, box: Size): Look {
    const scale = camera.scale / fitImage(image, viewport, camera.turn).scale;
    if (!(scale > 1) || !own.width || !box.width) return WHOLE;
    const middle = toImage(camera, { x: viewport.width / 2, y: viewport.height / 2 });
    const whole = wholeIn(own, box);
    const at = {
        x: whole.x + (middle.x / image.width) * whole.width,
        y: whole.y + (middle.y / image.height) * whole.height,
    };
    return { scale, x: box.width / 2 - scale * at.x, y: box.height / 2 - scale * at.y };
}

/** The point of the picture that a point of the box stands for. */
export function pointOf(
    { image }: Pick<Shown, 'image'>,
    own: Size,
    box: Size,
    { scale, x, y }: Look,
    at: Point,
): Point {
    const whole = wholeIn(own, box);
    return {
        x: (((at.x - x) / scale - whole.x) / whole.width) * image.width,
        y: (((at.y - y) / scale - whole.y) / whole.height) * image.height,
    };
}
