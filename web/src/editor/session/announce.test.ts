import { describe, expect, it } from 'vitest';
import { LabelSet } from '../model/labels';
import type { FrameObject } from '../model/types';
import { announcement, type Told } from './announce';

const labels = new LabelSet([
    { id: 1, name: 'car', color: '#ff0000', type: 'any', attributes: [], sublabels: [] } as never,
]);
const box = (id: number): FrameObject =>
    ({
        id,
        kind: 'shape',
        labelId: 1,
        type: 'rectangle',
        points: [10, 20, 40, 60],
        rotation: 0,
        occluded: id === 7,
        outside: false,
        elements: [],
    }) as unknown as FrameObject;
const facts = { labels, objectsOn: (frame: number) => frame, stateOf: (id: number) => (id < 90 ? box(id) : undefined) };
const still: Told = {
    frame: 0,
    tool: 'select',
    toolHint: undefined,
    selection: [],
    save: { kind: 'saved' },
    notice: null,
};
const said = (change: Partial<Told>, before: Partial<Told> = {}) =>
    announcement({ ...still, ...before }, { ...still, ...before, ...change }, facts);

describe('what is told to those who do not see the canvas', () => {
    it('is nothing while nothing changes', () => expect(said({ selection: [] })).toBeNull());

    it('names what is selected, with its place, size and flags', () => {
        expect(said({ selection: [3] })).toBe('Selected car 3, rectangle 30 by 40 at 10, 20.');
        expect(said({ selection: [7] })).toContain('occluded');
        expect(said({ selection: [95] })).toBe('Selected tag 95.');
        expect(said({ selection: [] }, { selection: [3] })).toBe('Nothing is selected.');
    });

    it('counts many, and names the first', () => {
        expect(said({ selection: [1, 2, 3, 4, 5] })).toMatch(/^Selected 5 objects: car 1, .* and 2 more\.$/);
    });

    it('says which tool is in use and what to do next, each step', () => {
        expect(said({ tool: 'polygon', toolHint: 'Click the first point' })).toBe('Polygon. Click the first point.');
        const drawing = { tool: 'polygon', toolHint: 'Click the first point' } as const;
        expect(said({ toolHint: 'Click on; N ends' }, drawing)).toBe('Polygon. Click on; N ends.');
        expect(said({ tool: 'select', toolHint: undefined }, drawing)).toBe('Selecting.');
    });

    it('tells that all is saved, and why not', () => {
        expect(said({ save: { kind: 'saved' } }, { save: { kind: 'saving' } })).toBe('Saved.');
        const refused = { kind: 'refused', message: 'The label is gone.', count: 1 } as const;
        expect(said({ save: refused }, { save: { kind: 'saving' } })).toBe('Not saved: The label is gone.');
        expect(said({ save: { kind: 'unsaved', count: 1 } })).toBeNull();
    });

    it('tells notices first, and the frame with what is on it', () => {
        const notice = { id: 1, kind: 'error', text: 'The frame cannot be read.' } as const;
        expect(said({ notice, frame: 1 })).toBe('The frame cannot be read. Frame 1, 1 object.');
    });
});
