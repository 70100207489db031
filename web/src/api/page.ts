import { fetchJson, type Query, type RequestOptions } from './http';

export interface Page<T> {
    count: number;
    next: string | null;
    previous: string | null;
    results: T[];
}

export interface ListQuery extends Query {
    page?: number;
    page_size?: number;
    search?: string;
    sort?: string;
    filter?: string;
}

export function fetchPage<T>(
    path: string,
    query: ListQuery = {},
    signal?: AbortSignal,
    options: Pick<RequestOptions, 'anywhere'> = {},
): Promise<Page<T>> {
    return fetchJson<Page<T>>(path, { query, signal, ...options });
}

const LARGE_PAGE = 500;

/** Every record of a collection, page after page. */
export async function fetchAll<T>(
    path: string,
    query: ListQuery = {},
    signal?: AbortSignal,
    options: Pick<RequestOptions, 'anywhere'> = {},
): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
        const answer = await fetchPage<T>(path, { page_size: LARGE_PAGE, ...query, page }, signal, options);
        all.push(...answer.results);
        if (!answer.next || answer.results.length === 0) return all;
    }
}
