import { describe, expect, it } from 'vitest';
import { reduce, reductionFor, type ColourMatrix, type Planes } from './planes';

/** Planes made pixel by pixel; colour is taken from every second pixel of every second row. */
function planesOf(
    width: number,
    height: number,
    pixel: (x: number, y: number) => readonly [number, number, number],
    { matrix = 'bt709' as ColourMatrix, fullRange = false, padding = 0 } = {},
): Planes {
    const stride = width + padding;
    const half = (width >> 1) + padding;
    const [u, v] = [stride * height, stride * height + half * (height >> 1)];
    const bytes = new Uint8Array(v + half * (height >> 1)).fill(77);
    for (let y = 0; y < height; ++y) {
        for (let x = 0; x < width; ++x) {
            const values = pixel(x, y);
            bytes[y * stride + x] = values[0];
            if (x % 2 || y % 2) continue;
            bytes[u + (y >> 1) * half + (x >> 1)] = values[1];
            bytes[v + (y >> 1) * half + (x >> 1)] = values[2];
        }
    }
    const layout = [
        { offset: 0, stride },
        { offset: u, stride: half },
        { offset: v, stride: half },
    ];
    return { width, height, bytes, layout, matrix, fullRange };
}

const grey = (value: number) => [value, 128, 128] as const;
const at = ({ width, data }: { width: number; data: Uint8ClampedArray }, x: number, y: number) => [
    ...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4),
];

describe('how many times smaller a picture is made', () => {
    it.each([
        [{ width: 3840, height: 2160 }, { width: 924, height: 520 }, 4],
        [{ width: 3840, height: 2160 }, { width: 1000, height: 560 }, 3],
        [{ width: 1920, height: 1080 }, { width: 1000, height: 560 }, 1],
        [{ width: 2160, height: 3840 }, { width: 500, height: 900 }, 4],
        [{ width: 100, height: 100 }, { width: 900, height: 500 }, 1],
    ])('%o seen at %o: %i', (picture, seen, times) => {
        expect(reductionFor(picture, seen)).toBe(times);
    });
});

describe('a picture made smaller', () => {
    /** Repeatable noise. */
    const noise = (x: number, y: number, i: number) => ((x * 73 + y * 151 + i * 37) * 2654435761) >>> 24;

    it.each([2, 3, 4])('%i times is the same to the last bit, whether its rows can be read in words or not', times => {
        const pixel = (x: number, y: number) => [noise(x, y, 0), noise(x, y, 1), noise(x, y, 2)] as const;
        const [words, bytes] = [0, 1].map(padding => reduce(planesOf(48, 24, pixel, { padding }), times));
        expect(bytes).toEqual(words);
    });

    it.each([2, 3, 4, 5])('%i times has the average of each block', times => {
        const value = (x: number, y: number) => 40 + ((x * 7 + y * 11) % 150);
        const small = reduce(
            planesOf(60, 60, (x, y) => grey(value(x, y)), { fullRange: true }),
            times,
        );
        expect([small.width, small.height]).toEqual([60 / times, 60 / times]);
        for (const [x, y] of [
            [0, 0],
            [3, 5],
            [60 / times - 1, 60 / times - 1],
        ]) {
            let sum = 0;
            for (let i = 0; i < times * times; ++i)
                sum += value(x * times + (i % times), y * times + Math.floor(i / times));
            const mean = Math.round(sum / times ** 2);
            expect(at(small, x, y)).toEqual([mean, mean, mean, 255]);
        }
    });

    it('leaves out what does not fill a block at the right and at the bottom', () => {
        const small = reduce(
            planesOf(10, 7 * 2, () => grey(100)),
            4,
        );
        expect([small.width, small.height]).toEqual([2, 3]);
    });

    it('reads rows that are longer than the picture is wide', () => {
        const small = reduce(
            planesOf(8, 8, () => grey(235), { padding: 24 }),
            2,
        );
        expect(at(small, 3, 3)).toEqual([255, 255, 255, 255]);
    });

    // Reference values: the colour bars of the two standards at full strength.
    it.each<[string, ColourMatrix, boolean, readonly [number, number, number], number[]]>([
        ['black', 'bt709', false, [16, 128, 128], [0, 0, 0]],
        ['white', 'bt601', false, [235, 128, 128], [255, 255, 255]],
        ['red', 'bt709', false, [63, 102, 240], [255, 1, 0]],
        ['green', 'bt709', false, [173, 42, 26], [0, 255, 1]],
        ['blue', 'bt709', false, [32, 240, 118], [1, 0, 255]],
        ['red', 'bt601', false, [81, 90, 240], [254, 0, 0]],
        ['blue', 'bt601', true, [29, 255, 107], [0, 0, 254]],
    ])('%s of %s comes out as it should', (_name, matrix, fullRange, values, rgb) => {
        const small = reduce(
            planesOf(8, 8, () => values, { matrix, fullRange }),
            4,
        );
        at(small, 1, 1)
            .slice(0, 3)
            .forEach((value, i) => expect(Math.abs(value - rgb[i])).toBeLessThanOrEqual(1));
    });
});
