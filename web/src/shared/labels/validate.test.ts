import { describe, expect, it } from 'vitest';
import { newAttribute, newLabel, fromLabels, type DraftAttribute, type DraftLabel } from './model';
import { SAVED } from './testLabels';
import { numberProblem, validateLabels } from './validate';

const withAttribute = (part: Partial<DraftAttribute>): DraftLabel => ({
    ...newLabel('car', []),
    attributes: [{ ...newAttribute('a'), ...part }],
});

const textsOf = (labels: DraftLabel[]) => Object.values(validateLabels(labels)).flat();

describe('validateLabels', () => {
    it('accepts a sound set', () => {
        expect(validateLabels(fromLabels(SAVED))).toEqual({});
        expect(validateLabels([])).toEqual({});
    });

    it('wants names, and each once', () => {
        expect(textsOf([newLabel(' ', [])])).toEqual(['A label needs a name']);
        expect(textsOf([newLabel('a', []), newLabel('a ', [])])).toHaveLength(2);
        expect(textsOf([newLabel('x'.repeat(65), [])])[0]).toContain('64');
    });

    it('wants colours of the usual form, or none', () => {
        expect(textsOf([{ ...newLabel('a', []), color: 'red' }])[0]).toContain('red');
        expect(textsOf([{ ...newLabel('a', []), color: '' }])).toEqual([]);
    });

    it('marks both the attribute and its label', () => {
        const label = withAttribute({ name: '' });
        expect(Object.keys(validateLabels([label])).sort()).toEqual([label.attributes[0].key, label.key].sort());
    });

    it('wants values to choose from, each once, the default among them', () => {
        expect(textsOf([withAttribute({ values: [] })])[0]).toContain('at least one value');
        expect(textsOf([withAttribute({ values: ['x', 'x'], default_value: 'x' })])[0]).toContain('twice');
        expect(textsOf([withAttribute({ values: ['x'], default_value: 'y' })])[0]).toContain('not one of');
        expect(textsOf([withAttribute({ values: ['x', 'y'], default_value: 'y' })])).toEqual([]);
    });

    it('wants numbers in range', () => {
        const number = (values: string[], default_value: string) =>
            textsOf([withAttribute({ input_type: 'number', values, default_value })]);
        expect(number(['0', '10', '1'], '5')).toEqual([]);
        expect(number(['0', '10', '1'], '11')[0]).toContain('between');
        expect(number(['0', '10', '1'], 'many')[0]).toContain('between');
        expect(number(['10', '0', '1'], '')[0]).toContain('less than');
    });

    it('wants a checkbox on or off', () => {
        expect(
            textsOf([withAttribute({ input_type: 'checkbox', values: ['maybe'], default_value: 'maybe' })])[0],
        ).toContain('true or false');
    });

    it('wants parts in a skeleton', () => {
        expect(textsOf([{ ...newLabel('pose', []), type: 'skeleton' }])[0]).toContain('sublabels');
    });
});

describe('numberProblem', () => {
    it('knows minimum, maximum and step', () => {
        expect(numberProblem(['0', '1', '1'])).toBeNull();
        expect(numberProblem(['0', '1', '2'])).toContain('step');
        expect(numberProblem(['0', '1', '0'])).toContain('step');
        expect(numberProblem(['0', '1'])).toContain('numbers');
        expect(numberProblem(['a', '1', '1'])).toContain('numbers');
        expect(numberProblem(['', '1', '1'])).toContain('numbers');
    });
});
