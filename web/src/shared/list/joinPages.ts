import type { Page } from '../../api';
import type { ListState } from './state';

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

/**
 * The page that goes on after those loaded, counted by what is left of them: records that were taken out since have
 * moved the ones behind up, onto a page that was loaded before.
 */
export function pageAfter({ page, pageSize }: Pick<ListState, 'page' | 'pageSize'>, loaded: Page<unknown>[]): number {
    const held = loaded.reduce((sum, { results }) => sum + results.length, 0);
    return page + Math.floor(held / pageSize);
}
