import type { ListQuery, Page } from '../../api';

const LARGE_PAGE = 200;

/** Everything that matches, page after page. */
export async function everyPage<T>(
    fetch: (query: ListQuery, signal?: AbortSignal) => Promise<Page<T>>,
    query: ListQuery,
): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
        const answer = await fetch({ ...query, page, page_size: LARGE_PAGE });
        all.push(...answer.results);
        if (!answer.next || !answer.results.length) return all;
    }
}
