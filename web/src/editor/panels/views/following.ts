import type { Point, Size } from '../../model/types';
import { toScreen } from '../../render/camera';
import type { Viewport } from '../../session/viewport';
import { lookOf, pointOf, transformOf } from './look';

/** An image that shows what the picture shows, and hands on what is done to it. */
export interface Following {
    zoom(factor: number, at: Point): void;
    pan(dx: number, dy: number): void;
    stop(): void;
}

/** Lets an image follow the picture. Its place is written at once: nothing is rendered anew while the view moves. */
export function followPicture(viewport: Viewport, box: HTMLElement, shown: HTMLImageElement): Following {
    const own = (): Size => ({ width: shown.naturalWidth, height: shown.naturalHeight });
    const room = (): Size => ({ width: box.clientWidth, height: box.clientHeight });
    const look = () => lookOf(viewport, own(), room());
    const place = () => (shown.style.transform = transformOf(look()));
    /** The place on the canvas that a place in the box stands for. */
    const onCanvas = (at: Point) => toScreen(viewport.camera, pointOf(viewport, own(), room(), look(), at));
    const unwatch = viewport.watch(place);
    const sizes = new ResizeObserver(place);
    sizes.observe(box);
    shown.addEventListener('load', place);
    place();
    return {
        zoom: (factor, at) => own().width && viewport.zoom(factor, onCanvas(at)),
        pan(dx, dy) {
            if (!own().width) return;
            const [a, b] = [onCanvas({ x: 0, y: 0 }), onCanvas({ x: dx, y: dy })];
            viewport.pan(b.x - a.x, b.y - a.y);
        },
        stop() {
            unwatch();
            sizes.disconnect();
            shown.removeEventListener('load', place);
        },
    };
}
