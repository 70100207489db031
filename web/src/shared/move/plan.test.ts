import { describe, expect, it } from 'vitest';
import type { Label } from '../../api';
import { SAVED } from '../labels/testLabels';
import { candidates, copyOf, planMove, suggestMapping } from './plan';

const [car, pose, sky] = SAVED;
const other = (label: Label, id: number, part: Partial<Label> = {}): Label => ({ ...label, id, ...part });

describe('suggestMapping', () => {
    it('matches by name and makes the rest', () => {
        expect(suggestMapping([car, sky], [other(car, 90)])).toEqual({ [car.id]: 90, [sky.id]: 'create' });
    });
});

describe('candidates', () => {
    it('keeps skeletons apart, and by their points', () => {
        const twin = other(pose, 91);
        const stranger = other(pose, 92, { sublabels: [{ ...pose.sublabels[0], name: 'ear' }] });
        expect(candidates(pose, [twin, stranger, other(car, 90)])).toEqual([twin]);
        expect(candidates(car, [twin, other(sky, 93)])).toHaveLength(1);
    });
});

describe('copyOf', () => {
    it('carries no ids, and a drawing that names its points', () => {
        const copy = copyOf(pose);
        expect(JSON.stringify(copy)).not.toContain('"id"');
        expect(copy.svg).toBe('<circle data-label-name="nose"/>');
        expect(copyOf(car).attributes).toHaveLength(4);
    });
});

describe('planMove', () => {
    it('does nothing to labels that are the same already', () => {
        const plan = planMove([car, sky], [other(car, 90), other(sky, 91)], { 1: 90, 3: 91 });
        expect(plan).toEqual({ project: [], hints: [], notes: [], problem: null });
    });

    it('makes labels, renames them, and gives the project the attributes it lacks', () => {
        const vehicle = other(car, 90, { name: 'vehicle', attributes: car.attributes.slice(0, 2) });
        const plan = planMove([car, sky], [vehicle], { 1: 90, 3: 'create' });
        expect(plan.problem).toBeNull();
        expect(plan.hints).toEqual([{ id: 1, name: 'vehicle' }]);
        expect(plan.project.map(label => [label.id, label.name, label.attributes?.length])).toEqual([
            [90, 'vehicle', 2],
            [undefined, 'sky', 0],
        ]);
        expect(plan.project[0].color).toBe(vehicle.color);
        expect(plan.notes).toHaveLength(3);
    });

    it('leaves attributes behind where that is wanted', () => {
        const plan = planMove([car, sky], [other(car, 90, { attributes: [] })], { 1: 90 }, new Set([car.id, sky.id]));
        expect(plan.problem).toBeNull();
        expect(plan.project.map(label => label.name)).toEqual(['sky']);
        expect(plan.hints).toHaveLength(1); // the other one has none
        const [hint] = plan.hints;
        expect([hint.id, hint.name]).toEqual([car.id, car.name]);
        expect(hint.attributes?.map(item => [item.id, item.deleted])).toEqual(
            car.attributes.map(item => [item.id, true]),
        );
        expect(plan.notes[0]).toContain('cleared');
    });

    it('clears those of a label that is made, and of parts', () => {
        const part = { ...pose.sublabels[0], attributes: car.attributes.slice(0, 1) };
        const plan = planMove([car, { ...pose, sublabels: [part] }], [], {}, new Set([car.id, pose.id]));
        expect(plan.project.map(label => label.attributes)).toEqual([[], []]);
        expect(plan.project[1].sublabels?.[0].attributes).toEqual([]);
        expect(plan.hints[1].sublabels?.[0].attributes?.[0].deleted).toBe(true);
    });

    it('says why it cannot be done', () => {
        const changed = other(car, 90, { attributes: [{ ...car.attributes[0], values: ['a'] }] });
        expect(planMove([car], [changed], { 1: 90 }).problem).toContain('model');
        expect(planMove([car], [other(car, 90)], { 1: 'create' }).problem).toContain('already');
        expect(planMove([car, sky], [other(car, 90)], { 1: 90, 3: 90 }).problem).toContain('same');
        expect(planMove([car], [], { 1: 5 }).problem).toContain('gone');
    });
});
