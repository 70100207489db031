import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../../api';
import { askAgainBut, dropRecords, putRecord, refreshRecord } from './records';

const page = (...ids: number[]): Page<{ id: number; name: string }> => ({
    count: 7,
    next: 'more',
    previous: null,
    results: ids.map(id => ({ id, name: `task ${id}` })),
});

const NEWEST = ['tasks', 'list', { sort: '-id' }];
const OTHERS = ['tasks', 'list', { search: 'cat' }];

let client: QueryClient;
beforeEach(() => {
    client = new QueryClient();
    client.setQueryData(NEWEST, { pages: [page(7, 6), page(5, 4)], pageParams: [1, 2] });
    client.setQueryData(OTHERS, { pages: [page(9)], pageParams: [1] });
});

const shown = (key: unknown[]) =>
    client.getQueryData<{ pages: Page<{ id: number; name: string }>[] }>(key)?.pages ?? [];
const ids = (key: unknown[]) => shown(key).map(({ results }) => results.map(({ id }) => id));

describe('records that lists show', () => {
    it('are changed where they stand', () => {
        expect(putRecord(client, 'tasks', { id: 4, name: 'renamed' } as { id: number })).toBe(true);
        expect(ids(NEWEST)).toEqual([
            [7, 6],
            [5, 4],
        ]);
        expect(shown(NEWEST)[1].results[1].name).toBe('renamed');
        expect(putRecord(client, 'tasks', { id: 99 })).toBe(false);
    });

    it('are asked for by the lists themselves when one alone cannot be read', async () => {
        await refreshRecord(client, 'tasks', async () => ({ id: 4, name: 'read again' }));
        expect(shown(NEWEST)[1].results[1].name).toBe('read again');
        expect(client.getQueryState(NEWEST)?.isInvalidated).toBe(false);
        await refreshRecord(client, 'tasks', () => Promise.reject(new Error('no answer')));
        expect(client.getQueryState(NEWEST)?.isInvalidated).toBe(true);
    });

    it('are taken out, and counted no more, only where they were', () => {
        dropRecords(client, 'tasks', [6, 5]);
        expect(ids(NEWEST)).toEqual([[7], [4]]);
        expect(shown(NEWEST).map(({ count }) => count)).toEqual([5, 5]);
        expect(shown(OTHERS)[0].count).toBe(7);
    });

    it('are not asked for again when their lists show the change already', () => {
        client.setQueryData(['task', 4], { id: 4 });
        askAgainBut(client, 'tasks');
        expect(client.getQueryState(NEWEST)?.isInvalidated).toBe(false);
        expect(client.getQueryState(['task', 4])?.isInvalidated).toBe(true);
    });
});
