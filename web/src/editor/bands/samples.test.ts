import { describe, expect, it } from 'vitest';
import { chosenBands, countsOf, histogramOf, isDeep, pictureOf, PLAIN_BANDS, unitsOf, usualWindow } from './samples';

const layout = (bands: number, bits: number) => ({ bands, bits, signed: false, width: 10, height: 10 });

describe('samples', () => {
    it('stand for values: raised ones, and those of a range', () => {
        expect(unitsOf(layout(1, 16)).of(700)).toBe(700);
        expect(unitsOf({ ...layout(1, 16), signed: true }).of(32768)).toBe(0);
        const floats = unitsOf({ ...layout(1, 32), range: [-1, 1] });
        expect([0, 32768, 65535].map(floats.of)).toEqual([-1, 0.000015259, 1]);
        expect([-9, -1, 0, 1, Infinity].map(floats.sample)).toEqual([0, 0, 32768, 65535, 65535]);
        expect(unitsOf({ ...layout(1, 32), range: [4, 4] }).sample(4)).toBe(0);
        expect(isDeep({ ...layout(1, 32), range: [-1, 1] })).toBe(true);
    });

    it('are worth showing where a picture lacks some of their bits or bands', () => {
        expect([layout(1, 16), layout(3, 16), layout(5, 8)].every(isDeep)).toBe(true);
        expect([layout(1, 8), layout(3, 8), layout(0, 16)].some(isDeep)).toBe(false);
    });

    it('are seen within a window', () => {
        const pixels = pictureOf([Uint16Array.from([900, 1000, 1500, 2000, 65535])], [{ low: 1000, high: 2000 }]);
        expect([...pixels].filter((_, i) => i % 4 === 0)).toEqual([0, 0, 128, 255, 255]);
        expect([...pixels.slice(8, 12)]).toEqual([128, 128, 128, 255]);
    });

    it('of three bands are colours, each in its own window', () => {
        const bands = [[100], [2000], [30000]].map(samples => Uint16Array.from(samples));
        const windows = [0, 1000, 30000].map(low => ({ low, high: low + 1000 }));
        expect([...pictureOf(bands, windows)]).toEqual([26, 255, 0, 255]);
    });

    it('lie mostly between these, whatever a few dead or glaring pixels say', () => {
        const samples = Uint16Array.from({ length: 10_000 }, (_, i) => 5000 + (i % 101));
        samples[7] = 0;
        samples[8] = 65535;
        const { low, high } = usualWindow(countsOf(samples));
        expect([low, high]).toEqual([5000, 5100]);
        expect(usualWindow(countsOf(new Uint16Array(100)))).toEqual({ low: 0, high: 1 });
    });

    it('are counted between the least and the greatest', () => {
        const { min, max, bins } = histogramOf(
            [Uint16Array.from([10, 10, 300]), Uint16Array.from([521])].map(countsOf),
        );
        expect([min, max, bins[0], bins[145], bins[255]]).toEqual([10, 521, 2, 1, 1]);
        expect(histogramOf([countsOf(Uint16Array.from([7, 7]))])).toMatchObject({ min: 7, max: 7 });
    });

    it('come from the first bands where an image lacks the chosen ones', () => {
        const look = { ...PLAIN_BANDS, bands: [4, 3, 2] };
        expect(chosenBands(look, layout(5, 16))).toEqual([4, 3, 2]);
        expect(chosenBands(look, layout(3, 16))).toEqual([0, 1, 2]);
        expect(chosenBands(look, layout(1, 16))).toEqual([0]);
        expect(chosenBands(PLAIN_BANDS, layout(2, 16))).toEqual([0]);
    });
});
