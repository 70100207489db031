import { describe, expect, it } from 'vitest';
import type { MaskBitmap } from './mask';
import { common, fillHoles, grown, largestPart, shrunk, without } from './maskEdits';

const SIZE = { width: 40, height: 30 };

/** A mask drawn by lines of text. */
function drawn(text: string, left = 10, top = 10): MaskBitmap {
    const rows = text.trim().split(/\s+/);
    const data = new Uint8Array(rows.flatMap(row => [...row].map(one => (one === '#' ? 1 : 0))));
    return { left, top, width: rows[0].length, height: rows.length, data };
}

/** As text again, in the box given. */
function shown(mask: MaskBitmap, like: { left: number; top: number; width: number; height: number }): string {
    const has = (x: number, y: number) => {
        const [column, row] = [x - mask.left, y - mask.top];
        const inside = column >= 0 && row >= 0 && column < mask.width && row < mask.height;
        return inside && mask.data[row * mask.width + column] === 1;
    };
    const row = (y: number) =>
        Array.from({ length: like.width }, (_, x) => (has(like.left + x, like.top + y) ? '#' : '.')).join('');
    return Array.from({ length: like.height }, (_, y) => row(y)).join(' ');
}

const text = (mask: MaskBitmap, like = mask) => shown(mask, like);

describe('the pixels of a finished mask', () => {
    it('get what they enclose, and not what is open to the outside', () => {
        const ring = drawn('##### #...# ##### #.... #####');
        expect(text(fillHoles(ring), ring)).toBe('##### ##### ##### #.... #####');
    });

    it('enclose also across corners', () => {
        const ring = drawn('.#. #.# .#.');
        expect(text(fillHoles(ring), ring)).toBe('.#. ### .#.');
    });

    it('keep their largest part, corners joining', () => {
        const islands = drawn('#.... ..#.. ...## #....');
        expect(text(largestPart(islands))).toBe('..... ..#.. ...## .....');
    });

    it('grow by those beside them, and shrink back', () => {
        const square = drawn('### ### ###');
        const wide = { left: 9, top: 9, width: 5, height: 5 };
        expect(shown(grown(square), wide)).toBe('.###. ##### ##### ##### .###.');
        expect(text(shrunk(grown(square), SIZE), square)).toBe('### ### ###');
        expect(text(shrunk(square, SIZE))).toBe('... .#. ...');
    });

    it('do not shrink from the border of the image', () => {
        const corner = drawn('### ### ###', 0, 0);
        expect(text(shrunk(corner, SIZE))).toBe('##. ##. ...');
    });

    it('lose what others have, or keep what all have', () => {
        const one = drawn('### ### ###');
        const two = drawn('## ##', 11, 11);
        const three = drawn('#', 12, 12);
        expect(text(without(one, [two]))).toBe('### #.. #..');
        expect(text(common(one, [two]))).toBe('... .## .##');
        expect(text(common(one, [two, three]))).toBe('... ... ..#');
    });
});
