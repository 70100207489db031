import { describe, expect, it } from 'vitest';
import { fitImage, matrixOf, MAX_SCALE, toImage, toScreen, turnTo, zoomAt, type Camera, type Turn } from './camera';
import { multiples, shownPart } from './grid';
import { rulerStep } from './ruler';

const VIEWPORT = { width: 800, height: 600 };
const IMAGE = { width: 1920, height: 1080 };
const TURNS: readonly Turn[] = [0, 1, 2, 3];
const near = (p: { x: number; y: number }, q: { x: number; y: number }) => {
    expect(p.x).toBeCloseTo(q.x, 6);
    expect(p.y).toBeCloseTo(q.y, 6);
};

describe('the camera', () => {
    it.each(TURNS)('goes to the screen and back, turned %i times', turn => {
        const camera: Camera = { scale: 2.5, x: -37, y: 81, turn };
        near(toImage(camera, toScreen(camera, { x: 12.25, y: 700 })), { x: 12.25, y: 700 });
    });

    it.each(TURNS)('turned to %i keeps what is in the middle of the view there', turn => {
        const camera = zoomAt(fitImage(IMAGE, VIEWPORT, 0), { x: 100, y: 50 }, 7);
        const middle = { x: VIEWPORT.width / 2, y: VIEWPORT.height / 2 };
        const turned = turnTo(camera, VIEWPORT, turn);
        expect(turned.turn).toBe(turn);
        near(toImage(turned, middle), toImage(camera, middle));
    });

    it('turned four times is where it was', () => {
        const camera: Camera = { scale: 3, x: 5, y: 9, turn: 0 };
        const around = [1, 2, 3, 0].reduce((one, turn) => turnTo(one, VIEWPORT, turn as Turn), camera);
        expect(around.turn).toBe(0);
        near(around, camera);
    });

    it('turned clockwise shows the left side of the image at the top', () => {
        const camera = fitImage(IMAGE, VIEWPORT, 1);
        const left = toScreen(camera, { x: 0, y: IMAGE.height / 2 });
        const right = toScreen(camera, { x: IMAGE.width, y: IMAGE.height / 2 });
        expect(left.y).toBeLessThan(right.y);
        expect(left.x).toBeCloseTo(right.x, 6);
    });

    it.each(TURNS)('fits the whole image, turned %i times', turn => {
        const camera = fitImage(IMAGE, VIEWPORT, turn);
        for (const corner of [
            { x: 0, y: 0 },
            { x: IMAGE.width, y: IMAGE.height },
        ]) {
            const { x, y } = toScreen(camera, corner);
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(VIEWPORT.width);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThanOrEqual(VIEWPORT.height);
        }
    });

    it('zooms about the pointer up to 64 times', () => {
        const at = { x: 300, y: 200 };
        const camera = fitImage(IMAGE, VIEWPORT, 3);
        const zoomed = zoomAt(camera, at, 1e6);
        expect(zoomed.scale).toBe(MAX_SCALE);
        expect(MAX_SCALE).toBe(64);
        near(toImage(zoomed, at), toImage(camera, at));
    });
});

describe('the part of the image in view', () => {
    it.each(TURNS)('is what the corners of the canvas lie on, turned %i times', turn => {
        const camera = zoomAt(fitImage(IMAGE, VIEWPORT, turn), { x: 400, y: 300 }, 4);
        const { from, to } = shownPart(matrixOf(camera, 1), VIEWPORT, IMAGE);
        const corners = [toImage(camera, { x: 0, y: 0 }), toImage(camera, { x: 800, y: 600 })];
        near(from, { x: Math.min(corners[0].x, corners[1].x), y: Math.min(corners[0].y, corners[1].y) });
        near(to, { x: Math.max(corners[0].x, corners[1].x), y: Math.max(corners[0].y, corners[1].y) });
    });

    it('ends with the image', () => {
        const { from, to } = shownPart(matrixOf(fitImage(IMAGE, VIEWPORT, 0), 2), { width: 1600, height: 1200 }, IMAGE);
        expect([from, to]).toEqual([
            { x: 0, y: 0 },
            { x: IMAGE.width, y: IMAGE.height },
        ]);
    });

    it.each([
        [64, 44, 1],
        [16, 44, 5],
        [16, 24, 2],
        [1, 44, 50],
        [0.4, 44, 200],
    ])('has at scale %f and %i pixels a number one every %i pixels', (scale, room, step) =>
        expect(rulerStep(scale, room)).toBe(step),
    );

    it('is crossed by the lines of a grid at multiples of its size', () => {
        expect(multiples(100, 150, 420)).toEqual([200, 300, 400]);
        expect(multiples(5, 10, 20)).toEqual([10, 15, 20]);
    });
});
