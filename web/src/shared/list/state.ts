import { useCallback, useMemo } from 'react';
import type { ListQuery } from '../../api';
import { useParameters } from '../useParameters';

/** What a list shows; lives in the URL, so that links and the back button bring it back. */
export interface ListState {
    page: number;
    pageSize: number;
    search: string;
    /** Comma list of fields; `-` in front means descending. */
    sort: string;
    /** JSON Logic text, or empty. */
    filter: string;
}

export interface ListDefaults {
    pageSize: number;
    sort: string;
}

const positive = (text: string | null, otherwise: number): number => {
    const value = Number(text);
    return Number.isInteger(value) && value > 0 ? value : otherwise;
};

export function readListState(params: URLSearchParams, defaults: ListDefaults): ListState {
    return {
        page: positive(params.get('page'), 1),
        pageSize: positive(params.get('pageSize'), defaults.pageSize),
        search: params.get('search') ?? '',
        sort: params.get('sort') || defaults.sort,
        filter: params.get('filter') ?? '',
    };
}

/** Writes a state into the parameters of a URL, leaving out what is the default and keeping what is not the list's. */
export function writeListState(params: URLSearchParams, state: ListState, defaults: ListDefaults): URLSearchParams {
    const next = new URLSearchParams(params);
    const put = (key: string, value: string, isDefault: boolean) => {
        if (isDefault) next.delete(key);
        else next.set(key, value);
    };
    put('page', String(state.page), state.page === 1);
    put('pageSize', String(state.pageSize), state.pageSize === defaults.pageSize);
    put('search', state.search, state.search === '');
    put('sort', state.sort, state.sort === defaults.sort);
    put('filter', state.filter, state.filter === '');
    return next;
}

/** Any change but turning the page goes back to the first page. */
export function changeListState(state: ListState, change: Partial<ListState>): ListState {
    const turnsPage = Object.keys(change).length === 1 && change.page !== undefined;
    return { ...state, ...(turnsPage ? {} : { page: 1 }), ...change };
}

export function toListQuery(state: ListState): ListQuery {
    return {
        page: state.page,
        page_size: state.pageSize,
        search: state.search,
        sort: state.sort,
        filter: state.filter,
    };
}

export function isNarrowed(state: ListState): boolean {
    return state.search !== '' || state.filter !== '';
}

/** The last page that has records, when a deletion or a narrower filter emptied the one that is open. */
export function lastPage(count: number, pageSize: number): number {
    return Math.max(1, Math.ceil(count / pageSize));
}

export interface ListControl {
    state: ListState;
    defaults: ListDefaults;
    set: (change: Partial<ListState>) => void;
    reset: () => void;
}

export function useListState(pageSize: number, sort = '-id'): ListControl {
    const [params, changeParams] = useParameters();
    const defaults = useMemo(() => ({ pageSize, sort }), [pageSize, sort]);
    const state = useMemo(() => readListState(params, defaults), [params, defaults]);
    const set = useCallback(
        (change: Partial<ListState>) =>
            changeParams(current =>
                writeListState(current, changeListState(readListState(current, defaults), change), defaults),
            ),
        [changeParams, defaults],
    );
    const reset = useCallback(() => set({ search: '', filter: '' }), [set]);
    return { state, defaults, set, reset };
}
