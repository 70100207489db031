import { describe, expect, it } from 'vitest';
import { adjustPixels, equalisingTable, histogramOf, isPlain, PLAIN_IMAGE, sharpen, toneOf } from './adjust';

const shown = (pixel: readonly number[], change: Partial<typeof PLAIN_IMAGE>) => {
    const pixels = Uint8ClampedArray.from([...pixel, 255]);
    adjustPixels(pixels, toneOf({ ...PLAIN_IMAGE, ...change }, null));
    return [...pixels.slice(0, 3)];
};

describe('adjusting a picture', () => {
    it('leaves it as it is where nothing is changed', () => {
        const table = [...toneOf(PLAIN_IMAGE, null).table];
        expect(table).toEqual(table.map((_, value) => value));
        expect(isPlain({ ...PLAIN_IMAGE })).toBe(true);
        expect(isPlain({ ...PLAIN_IMAGE, invert: true })).toBe(false);
    });

    it('multiplies by the brightness, up to white', () => {
        expect(shown([10, 100, 200], { brightness: 150 })).toEqual([15, 150, 255]);
    });

    it('spreads from the middle by the contrast', () => {
        expect(shown([64, 128, 192], { contrast: 150 })).toEqual([32, 128, 224]);
    });

    it('lightens by a gamma above one, and keeps black and white', () => {
        expect(shown([0, 64, 255], { gamma: 2 })).toEqual([0, 128, 255]);
        expect(shown([0, 128, 255], { gamma: 0.5 })).toEqual([0, 64, 255]);
    });

    it('makes grey without saturation, of the same lightness', () => {
        expect(shown([255, 0, 0], { saturation: 0 })).toEqual([54, 54, 54]);
        expect(shown([90, 90, 90], { saturation: 300 })).toEqual([90, 90, 90]);
    });

    it('shows one channel as grey, and adjusts that', () => {
        expect(shown([10, 100, 200], { channels: 'green' })).toEqual([100, 100, 100]);
        expect(shown([10, 100, 200], { channels: 'blue', invert: true, saturation: 300 })).toEqual([55, 55, 55]);
    });

    it('shows a sum of channels, also a difference', () => {
        expect(shown([10, 100, 200], { channels: 'mixed', red: 50, green: 50, blue: 0 })).toEqual([55, 55, 55]);
        expect(shown([150, 100, 200], { channels: 'mixed', red: 100, green: -100, blue: 0 })).toEqual([50, 50, 50]);
        expect(shown([10, 100, 200], { channels: 'mixed', red: 200, green: 200, blue: 200 })).toEqual([255, 255, 255]);
        expect(isPlain({ ...PLAIN_IMAGE, red: 50 })).toBe(true);
        expect(isPlain({ ...PLAIN_IMAGE, channels: 'red' })).toBe(false);
    });

    it('inverts', () => expect(shown([0, 100, 255], { invert: true })).toEqual([255, 155, 0]));

    it('spreads what lies between black and white', () => {
        expect(shown([50, 100, 150], { black: 50, white: 150 })).toEqual([0, 128, 255]);
        expect(shown([10, 60, 200], { black: 60, white: 61 })).toEqual([0, 0, 255]);
    });

    it('lets edges stand out, and leaves even areas and what is transparent alone', () => {
        const row = [50, 50, 100, 100];
        const pixels = Uint8ClampedArray.from([...row, ...row].flatMap(v => [v, v, v, 7]));
        sharpen(pixels, 4, 1);
        const seen = [...pixels].filter((_, i) => i % 4 === 0);
        const [even, dark, light, other] = seen;
        expect([even, other]).toEqual([50, 100]);
        expect(dark).toBeLessThan(50);
        expect(light).toBeGreaterThan(100);
        expect(pixels[3]).toBe(7);
    });

    it('keeps what is transparent so', () => {
        const pixels = Uint8ClampedArray.from([10, 20, 30, 7]);
        adjustPixels(pixels, toneOf({ ...PLAIN_IMAGE, invert: true, saturation: 50 }, null));
        expect(pixels[3]).toBe(7);
    });

    it('equalises: the values there are take all the room, in their order', () => {
        const pixels = Uint8ClampedArray.from([100, 101, 102, 103].flatMap(v => [v, v, v, 255]));
        const table = equalisingTable(histogramOf(pixels));
        expect([100, 101, 102, 103].map(value => table[value])).toEqual([0, 85, 170, 255]);
    });

    it('equalises a picture of one value into itself', () => {
        const histogram = new Uint32Array(256);
        histogram[90] = 12;
        expect(equalisingTable(histogram)[90]).toBe(90);
    });
});
