import { describe, expect, it } from 'vitest';
import { readListState } from './state';
import { sameView, viewQuery, withView } from './views';

const defaults = { pageSize: 10, sort: '-id' };
const state = (text: string) => readListState(new URLSearchParams(text), defaults);

describe('saved views', () => {
    it('keep search, filter, sort and page size, and begin on the first page', () => {
        expect(viewQuery(state('page=4&search=cat&sort=name&pageSize=50'), defaults)).toBe(
            'pageSize=50&search=cat&sort=name',
        );
        expect(viewQuery(state(''), defaults)).toBe('');
    });

    it('are recognised on any page', () => {
        expect(sameView('search=cat', state('search=cat&page=3'), defaults)).toBe(true);
        expect(sameView('search=cat', state('search=dog'), defaults)).toBe(false);
    });

    it('replace one of the same name and stay in order', () => {
        const views = withView([{ name: 'b', query: 'x' }], { name: 'a', query: 'y' });
        expect(views.map(view => view.name)).toEqual(['a', 'b']);
        expect(withView(views, { name: 'b', query: 'z' })).toEqual([
            { name: 'a', query: 'y' },
            { name: 'b', query: 'z' },
        ]);
    });
});
