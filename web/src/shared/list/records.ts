import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Page } from '../../api';

interface Item {
    id: number | string;
}

type Pages = InfiniteData<Page<Item>, number>;

/** The lists cached under a key, whatever their search, filter and order; the others of the key are no lists. */
const listsOf = (list: string) => ({ queryKey: [list, 'list'] });

/**
 * Puts what the server answered about one record where lists show it, instead of asking for their pages again. It keeps
 * its place, even if it no longer fits the order or the filter: rows do not jump under one's hands. False when no list
 * shows it.
 */
export function putRecord(client: QueryClient, list: string, record: Item): boolean {
    let found = false;
    client.setQueriesData<Pages>(listsOf(list), data => {
        if (!data?.pages.some(page => page.results.some(({ id }) => id === record.id))) return data;
        found = true;
        const results = (page: Page<Item>) =>
            page.results.map(item => (item.id === record.id ? { ...item, ...record } : item));
        return { ...data, pages: data.pages.map(page => ({ ...page, results: results(page) })) };
    });
    return found;
}

/** Reads one record again for the lists that show it. Where it cannot be read, they ask themselves, and say why not. */
export async function refreshRecord(client: QueryClient, list: string, read: () => Promise<Item>): Promise<void> {
    try {
        putRecord(client, list, await read());
    } catch {
        await client.invalidateQueries(listsOf(list));
    }
}

/** Takes records out of every list that shows them. What follows them is loaded when the end of the list comes near. */
export function dropRecords(client: QueryClient, list: string, ids: readonly Item['id'][]): void {
    const gone = new Set(ids);
    client.setQueriesData<Pages>(listsOf(list), data => {
        if (!data) return data;
        const dropped = data.pages.flatMap(page => page.results.filter(({ id }) => gone.has(id)));
        if (!dropped.length) return data;
        const count = new Set(dropped.map(({ id }) => id)).size;
        const pages = data.pages.map(page => ({
            ...page,
            count: page.count - count,
            results: page.results.filter(({ id }) => !gone.has(id)),
        }));
        return { ...data, pages };
    });
}

/** After a change that the lists of one kind show already: everything else asks again, at once or when next seen. */
export function askAgainBut(client: QueryClient, list: string): void {
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== list || queryKey[1] !== 'list' });
}
