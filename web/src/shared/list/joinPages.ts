import type { Page } from '../../api';

/**
 * Pages loaded one after the other as a single one. A record that was added meanwhile moves others down a place, so that
 * the next page begins with what the page before ended with: each is shown once.
 */
export function joinPages<T extends { id: number | string }>({ pages }: { pages: Page<T>[] }): Page<T> {
    const seen = new Set<number | string>();
    const results = pages.flatMap(page =>
        page.results.filter(item => {
            const isNew = !seen.has(item.id);
            seen.add(item.id);
            return isNew;
        }),
    );
    const last = pages[pages.length - 1];
    return { count: last.count, next: last.next, previous: pages[0].previous, results };
}
