import { describe, expect, it } from 'vitest';
import { ImagePainter, type FramePicture } from './image';

/** Notes what is drawn; everything else of a canvas is left out. */
function target() {
    const drawn: unknown[] = [];
    const context = { setTransform: () => undefined, drawImage: (picture: unknown) => drawn.push(picture), drawn };
    return context as unknown as CanvasRenderingContext2D & { drawn: unknown[] };
}

const pictureOf = (bitmap: object): FramePicture => ({
    bitmap: bitmap as ImageBitmap,
    image: { width: 400, height: 200 },
    tiles: null,
    tone: null,
    smooth: true,
});

describe('a picture made smaller', () => {
    const m = [0.5, 0, 0, 0.5, 10, 10] as const;

    it('is drawn as it comes, and kept once it is drawn again', () => {
        const painter = new ImagePainter();
        const canvas = target();
        const bitmap = {};
        painter.draw(canvas, pictureOf(bitmap), m);
        expect(canvas.drawn).toEqual([bitmap]);
        painter.draw(canvas, pictureOf(bitmap), [0.5, 0, 0, 0.5, 30, 10]);
        painter.draw(canvas, pictureOf(bitmap), [0.5, 0, 0, 0.5, 50, 10]);
        expect(canvas.drawn[1]).toBeInstanceOf(HTMLCanvasElement);
        expect(canvas.drawn[2]).toBe(canvas.drawn[1]);
    });

    it('is drawn anew at another scale, and for another frame', () => {
        const painter = new ImagePainter();
        const canvas = target();
        const [first, second] = [{}, {}];
        painter.draw(canvas, pictureOf(first), m);
        painter.draw(canvas, pictureOf(first), [0.4, 0, 0, 0.4, 10, 10]);
        painter.draw(canvas, pictureOf(second), [0.4, 0, 0, 0.4, 10, 10]);
        expect(canvas.drawn).toEqual([first, first, second]);
    });
});
