import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LabelsEditor } from './LabelsEditor';
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

function Host({ saved = [] }: { saved?: DraftLabel[] }) {
    const [labels, setLabels] = useState(saved);
    current = labels;
    return (
        <App>
            <LabelsEditor value={labels} onChange={setLabels} saved={saved} />
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
});
