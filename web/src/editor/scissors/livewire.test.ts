import { describe, expect, it } from 'vitest';
import { costsOf, linksFrom, luminance, wayThrough, type LiveWire } from './livewire';

const SIDE = 80;

/** A dark disc on a light ground. */
function disc(radius: number): Float32Array {
    const rgba = new Uint8ClampedArray(SIDE * SIDE * 4);
    for (let y = 0; y < SIDE; ++y)
        for (let x = 0; x < SIDE; ++x) {
            const value = Math.hypot(x + 0.5 - 40, y + 0.5 - 40) < radius ? 40 : 220;
            rgba.set([value, value, value, 255], 4 * (y * SIDE + x));
        }
    return luminance(rgba, SIDE, SIDE);
}

function wireFrom(x: number, y: number, more: Partial<LiveWire> = {}): LiveWire {
    const links = linksFrom({ x, y }, costsOf(disc(25), SIDE, SIDE), SIDE, SIDE);
    return { left: 0, top: 0, width: SIDE, height: SIDE, cell: 1, seed: { x, y }, links, ...more };
}

describe('intelligent scissors', () => {
    it('follow the edge instead of cutting across', () => {
        const way = wayThrough(wireFrom(15, 40), { x: 40.5, y: 15.5 });
        for (let i = 0; i < way.length; i += 2) {
            expect(Math.abs(Math.hypot(way[i] - 40, way[i + 1] - 40) - 25)).toBeLessThan(3);
        }
        expect(way.slice(-2)).toEqual([40.5, 15.5]);
    });

    it('go from cell to neighbouring cell', () => {
        const way = wayThrough(wireFrom(15, 40), { x: 65.5, y: 40.5 });
        for (let i = 2; i < way.length; i += 2) {
            expect(Math.hypot(way[i] - way[i - 2], way[i + 1] - way[i - 1])).toBeLessThan(1.5);
        }
    });

    it('reach every cell, also of a picture without any edge', () => {
        const flat = costsOf(new Float32Array(SIDE * SIDE).fill(90), SIDE, SIDE);
        const links = linksFrom({ x: 3, y: 70 }, flat, SIDE, SIDE);
        expect([...links].filter(link => link === 255)).toHaveLength(1);
    });

    it('cost no more than the straight way would', () => {
        const flat = costsOf(new Float32Array(SIDE * SIDE), SIDE, SIDE);
        const wire = { ...wireFrom(10, 10), links: linksFrom({ x: 10, y: 10 }, flat, SIDE, SIDE) };
        expect(wayThrough(wire, { x: 60.5, y: 10.5 })).toHaveLength(2 * 51);
    });

    it('go straight on beyond the window, and know the place of the window in the image', () => {
        const wire = wireFrom(15, 40, { left: 100, top: 200, cell: 2 });
        const way = wayThrough(wire, { x: 1000, y: 281 });
        expect(way.slice(-2)).toEqual([1000, 281]);
        expect(way.slice(-4, -2)).toEqual([100 + 79.5 * 2, 200 + 40.5 * 2]);
    });
});
