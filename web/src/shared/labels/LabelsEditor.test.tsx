import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { createRef, useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LabelsEditor, type LabelsHandle } from './LabelsEditor';
import { fromLabels, type DraftLabel } from './model';
import { SAVED } from './testLabels';

// Time is no assertion: a busy machine may take long.
configure({ asyncUtilTimeout: 120_000 });

beforeAll(() => {
    // The browser measures what jsdom cannot lay out.
    const computed = window.getComputedStyle;
    vi.spyOn(window, 'getComputedStyle').mockImplementation(element => computed(element));
    vi.stubGlobal('matchMedia', () => ({ matches: false, addListener() {}, removeListener() {} }));
    vi.stubGlobal(
        'ResizeObserver',
        class {
            observe() {}
            unobserve() {}
            disconnect() {}
        },
    );
});

afterEach(cleanup);

let current: DraftLabel[] = [];
const handle = createRef<LabelsHandle>();
function settle() {
    let settled: DraftLabel[] | null = null;
    act(() => {
        settled = handle.current?.settle() ?? null;
    });
    return settled as DraftLabel[] | null;
}

function Host({ saved = [] }: { saved?: DraftLabel[] }) {
    const [labels, setLabels] = useState(saved);
    current = labels;
    return (
        <App>
            <LabelsEditor handle={handle} value={labels} onChange={setLabels} saved={saved} />
        </App>
    );
}

const names = () => current.map(label => label.name);

function type(text: string) {
    const field = screen.getByLabelText('New label names, parted by commas');
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: 'Enter' });
    fireEvent.keyUp(field, { key: 'Enter' });
}

describe('LabelsEditor', () => {
    it('lets a key that follows at once move a label on', () => {
        render(<Host saved={fromLabels(SAVED)} />);
        const last = names().length - 1;
        const up = screen.getByRole('button', { name: `Move ${names()[last]} up` });
        const moved = names()[last];
        up.focus();
        fireEvent.click(up);
        expect(document.activeElement).toBe(up);
        fireEvent.click(document.activeElement as HTMLElement);
        expect(names().indexOf(moved)).toBe(last - 2);
    });

    it('adds labels by typing their names, once each', () => {
        render(<Host />);
        type('car, person');
        type('car');
        expect(names()).toEqual(['car', 'person']);
        expect(screen.getByText('Already there: car')).toBeTruthy();
    });

    it('moves labels that are not saved', () => {
        render(<Host />);
        type('a, b, c');
        fireEvent.click(screen.getByLabelText('Move c up'));
        expect(names()).toEqual(['a', 'c', 'b']);
    });

    it('moves saved labels, by the buttons and from the keyboard', () => {
        render(<Host saved={fromLabels(SAVED)} />);
        const before = names();
        fireEvent.click(screen.getByLabelText('Move car down'));
        expect(names()).toEqual([before[1], before[0], ...before.slice(2)]);
        const row = screen.getByText('car').closest('button');
        if (row) fireEvent.keyDown(row, { key: 'ArrowUp', altKey: true });
        expect(names()).toEqual(before);
    });

    it('asks before it deletes a saved label', async () => {
        render(<Host saved={fromLabels(SAVED)} />);
        fireEvent.click(screen.getByLabelText('Delete sky'));
        expect(names()).toContain('sky');
        fireEvent.click(await screen.findByText('Delete'));
        await vi.waitFor(() => expect(names()).toEqual(['car', 'pose']), { timeout: 60_000 });
    });

    it('shows raw text, applies it, and names its mistakes', () => {
        render(<Host />);
        fireEvent.click(screen.getByText('Raw JSON'));
        const text = screen.getByLabelText('Labels as JSON');
        fireEvent.change(text, { target: { value: '[{"name": "tree", "kind": 1}]' } });
        fireEvent.click(screen.getByText('Apply'));
        expect(screen.getByText(/unknown member “kind”/)).toBeTruthy();
        expect(names()).toEqual([]);
        fireEvent.change(text, { target: { value: '[{"name": "tree"}]' } });
        fireEvent.click(screen.getByText('Constructor'));
        expect(names()).toEqual(['tree']);
        expect(screen.getByLabelText('Edit tree')).toBeTruthy();
    });

    it('takes names that were typed and not added', () => {
        render(<Host />);
        type('car');
        expect(handle.current?.holdsMore()).toBe(false);
        fireEvent.change(screen.getByLabelText('New label names, parted by commas'), { target: { value: 'car, dog' } });
        expect(handle.current?.holdsMore()).toBe(true);
        expect(settle()?.map(label => label.name)).toEqual(['car', 'dog']);
        expect(names()).toEqual(['car', 'dog']);
        expect(handle.current?.holdsMore()).toBe(false);
    });

    it('takes text that was typed and not applied, or says what is wrong with it', () => {
        render(<Host />);
        fireEvent.click(screen.getByText('Raw JSON'));
        const text = screen.getByLabelText('Labels as JSON');
        fireEvent.change(text, { target: { value: '[{"name": "tree", "kind": 1}]' } });
        expect(settle()).toBeNull();
        expect(screen.getByText(/unknown member “kind”/)).toBeTruthy();
        fireEvent.change(text, { target: { value: '[{"name": "tree"}]' } });
        expect(settle()?.map(label => label.name)).toEqual(['tree']);
        expect(names()).toEqual(['tree']);
    });
});
