import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Api from '../../api';
import { importDataset, followRequest, RequestFailed, type BackgroundRequest, type ImportCount } from '../../api';
import { useTrackedRequests } from '../activity/requests';
import { ImportDialog } from './ImportDialog';
import type { DatasetTarget } from './formats';

vi.mock('../../api', async original => ({
    ...(await original<typeof Api>()),
    getFormats: async () => ({
        exporters: [],
        importers: [{ name: 'CVAT 1.1', ext: 'XML, ZIP', version: '1.1', enabled: true, dimension: '2d' }],
    }),
    getJob: async () => ({ id: 7 }),
    importDataset: vi.fn(async () => 'action=import&target=job&id=7'),
    followRequest: vi.fn(),
}));

// Drawing dialogs takes its time on a machine that is busy building.
configure({ asyncUtilTimeout: 120_000 });

const count = (change: Partial<ImportCount>): ImportCount => ({
    present: 0,
    read: 0,
    added: 0,
    skipped: 0,
    removed: 0,
    ...change,
});
const ended = (shapes: Partial<ImportCount>) =>
    ({
        status: 'finished',
        message: '',
        result_url: null,
        summary: { tags: count({}), shapes: count(shapes), tracks: count({}), frames: 2 },
    }) as unknown as BackgroundRequest;

const TARGET: DatasetTarget = { owner: 'jobs', id: 7, title: 'job #7', dimension: '2d' };
const onImported = vi.fn();

// By their texts: looking for roles among all that a dialog is made of takes seconds.
const button = (text: HTMLElement) => text.closest('button') as HTMLButtonElement;
const press = (text: string) => fireEvent.click(button(screen.getByText(text)));
const sentOptions = () => vi.mocked(importDataset).mock.calls.map(call => call[3]);

async function open(target = TARGET) {
    render(
        <QueryClientProvider client={new QueryClient()}>
            <ImportDialog target={target} onClose={() => undefined} onImported={onImported} />
        </QueryClientProvider>,
    );
    await screen.findByText(/CVAT 1.1/);
    const input = document.querySelector('input[type=file]') as HTMLInputElement;
    fireEvent.change(input, { target: { files: [new File(['<x/>'], 'a.xml')] } });
    await screen.findByText('a.xml');
}

beforeEach(() => {
    vi.clearAllMocks();
    // The component library asks how wide the window is; jsdom does not know.
    vi.stubGlobal('matchMedia', () => ({ matches: false, addListener: vi.fn(), removeListener: vi.fn() }));
});
afterEach(() => {
    cleanup();
    useTrackedRequests.setState({ requests: {} });
    vi.unstubAllGlobals();
});

describe('the import of annotations', () => {
    it('tells what would change, and changes nothing before it is told to', async () => {
        vi.mocked(followRequest).mockResolvedValue(ended({ present: 10, read: 4, added: 3, skipped: 1 }));
        await open();
        fireEvent.click(screen.getByLabelText('Keep them and add what is not there yet'));
        press('See what changes');
        const shapes = (await screen.findByText('Shapes')).closest('tr') as HTMLElement;
        const cells = [...shapes.querySelectorAll('td')].map(cell => cell.textContent);
        expect(cells).toEqual(['10', '4', '1', '0', '3', '13']);
        expect(sentOptions()).toEqual([
            { format: 'CVAT 1.1', mode: 'append_new', masksToPolygons: true, dryRun: true },
        ]);
        await waitFor(() => expect(document.querySelector('.ant-btn-loading')).toBeNull());
        press('Import');
        await waitFor(() => expect(onImported).toHaveBeenCalledOnce());
        expect(sentOptions()[1]).toEqual({ format: 'CVAT 1.1', mode: 'append_new', masksToPolygons: true });
    });

    it('warns of what is deleted, and goes back without having done anything', async () => {
        vi.mocked(followRequest).mockResolvedValue(ended({ present: 10, read: 4, added: 4, removed: 10 }));
        await open();
        fireEvent.click(screen.getByLabelText('Replace them'));
        press('See what changes');
        await screen.findByText('Replace annotations');
        press('Back');
        expect(screen.getByText('a.xml')).toBeTruthy();
        expect(importDataset).toHaveBeenCalledOnce();
    });

    it('has nothing to do when everything is there already', async () => {
        vi.mocked(followRequest).mockResolvedValue(ended({ present: 4, read: 4, skipped: 4 }));
        await open();
        press('See what changes');
        expect(button(await screen.findByText('Import')).disabled).toBe(true);
    });

    it('says why a file cannot be read, and lets another be chosen', async () => {
        const failed = { status: 'failed', message: 'ValueError: No such label: cat' } as BackgroundRequest;
        vi.mocked(followRequest).mockRejectedValue(new RequestFailed(failed));
        await open();
        press('See what changes');
        await screen.findByText('No such label: cat');
        expect(button(screen.getByText('See what changes')).disabled).toBe(false);
    });

    it('tells of the tasks that a project would get', async () => {
        const summary = {
            tasks: [{ name: 'train', frames: 12, annotations: 34 }],
            new_labels: ['car'],
            new_attributes: [{ label: 'car', name: 'hue' }],
        };
        vi.mocked(followRequest).mockResolvedValue({ status: 'finished', message: '', summary } as BackgroundRequest);
        await open({ ...TARGET, owner: 'projects' });
        press('See what changes');
        await screen.findByText('Nothing is changed yet. The project would get 1 task.');
        expect(screen.getByText('train').closest('tr')?.textContent).toBe('train1234');
        expect(screen.getByText('New labels: car')).toBeTruthy();
        expect(screen.getByText('New attributes: car.hue')).toBeTruthy();
        press('Import');
        await waitFor(() => expect(onImported).toHaveBeenCalledOnce());
        expect(sentOptions().map(options => options.dryRun)).toEqual([true, undefined]);
    });
});
