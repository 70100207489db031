import { describe, expect, it } from 'vitest';
import { joinPages, pageAfter } from './joinPages';

const page = (ids: number[], next: string | null, count: number, previous: string | null = null) => ({
    count,
    next,
    previous,
    results: ids.map(id => ({ id })),
});
const ids = (joined: { results: { id: number }[] }) => joined.results.map(item => item.id);

describe('pages loaded one after the other', () => {
    it('are one page in the order loaded, from the first page on and as long as the last one says', () => {
        const joined = joinPages({ pages: [page([9, 8], '?page=3', 5, '?page=1'), page([7], null, 6, '?page=2')] });
        expect(ids(joined)).toEqual([9, 8, 7]);
        expect(joined).toMatchObject({ count: 6, next: null, previous: '?page=1' });
    });

    it('show a record once that a new one moved to the next page', () => {
        const before = page([9, 8], '?page=2', 4);
        const after = page([8, 7], '?page=3', 5, '?page=1');
        expect(ids(joinPages({ pages: [before, after] }))).toEqual([9, 8, 7]);
    });

    it('are that page if there is one', () => {
        expect(joinPages({ pages: [page([], null, 0)] })).toEqual(page([], null, 0));
    });
});

describe('the page that goes on', () => {
    const state = { page: 3, pageSize: 2 };

    it('is the next one as long as nothing was taken out', () => {
        expect(pageAfter(state, [page([6, 5], 'more', 9), page([4, 3], 'more', 9)])).toBe(5);
    });

    it('is one loaded before when its last record has moved up', () => {
        const loaded = [page([6], 'more', 8), page([4, 3], 'more', 8)];
        expect(pageAfter(state, loaded)).toBe(4);
        expect(pageAfter(state, [...loaded, page([3, 2], 'more', 8)])).toBe(5);
    });

    it('is the first again when all of it was taken out', () => {
        expect(pageAfter({ page: 1, pageSize: 2 }, [page([], 'more', 7)])).toBe(1);
    });
});
