import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchAll, fetchPage } from './page';

function serve(total: number) {
    const asked: URLSearchParams[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
        const { searchParams } = new URL(url, 'http://localhost');
        asked.push(searchParams);
        const size = Number(searchParams.get('page_size'));
        const page = Number(searchParams.get('page') ?? 1);
        const all = Array.from({ length: total }, (_, index) => index);
        const results = all.slice((page - 1) * size, page * size);
        return new Response(
            JSON.stringify({ count: total, next: page * size < total ? 'next' : null, previous: null, results }),
        );
    });
    return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe('fetchPage', () => {
    it('sends the state of a list and leaves out what is not set', async () => {
        const asked = serve(25);
        const page = await fetchPage<number>('/api/tasks', { page: 2, page_size: 10, search: '', sort: '-id' });
        expect(page.results).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
        expect(asked[0].toString()).toBe('page=2&page_size=10&sort=-id');
    });
});

describe('fetchAll', () => {
    it('goes through all pages in order', async () => {
        const asked = serve(1201);
        const all = await fetchAll<number>('/api/labels', { job_id: 3 });
        expect(all).toHaveLength(1201);
        expect(all.at(-1)).toBe(1200);
        expect(asked.map(params => params.get('page'))).toEqual(['1', '2', '3']);
        expect(asked.every(params => params.get('job_id') === '3')).toBe(true);
    });

    it('asks once when there is nothing', async () => {
        const asked = serve(0);
        await expect(fetchAll('/api/labels')).resolves.toEqual([]);
        expect(asked).toHaveLength(1);
    });
});
