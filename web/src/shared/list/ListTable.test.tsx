import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ListTable, type Expansion, type ListColumn } from './ListTable';

interface Row {
    id: number;
    subset: string;
}

const COLUMNS: ListColumn<Row>[] = [
    { key: 'id', title: 'Job', render: ({ id }) => `job ${id}` },
    { key: 'subset', title: 'Subset', from: 'lg', align: 'right', render: ({ subset }) => subset },
];
const ITEMS: Row[] = [
    { id: 3, subset: 'Test' },
    { id: 2, subset: 'Train' },
    { id: 1, subset: 'Train' },
];
const rows = () => screen.getAllByRole('row').map(row => row.textContent);

/** How wide the window is, as far as lists ask. */
const windowIs = (size: 'wide' | 'middling') =>
    vi.stubGlobal('matchMedia', () => ({
        matches: size === 'middling',
        addEventListener() {},
        removeEventListener() {},
    }));

beforeEach(() => {
    localStorage.clear();
    windowIs('wide');
});
afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
});

describe('the table of a list', () => {
    it('says what there is to say when it is empty', () => {
        render(<ListTable columns={COLUMNS} items={[]} empty="No jobs yet" />);
        expect(rows()).toEqual(['JobSubset', 'No jobs yet']);
    });

    it('puts neighbours of one group under its name', () => {
        render(<ListTable columns={COLUMNS} items={ITEMS} groupOf={({ subset }) => subset} />);
        expect(rows().slice(1)).toEqual(['Test', 'job 3Test', 'Train', 'job 2Train', 'job 1Train']);
    });

    it('leaves out what has no room, and rows across it span no more than is there', () => {
        const across = () => [...document.querySelectorAll('[colspan]')].map(cell => cell.getAttribute('colspan'));
        const table = <ListTable columns={COLUMNS} items={ITEMS} groupOf={({ subset }) => subset} />;
        const { unmount } = render(table);
        expect(across()).toEqual(['2', '2']);
        unmount();
        windowIs('middling');
        render(table);
        expect(rows().slice(0, 3)).toEqual(['Job', 'Test', 'job 3']);
        expect(across()).toEqual(['1', '1']);
    });

    it('opens what a row has below it, and keeps it open', () => {
        const expansion: Expansion<Row> = {
            has: ({ id }) => id === 2,
            nameOf: ({ id }) => `the replicas of job ${id}`,
            render: ({ id }) => `replicas of ${id}`,
            keptAs: 'uncollapsedJobs',
        };
        const { unmount } = render(<ListTable columns={COLUMNS} items={ITEMS} expansion={expansion} />);
        const button = screen.getByRole('button');
        expect(button.getAttribute('aria-expanded')).toBe('false');
        fireEvent.click(button);
        expect(rows()[3]).toBe('replicas of 2');
        unmount();
        render(<ListTable columns={COLUMNS} items={ITEMS} expansion={expansion} />);
        expect(screen.getByRole('button', { name: 'Close the replicas of job 2' })).toBeTruthy();
    });
});
