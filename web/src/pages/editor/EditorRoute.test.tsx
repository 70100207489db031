import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render, screen, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import { MemoryRouter, Route, Routes } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import EditorRoute from './EditorRoute';

// Time is no assertion: a busy machine may take long.
configure({ asyncUtilTimeout: 120_000 });

const opened = vi.hoisted(() => ({ times: 0 }));

vi.mock('../../editor', () => ({
    default: function Editor() {
        useEffect(() => void ++opened.times, []);
        return <p>the editor</p>;
    },
}));

afterEach(() => vi.unstubAllGlobals());

it('stays as it is when a job that could not be read at first can be later', async () => {
    let answer = new Response('{"detail": "Not now."}', { status: 403 });
    vi.stubGlobal('fetch', async () => answer);
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    render(
        <QueryClientProvider client={client}>
            <MemoryRouter initialEntries={['/tasks/2/jobs/3']}>
                <Routes>
                    <Route path="/tasks/:taskId/jobs/:jobId" element={<EditorRoute />} />
                </Routes>
            </MemoryRouter>
        </QueryClientProvider>,
    );
    await screen.findByText('the editor');
    answer = new Response('{"id": 3, "organization": 7}', { headers: { 'Content-Type': 'application/json' } });
    const refetched = client.refetchQueries();
    await waitFor(() => expect(client.getQueryState(['job', 3])?.status).toBe('success'));
    await refetched;
    screen.getByText('the editor');
    expect(opened.times).toBe(1);
});
