import { cleanup, render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes, useParams } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { numbered } from './numbered';

const Job = numbered(function Job() {
    return <p>job {Number(useParams().jobId)}</p>;
});

function open(path: string): void {
    render(
        <MemoryRouter initialEntries={[path]}>
            <Routes>
                <Route path="/tasks/:taskId/jobs/:jobId" element={<Job />} />
            </Routes>
        </MemoryRouter>,
    );
}

afterEach(cleanup);

describe('a page of records that its address names by number', () => {
    it('shows them', () => {
        open('/tasks/2/jobs/13');
        screen.getByText('job 13');
    });

    it.each(['/tasks/2/jobs/abc', '/tasks/abc/jobs/13', '/tasks/2/jobs/1e3', '/tasks/2/jobs/1.5', '/tasks/2/jobs/-1'])(
        'does not exist at %s, and says so',
        path => {
            open(path);
            screen.getByRole('heading', { name: 'There is no such page' });
            expect(document.title).toBe('There is no such page · Limn');
            expect(screen.queryByText(/^job/)).toBeNull();
        },
    );

    it('does not exist for a number beyond all', () => {
        open('/tasks/2/jobs/99999999999999999999');
        screen.getByText(/“99999999999999999999” is not the number of anything/);
    });
});
