import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BackgroundRequest } from '../api';
import { useTrackedRequests } from '../shared/activity/requests';
import { titleOfRequest, useResumedRequests } from './useResumedRequests';

// Time is no assertion: a busy machine may take long.
configure({ asyncUtilTimeout: 120_000 });

const request = (change: Partial<BackgroundRequest>) =>
    ({
        id: 'action=export&target=task&target_id=7',
        status: 'started',
        message: '',
        progress: 0.25,
        operation: { type: 'export:dataset', target: 'task', project_id: null, task_id: 7, job_id: null },
        result_url: null,
        ...change,
    }) as BackgroundRequest;

afterEach(() => {
    vi.unstubAllGlobals();
    useTrackedRequests.setState({ requests: {} });
});

describe('useResumedRequests', () => {
    it('follows what was under way before the page was loaded to its end', async () => {
        const asked: string[] = [];
        let answer = request({});
        vi.stubGlobal('fetch', async (url: string) => {
            asked.push(url);
            const list = { count: 1, next: null, previous: null, results: [answer] };
            return new Response(JSON.stringify(url.includes('filter=') ? list : answer));
        });
        const client = new QueryClient();
        const wrapper = ({ children }: { children: ReactNode }) => (
            <QueryClientProvider client={client}>{children}</QueryClientProvider>
        );
        const { unmount } = renderHook(() => useResumedRequests(), { wrapper });
        const tracked = () => Object.values(useTrackedRequests.getState().requests);
        await waitFor(() =>
            expect(tracked()).toMatchObject([{ title: 'Export dataset: Task #7', status: 'running', progress: 0.25 }]),
        );
        expect(decodeURIComponent(asked[0])).toContain('queued');
        answer = request({ status: 'finished', result_url: 'http://inner/api/tasks/7/dataset/download?rq_id=x' });
        await waitFor(() =>
            expect(tracked()).toMatchObject([
                { status: 'finished', resultPath: '/api/tasks/7/dataset/download?rq_id=x' },
            ]),
        );
        unmount();
    });
});

describe('titleOfRequest', () => {
    it('names the work and what it is done to', () => {
        expect(titleOfRequest(request({}))).toBe('Export dataset: Task #7');
        const restoring = { ...request({}).operation, type: 'import:backup', task_id: null };
        expect(titleOfRequest(request({ operation: restoring }))).toBe('Restore backup');
    });
});
