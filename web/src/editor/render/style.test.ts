import { describe, expect, it } from 'vitest';
import { LabelSet } from '../model/labels';
import { label } from '../testdata/world';
import { colourOf, DEFAULT_APPEARANCE, type Appearance, type Coloured } from './style';

const LABELS = new LabelSet([
    label(1, 'car', 'any', [
        { id: 1, name: 'colour', input_type: 'select', mutable: false, default_value: 'red', values: ['red', 'blue'] },
    ]),
    label(2, 'tree'),
]);

const object = (more: Partial<Coloured> = {}): Coloured => ({
    id: 4,
    kind: 'shape',
    labelId: 1,
    group: 0,
    source: 'manual',
    attributes: [{ specId: 1, value: 'red' }],
    ...more,
});

const colour = (more: Partial<Coloured>, appearance: Partial<Appearance>) =>
    colourOf(object(more), { ...DEFAULT_APPEARANCE, ...appearance }, LABELS, new Map());

describe('the colour of an object', () => {
    it('is that of its label', () => expect(colour({}, {})).toBe('#336699'));

    it('tells values of an attribute apart, and what has no such attribute', () => {
        const by = { colourBy: 'attribute', colourAttribute: 'colour' } as const;
        const [red, blue] = ['red', 'blue'].map(value => colour({ attributes: [{ specId: 1, value }] }, by));
        expect(new Set([red, blue, colour({ labelId: 2, attributes: [] }, by)]).size).toBe(3);
        expect(colour({ attributes: [] }, by)).toBe(red);
    });

    it('tells tracks apart, and leaves shapes plain', () => {
        const by = { colourBy: 'track' } as const;
        expect(colour({ id: 1 }, by)).toBe(colour({ id: 2 }, by));
        expect(colour({ id: 1, kind: 'track' }, by)).not.toBe(colour({ id: 2, kind: 'track' }, by));
    });

    it('tells who made it', () => {
        const by = { colourBy: 'source' } as const;
        expect(colour({ source: 'auto' }, by)).not.toBe(colour({}, by));
        expect(colour({ source: 'elsewhere' }, by)).toBe(colour({ id: 9, source: 'elsewhere' }, by));
    });

    it('is its own in a bitmap, whatever else is chosen', () => {
        expect(colour({ id: 1 }, { bitmap: true })).not.toBe(colour({ id: 2 }, { bitmap: true }));
    });
});
