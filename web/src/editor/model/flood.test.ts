import { describe, expect, it } from 'vitest';
import { blankMask, maskArea, paintSpans, storedMask, type PaintedMask } from './brush';
import { enclosedFilled, floodSpans, isFloodable, partCleared } from './flood';

const SIZE = { width: 700, height: 600 };

/** The outline of a box, a pixel wide. */
function frame(left: number, top: number, right: number, bottom: number, mask = blankMask(SIZE)): PaintedMask {
    const spans = [top, left, right, bottom - 1, left, right];
    for (let y = top; y < bottom; ++y) spans.push(y, left, left + 1, y, right - 1, right);
    return paintSpans(mask, spans, 1);
}

describe('filling what is enclosed', () => {
    it('paints all of it, over tiles, and not what is around it', () => {
        const filled = enclosedFilled(frame(200, 200, 600, 500), { x: 300, y: 300 });
        expect(filled && maskArea(filled)).toBe(400 * 300);
    });

    it('goes around what is painted inside', () => {
        const mask = frame(20, 20, 40, 40, frame(10, 10, 60, 60));
        const filled = enclosedFilled(mask, { x: 15, y: 15 });
        expect(filled && maskArea(filled)).toBe(50 * 50 - 18 * 18);
    });

    it('takes the border of the image for a wall', () => {
        const arc = paintSpans(blankMask(SIZE), [0, 10, 11, 0, 30, 31, 1, 10, 11, 1, 30, 31, 2, 10, 31], 1);
        const filled = enclosedFilled(arc, { x: 20, y: 0 });
        expect(filled && maskArea(filled)).toBe(3 * 21);
    });

    it('does nothing where the outline is open, outside it, and where nothing is painted', () => {
        const open = paintSpans(frame(10, 10, 60, 60), [10, 30, 31], 0);
        expect(enclosedFilled(open, { x: 20, y: 20 })).toBeNull();
        expect(enclosedFilled(frame(10, 10, 60, 60), { x: 5, y: 5 })).toBeNull();
        expect(enclosedFilled(frame(10, 10, 60, 60), { x: 650, y: 590 })).toBeNull();
        expect(enclosedFilled(blankMask(SIZE), { x: 5, y: 5 })).toBeNull();
        const small = { width: 50, height: 40 };
        const dot = paintSpans(blankMask(small), [20, 20, 22], 1);
        expect(enclosedFilled(dot, { x: 2, y: 2 })).toBeNull();
    });

    it('does not leak through corners', () => {
        const diamond = paintSpans(blankMask(SIZE), [10, 11, 12, 11, 10, 11, 11, 12, 13, 12, 11, 12], 1);
        const filled = enclosedFilled(diamond, { x: 11.5, y: 11.5 });
        expect(filled && maskArea(filled)).toBe(5);
    });

    it('leaves a mask alone where the place is painted', () => {
        const mask = frame(10, 10, 60, 60);
        expect(enclosedFilled(mask, { x: 10, y: 10 })).toBe(mask);
    });
});

describe('taking a part away', () => {
    it('takes all that is connected, by corners, too', () => {
        const mask = paintSpans(frame(10, 10, 60, 60), [60, 60, 62, 300, 300, 310], 1);
        expect(storedMask(partCleared(mask, { x: 10, y: 30 }))).toEqual([0, 10, 300, 300, 309, 300]);
        expect(partCleared(mask, { x: 30, y: 30 })).toBe(mask);
    });
});

it('finds the same pixels as a search pixel by pixel', () => {
    let seed = 1;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    for (const corners of [false, true]) {
        for (let round = 0; round < 50; ++round) {
            const [width, height] = [17, 13];
            const data = Uint8Array.from({ length: width * height }, () => Number(random() < 0.5));
            const start = Math.floor(random() * data.length);
            const expected = bySearch(data, width, start, corners);
            const spans = floodSpans(data.slice(), width, start % width, Math.floor(start / width), corners);
            const found = new Set<number>();
            for (let i = 0; i < spans.length; i += 3)
                for (let x = spans[i + 1]; x < spans[i + 2]; ++x) found.add(spans[i] * width + x);
            expect(found).toEqual(expected);
        }
    }
});

it('is not gone into where what is painted spreads over too much', () => {
    const far = paintSpans(
        paintSpans(blankMask({ width: 40_000, height: 30_000 }), [10, 10, 20], 1),
        [29_000, 10, 20],
        1,
    );
    expect(isFloodable(far)).toBe(true);
    expect(isFloodable(paintSpans(far, [10, 39_000, 39_010], 1))).toBe(false);
    expect(isFloodable(blankMask(SIZE))).toBe(true);
});

it('keeps areas that are full as one tile, however many there are', () => {
    const rows = Array.from({ length: 600 }, (_, y) => [y, 0, 700]).flat();
    const { tiles } = paintSpans(blankMask(SIZE), rows, 1);
    expect(tiles.get(0)).toBe(tiles.get(1));
    const cut = paintSpans({ size: SIZE, columns: 3, tiles }, [5, 5, 6], 0);
    expect([cut.tiles.get(0)?.set, cut.tiles.get(1)?.set]).toEqual([256 * 256 - 1, 256 * 256]);
});

function bySearch(data: Uint8Array, width: number, start: number, corners: boolean): Set<number> {
    const found = new Set([start]);
    for (const at of found) {
        for (let dy = -1; dy <= 1; ++dy) {
            for (let dx = -1; dx <= 1; ++dx) {
                const x = (at % width) + dx;
                const next = at + dy * width + dx;
                if ((!corners && dx && dy) || x < 0 || x >= width || data[next] !== data[start]) continue;
                found.add(next);
            }
        }
    }
    return found;
}
