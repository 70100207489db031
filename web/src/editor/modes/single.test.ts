import { describe, expect, it } from 'vitest';
import { label } from '../testdata/world';
import { labelsToDraw, nextOf, progressOf, runOver, startOf, typeFor, typesOf } from './single';

const ANY = label(1, 'thing');
const TREE = label(2, 'tree', 'polygon');
const FRAMES = [0, 1, 2, 3, 4, 5];

describe('what is drawn', () => {
    it('is of a label that takes shapes, and no tag or skeleton', () => {
        expect(labelsToDraw([label(3, 'day', 'tag'), TREE, label(4, 'body', 'skeleton'), ANY])).toEqual([TREE, ANY]);
        expect(typesOf(TREE)).toEqual(['polygon']);
        expect(typesOf(ANY)).toHaveLength(7);
    });

    it('keeps its type with another label, where that takes it', () => {
        expect(typeFor(ANY, 'mask')).toBe('mask');
        expect(typeFor(TREE, 'mask')).toBe('polygon');
    });
});

describe('a run', () => {
    const rules = { deleted: (frame: number) => frame === 1, empty: (frame: number) => frame !== 3, onlyEmpty: true };

    it('leaves out deleted frames, and those with objects where asked for', () => {
        expect(runOver(FRAMES, rules)).toEqual([0, 2, 4, 5]);
        expect(runOver(FRAMES, { ...rules, onlyEmpty: false })).toEqual([0, 2, 3, 4, 5]);
    });

    it('begins where one is, or at the next of its frames, or at its first', () => {
        expect(startOf([0, 2, 4], 2)).toBe(2);
        expect(startOf([0, 2, 4], 3)).toBe(4);
        expect(startOf([0, 2, 4], 5)).toBe(0);
        expect(startOf([], 5)).toBeNull();
    });

    it('goes on to the next frame, and ends after the last', () => {
        expect(nextOf([0, 2, 4], 0)).toBe(2);
        expect(nextOf([0, 2, 4], 3)).toBe(4);
        expect(nextOf([0, 2, 4], 4)).toBeNull();
    });

    it('tells how far it has come, and what was skipped', () => {
        const drawn = new Set([0, 4]);
        const done = (frame: number) => drawn.has(frame);
        expect(progressOf([0, 2, 4], 4, done)).toEqual({ at: 3, of: 3, done: 2, open: 2 });
        expect(progressOf([0, 4], 1, done)).toEqual({ at: 0, of: 2, done: 2, open: null });
    });
});
