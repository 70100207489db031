import { describe, expect, it } from 'vitest';
import { changeListState, lastPage, readListState, toListQuery, writeListState } from './state';

const defaults = { pageSize: 10, sort: '-id' };
const read = (text: string) => readListState(new URLSearchParams(text), defaults);

describe('list state', () => {
    it('reads what the URL says and defaults for the rest', () => {
        expect(read('')).toEqual({ page: 1, pageSize: 10, search: '', sort: '-id', filter: '' });
        expect(read('page=3&pageSize=50&search=cat&sort=name&filter={}')).toEqual({
            page: 3,
            pageSize: 50,
            search: 'cat',
            sort: 'name',
            filter: '{}',
        });
    });

    it('takes nonsense for the default', () => {
        expect(read('page=-2&pageSize=abc')).toMatchObject({ page: 1, pageSize: 10 });
        expect(read('page=1.5')).toMatchObject({ page: 1 });
    });

    it('writes only what differs and keeps other parameters', () => {
        const written = writeListState(
            new URLSearchParams('projectId=4&page=9'),
            { ...read(''), search: 'a b' },
            defaults,
        );
        expect(written.toString()).toBe('projectId=4&search=a+b');
    });

    it('comes back as it was written', () => {
        const state = { page: 2, pageSize: 20, search: 'ü', sort: 'name,-id', filter: '{"and":[]}' };
        expect(readListState(writeListState(new URLSearchParams(), state, defaults), defaults)).toEqual(state);
    });

    it('goes back to the first page on any change but turning the page', () => {
        const third = { ...read(''), page: 3 };
        expect(changeListState(third, { page: 4 }).page).toBe(4);
        expect(changeListState(third, { search: 'x' }).page).toBe(1);
        expect(changeListState(third, { pageSize: 50 }).page).toBe(1);
        expect(changeListState(third, { pageSize: 50, page: 2 }).page).toBe(2);
    });

    it('names the parameters as the server does', () => {
        expect(toListQuery(read('pageSize=20'))).toEqual({
            page: 1,
            page_size: 20,
            search: '',
            sort: '-id',
            filter: '',
        });
    });

    it('finds the last page', () => {
        expect([0, 1, 10, 11].map(count => lastPage(count, 10))).toEqual([1, 1, 1, 2]);
    });
});
