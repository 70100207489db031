import { describe, expect, it } from 'vitest';
import { cycleSort, moveSort, readSort, writeSort } from './sort';

describe('sort', () => {
    it('comes back as it was written', () => {
        expect(readSort('status,-id')).toEqual([
            { field: 'status', descending: false },
            { field: 'id', descending: true },
        ]);
        expect(writeSort(readSort('status,-id'))).toBe('status,-id');
        expect(readSort('')).toEqual([]);
        expect(readSort(',-,')).toEqual([]);
    });

    it('goes from up to down to off', () => {
        let terms = cycleSort(readSort('-id'), 'name');
        expect(writeSort(terms)).toBe('-id,name');
        terms = cycleSort(terms, 'name');
        expect(writeSort(terms)).toBe('-id,-name');
        expect(writeSort(cycleSort(terms, 'name'))).toBe('-id');
    });

    it('changes priorities and nothing else', () => {
        const terms = readSort('a,b,c');
        expect(writeSort(moveSort(terms, 2, 0))).toBe('c,a,b');
        expect(moveSort(terms, 0, 3)).toBe(terms);
        expect(moveSort(terms, 5, 0)).toBe(terms);
    });
});
