import type { Size } from '../model/types';
import type { Matrix } from './paint';

/** From this many device pixels per image pixel on, pixels show as squares. */
const SQUARES = 4;

/**
 * Draws the frame's picture. Where it is made smaller the result is kept, as scaling costs far more than copying and the
 * scale rests while the view is moved.
 */
export class ImagePainter {
    private scaled: { bitmap: ImageBitmap; key: string; canvas: HTMLCanvasElement } | null = null;

    draw(target: CanvasRenderingContext2D, bitmap: ImageBitmap, image: Size, m: Matrix, smooth: boolean): void {
        const [a, b, c, d, e, f] = m;
        const scale = Math.hypot(a, b);
        if (scale < 1) {
            // Turned by quarters, the image reaches from its origin in the directions of both axes.
            const left = Math.min(0, a * image.width) + Math.min(0, c * image.height);
            const top = Math.min(0, b * image.width) + Math.min(0, d * image.height);
            target.setTransform(1, 0, 0, 1, 0, 0);
            target.drawImage(this.shrunk(bitmap, image, m, left, top), e + Math.floor(left), f + Math.floor(top));
            return;
        }
        target.setTransform(...m);
        target.imageSmoothingEnabled = smooth && scale < SQUARES;
        target.drawImage(bitmap, 0, 0, image.width, image.height);
    }

    private shrunk(bitmap: ImageBitmap, image: Size, m: Matrix, left: number, top: number): HTMLCanvasElement {
        const [a, b, c, d] = m;
        const key = [a, b, c, d].join();
        if (this.scaled?.bitmap === bitmap && this.scaled.key === key) return this.scaled.canvas;
        const canvas = this.scaled?.canvas ?? document.createElement('canvas');
        canvas.width = Math.ceil(Math.abs(a * image.width) + Math.abs(c * image.height)) + 1;
        canvas.height = Math.ceil(Math.abs(b * image.width) + Math.abs(d * image.height)) + 1;
        const context = canvas.getContext('2d');
        if (context) {
            context.setTransform(a, b, c, d, -Math.floor(left), -Math.floor(top));
            context.imageSmoothingQuality = 'medium';
            context.drawImage(bitmap, 0, 0, image.width, image.height);
        }
        this.scaled = { bitmap, key, canvas };
        return canvas;
    }
}
