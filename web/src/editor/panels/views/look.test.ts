import { describe, expect, it } from 'vitest';
import { fitImage, zoomAt } from '../../render/camera';
import { lookOf, pointOf, WHOLE, zoomed } from './look';

const image = { width: 1000, height: 500 };
const viewport = { width: 800, height: 600 };
const fit = fitImage(image, viewport, 0);
/** Of half the size, in a box of another form. */
const own = { width: 500, height: 250 };
const box = { width: 200, height: 200 };

describe('an image that follows the picture', () => {
    it('is seen as a whole where the picture is', () =>
        expect(lookOf({ camera: fit, viewport, image }, own, box)).toEqual(WHOLE));

    it('shows in its middle what the picture shows there, as much enlarged', () => {
        const camera = zoomAt(fit, { x: 100, y: 250 }, 4);
        const look = lookOf({ camera, viewport, image }, own, box);
        expect(look.scale).toBeCloseTo(4);
        const middle = pointOf({ image }, own, box, look, { x: 100, y: 100 });
        expect(middle.x).toBeCloseTo((400 - camera.x) / camera.scale);
        expect(middle.y).toBeCloseTo((300 - camera.y) / camera.scale);
    });
});

describe('an image by itself', () => {
    it('is zoomed about the pointer, and never smaller than the whole of it', () => {
        const look = zoomed(WHOLE, 2, { x: 50, y: 20 });
        expect(look).toEqual({ scale: 2, x: -50, y: -20 });
        expect(zoomed(look, 0.25, { x: 0, y: 0 })).toBe(WHOLE);
    });
});
