import { describe, expect, it } from 'vitest';
import {
    copyLabel,
    defaultsFor,
    diffLabels,
    freeColor,
    fromLabels,
    newAttribute,
    newLabel,
    PALETTE,
    recolor,
    toCreate,
} from './model';
import { SAVED } from './testLabels';

describe('diffLabels', () => {
    it('finds nothing when nothing changed', () => {
        expect(diffLabels(SAVED, fromLabels(SAVED))).toEqual([]);
    });

    it('sends new, changed and deleted labels only', () => {
        const [car, pose] = fromLabels(SAVED);
        const changes = diffLabels(SAVED, [{ ...car, name: ' truck ' }, pose, newLabel('tree', [])]);
        expect(changes).toEqual([
            { id: 3, name: 'sky', deleted: true },
            expect.objectContaining({ id: 1, name: 'truck', color: '#2080c0', type: 'rectangle' }),
            { name: 'tree', color: PALETTE[0], type: 'any', attributes: [] },
        ]);
    });

    it('echoes the colour and all attributes of a changed label, with their ids', () => {
        const [car, pose, sky] = fromLabels(SAVED);
        const added = { ...newAttribute('damage'), values: ['none', 'dent'], default_value: 'none' };
        const [change] = diffLabels(SAVED, [{ ...car, attributes: [...car.attributes, added] }, pose, sky]);
        expect(change.color).toBe('#2080c0');
        expect(change.attributes?.map(attribute => attribute.id)).toEqual([11, 12, 13, 14, undefined]);
        expect(change.attributes?.at(-1)).toEqual({
            name: 'damage',
            input_type: 'select',
            mutable: false,
            values: ['none', 'dent'],
            default_value: 'none',
        });
    });

    it('leaves the structure of a saved skeleton alone', () => {
        const [car, pose, sky] = fromLabels(SAVED);
        const [change] = diffLabels(SAVED, [car, { ...pose, color: '#123456' }, sky]);
        expect(change).toEqual({ id: 2, name: 'pose', color: '#123456', type: 'skeleton', attributes: [] });
    });
});

describe('toCreate', () => {
    it('gives labels without ids, in order', () => {
        const labels = [newLabel('b', []), newLabel('a', [])];
        expect(toCreate(labels).map(label => [label.id, label.name])).toEqual([
            [undefined, 'b'],
            [undefined, 'a'],
        ]);
    });
});

describe('fromLabels', () => {
    it('reads the one empty value of a saved attribute as none', () => {
        expect(fromLabels(SAVED)[0].attributes[3].values).toEqual([]);
    });
});

describe('freeColor', () => {
    it('gives every label a colour of its own, beyond the palette too', () => {
        const used: string[] = [];
        for (let index = 0; index < PALETTE.length * 3; index += 1) used.push(freeColor(used));
        expect(new Set(used).size).toBe(used.length);
        expect(used.every(color => /^#[0-9a-f]{6}$/.test(color))).toBe(true);
    });

    it('does not mind the case of used colours', () => {
        expect(freeColor([PALETTE[0].toUpperCase()])).toBe(PALETTE[1]);
    });
});

describe('defaultsFor', () => {
    it('begins with values of the right form', () => {
        expect(defaultsFor('number').values).toHaveLength(3);
        expect(defaultsFor('checkbox')).toEqual({ values: ['false'], default_value: 'false' });
        expect(defaultsFor('radio')).toEqual({ values: [], default_value: '' });
    });
});

describe('copyLabel', () => {
    it('is a new label with a name and colour of its own', () => {
        const labels = fromLabels(SAVED);
        const copy = copyLabel(labels[0], labels);
        expect(copy).toMatchObject({ name: 'car copy', id: undefined });
        expect(copy.attributes.every(attribute => attribute.id === undefined)).toBe(true);
        expect(labels.map(label => label.color)).not.toContain(copy.color);
        expect(copyLabel(labels[0], [...labels, copy]).name).toBe('car copy 2');
    });

    it('draws a skeleton by the names of its points', () => {
        const labels = fromLabels(SAVED);
        const copy = copyLabel(labels[1], labels);
        expect(copy.svg).toBe('<circle data-label-name="nose"/>');
        expect(JSON.stringify(copy.sublabels)).not.toContain('"id"');
    });
});

describe('recolor', () => {
    it('gives every label another colour', () => {
        const colors = recolor(fromLabels(SAVED)).map(label => label.color);
        expect(new Set(colors).size).toBe(SAVED.length);
    });
});
