import { describe, expect, it } from 'vitest';
import { areaOf, isCutOff, toImage } from './similar';

/** Grey pixels from rows of digits. */
function picture(...rows: string[]): Uint8ClampedArray {
    return Uint8ClampedArray.from([...rows.join('')].flatMap(digit => [Number(digit) * 10, 0, 0, 255]));
}

describe('the area of one colour', () => {
    const pixels = picture('0099', '0199', '0991', '3991');

    it('is what is connected and within the tolerance, of the colour that was clicked', () => {
        expect(areaOf(pixels, 4, { x: 0, y: 0 }, 0)).toEqual([0, 0, 2, 1, 0, 1, 2, 0, 1]);
        expect(areaOf(pixels, 4, { x: 0, y: 0 }, 10)).toEqual([0, 0, 2, 1, 0, 2, 2, 0, 1]);
        expect(areaOf(pixels, 4, { x: 3, y: 3 }, 0)).toEqual([3, 3, 4, 2, 3, 4]);
    });

    it('is all of the picture at the largest tolerance', () => {
        const spans = areaOf(pixels, 4, { x: 1, y: 1 }, 255);
        expect(spans).toHaveLength(12);
    });

    it('looks at each channel', () => {
        const two = Uint8ClampedArray.from([100, 100, 100, 255, 100, 100, 130, 255]);
        expect(areaOf(two, 2, { x: 0, y: 0 }, 29)).toEqual([0, 0, 1]);
        expect(areaOf(two, 2, { x: 0, y: 0 }, 30)).toEqual([0, 0, 2]);
    });
});

describe('what was found in a part of a picture', () => {
    const image = { width: 100, height: 80 };

    it('is where the part lies in the image', () => {
        expect(toImage([0, 1, 3], { left: 10, top: 20, perColumn: 1, perRow: 1 }, image)).toEqual([20, 11, 13]);
    });

    it('is as large as its pixels are there, and within the image', () => {
        const coarse = { left: 90, top: 76, perColumn: 4, perRow: 4 };
        expect(toImage([0, 1, 3, 1, 0, 9], coarse, image)).toEqual([...[76, 77, 78, 79].flatMap(y => [y, 94, 100])]);
        const half = { left: 0, top: 0, perColumn: 0.5, perRow: 0.5 };
        expect(toImage([0, 0, 4, 1, 0, 4], half, image)).toEqual([0, 0, 2]);
    });

    it('covers each pixel once, whatever the scale', () => {
        const part = { left: 0, top: 0, perColumn: 100 / 33, perRow: 80 / 27 };
        const all = Array.from({ length: 27 }, (_, y) => [y, 0, 33]).flat();
        const spans = toImage(all, part, image);
        expect(spans.filter((_, i) => i % 3 === 0)).toEqual(Array.from({ length: 80 }, (_, y) => y));
        expect(spans.every((value, i) => i % 3 === 0 || value === (i % 3 === 1 ? 0 : 100))).toBe(true);
    });

    it('may go on where the part ends and the image does not', () => {
        const size = { width: 10, height: 10 };
        const all = { left: true, top: true, right: true, bottom: true };
        expect(isCutOff([0, 0, 10], size, all)).toBe(false);
        expect(isCutOff([0, 0, 9], size, { ...all, left: false })).toBe(true);
        expect(isCutOff([5, 2, 10], size, { ...all, right: false })).toBe(true);
        expect(isCutOff([9, 2, 9], size, { ...all, bottom: false })).toBe(true);
        expect(isCutOff([5, 2, 9], size, { left: false, top: false, right: false, bottom: false })).toBe(false);
    });
});
