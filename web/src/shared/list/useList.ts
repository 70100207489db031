import {
    keepPreviousData,
    useInfiniteQuery,
    type InfiniteData,
    type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError, type ListQuery, type Page } from '../../api';
import { joinPages, pageAfter } from './joinPages';
import { toListQuery, type ListControl } from './state';

type Fetch<T> = (query: ListQuery, signal: AbortSignal) => Promise<Page<T>>;

interface Options<T> {
    /** Parameters besides those of the list's state. */
    fixed?: ListQuery;
    /** Ask again after this many milliseconds, judged by what is shown; false to rest. */
    refresh?: (page: Page<T> | undefined) => number | false;
}

export type ListRecords<T> = UseInfiniteQueryResult<Page<T>>;

/** As long as somebody may work on an item before coming back to its place in the list. */
const KEPT_MS = 4 * 3_600_000;

/** The server does not know the page any more: records were deleted, or the link is old. */
const isGone = (error: unknown) => error instanceof ApiError && error.status === 404;

/**
 * A collection from the page on that the list's state says, as one page that grows by `fetchNextPage`.
 * What was shown before stays on screen until the answer is there.
 */
export function useList<T extends { id: number | string }>(
    key: string,
    fetch: Fetch<T>,
    control: ListControl,
    { fixed, refresh }: Options<T> = {},
): ListRecords<T> {
    const { state, set } = control;
    const query = { ...toListQuery(state), ...fixed };
    const result = useInfiniteQuery({
        queryKey: [key, 'list', query],
        queryFn: ({ pageParam, signal }) => fetch({ ...query, page: pageParam }, signal),
        initialPageParam: state.page,
        getNextPageParam: (last, pages) => (last.next ? pageAfter(state, pages) : undefined),
        select: joinPages as (data: InfiniteData<Page<T>, number>) => Page<T>,
        placeholderData: keepPreviousData,
        refetchInterval: refresh ? active => refresh(active.state.data && joinPages(active.state.data)) : false,
        gcTime: KEPT_MS,
    });
    const { error, isFetchNextPageError } = result;
    useEffect(() => {
        if (isGone(error) && !isFetchNextPageError && state.page > 1) set({ page: 1 });
    }, [error, isFetchNextPageError, state.page, set]);
    return result;
}

/** Tries again what could not be loaded; everything, if the page that was asked for is not there any more. */
export function retryMore<T>(records: ListRecords<T>): void {
    void (isGone(records.error) ? records.refetch() : records.fetchNextPage());
}
