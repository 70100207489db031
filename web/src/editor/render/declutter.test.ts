import { describe, expect, it } from 'vitest';
import { bestPlace, declutter, type Candidate, type DeclutterRules } from './declutter';

const RULES: DeclutterRules = {
    position: 'auto',
    viewport: { width: 800, height: 600 },
    leastWidth: 24,
    most: 500,
};

const candidate = (id: number, [x, y, w, h]: number[], width = 60, height = 15): Candidate => ({
    id,
    box: { minX: x, minY: y, maxX: x + w, maxY: y + h },
    width,
    height,
});

describe('texts of objects', () => {
    it('stand right of the object where there is room', () => {
        expect(declutter([candidate(1, [100, 100, 50, 50])], RULES)).toEqual([{ id: 1, x: 156, y: 100 }]);
    });

    it('move to another side at the border of the view', () => {
        const [left] = declutter([candidate(1, [740, 100, 50, 50])], RULES);
        expect(left).toEqual({ id: 1, x: 674, y: 100 });
        const [inside] = declutter([candidate(1, [0, 0, 800, 600])], RULES);
        expect(inside).toEqual({ id: 1, x: 6, y: 6 });
    });

    it('stand in the middle where that is wanted', () => {
        const [placed] = declutter([candidate(1, [100, 100, 100, 55])], { ...RULES, position: 'center' });
        expect(placed).toEqual({ id: 1, x: 120, y: 120 });
    });

    it('never cover each other', () => {
        const many = Array.from({ length: 400 }, (_, i) => candidate(i, [(i * 37) % 700, (i * 53) % 500, 40, 30]));
        const placed = declutter(many, RULES);
        expect(placed.length).toBeGreaterThan(20);
        for (const a of placed)
            for (const b of placed)
                expect(a === b || Math.abs(a.x - b.x) >= 60 || Math.abs(a.y - b.y) >= 15).toBe(true);
    });

    it('are kept for the first, as the most important', () => {
        const same = [candidate(7, [100, 100, 50, 50]), candidate(8, [100, 100, 50, 50])];
        const center = declutter(same, { ...RULES, position: 'center' });
        expect(center.map(({ id }) => id)).toEqual([7]);
    });

    it('are left out for small objects, and for those out of view', () => {
        const out = [
            candidate(1, [10, 10, 23, 80]),
            candidate(2, [-200, 10, 100, 100]),
            candidate(3, [10, 900, 100, 100]),
        ];
        expect(declutter(out, RULES)).toEqual([]);
    });

    it('are at most so many', () => {
        const many = Array.from({ length: 50 }, (_, i) =>
            candidate(i, [(i % 5) * 150, Math.floor(i / 5) * 40, 30, 20]),
        );
        expect(declutter(many, { ...RULES, most: 9 })).toHaveLength(9);
    });

    it('find the side that is in view for a single one', () => {
        expect(bestPlace(candidate(1, [740, 100, 50, 50]), 'auto', RULES.viewport)).toEqual({ x: 674, y: 100 });
        expect(bestPlace(candidate(1, [-900, 0, 2600, 900]), 'auto', RULES.viewport)).toEqual({ x: 1706, y: 0 });
    });
});
