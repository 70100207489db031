import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError, type ListQuery, type Page } from '../../api';
import { toListQuery, type ListControl } from './state';

type Fetch<T> = (query: ListQuery, signal: AbortSignal) => Promise<Page<T>>;

interface Options<T> {
    /** Parameters besides those of the list's state. */
    fixed?: ListQuery;
    /** Ask again after this many milliseconds, judged by what is shown; false to rest. */
    refresh?: (page: Page<T> | undefined) => number | false;
}

/** One page of a collection, as the list's state says. The page before stays on screen until the next one is there. */
export function useList<T>(
    key: string,
    fetch: Fetch<T>,
    control: ListControl,
    { fixed, refresh }: Options<T> = {},
): UseQueryResult<Page<T>> {
    const query = { ...toListQuery(control.state), ...fixed };
    const result = useQuery({
        queryKey: [key, 'list', query],
        queryFn: ({ signal }) => fetch(query, signal),
        placeholderData: keepPreviousData,
        refetchInterval: refresh ? active => refresh(active.state.data) : false,
    });
    const { error } = result;
    const { state, set } = control;
    // The server does not know the page any more: records were deleted, or the link is old.
    useEffect(() => {
        if (error instanceof ApiError && error.status === 404 && state.page > 1) set({ page: 1 });
    }, [error, state.page, set]);
    return result;
}
