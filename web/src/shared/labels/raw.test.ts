import { describe, expect, it } from 'vitest';
import { diffLabels, fromLabels, toCreate } from './model';
import { fromRaw, toRaw } from './raw';
import { SAVED } from './testLabels';

const saved = fromLabels(SAVED);
const problemsOf = (text: string) => fromRaw(text, saved).problems;
const one = (label: object) => JSON.stringify([label]);

describe('raw labels', () => {
    it('come back as they went, ids and skeletons included', () => {
        const result = fromRaw(toRaw(saved), saved);
        expect(result.labels).toEqual(saved);
        expect(diffLabels(SAVED, result.labels ?? [])).toEqual([]);
    });

    it('come back without loss for a new task too', () => {
        const fresh = saved.map(({ id: _id, ...label }) => ({
            ...label,
            attributes: label.attributes.map(({ id: _attribute, ...attribute }) => attribute),
        }));
        expect(toCreate(fromRaw(toRaw(fresh), []).labels ?? [])).toEqual(toCreate(fresh));
    });

    it('lose ids that belong to another task', () => {
        const result = fromRaw(
            one({ id: 99, name: 'dog', attributes: [{ id: 5, name: 'a', input_type: 'text' }] }),
            saved,
        );
        expect(result.labels?.[0]).toMatchObject({ name: 'dog', type: 'any', color: '' });
        expect(result.labels?.[0].id).toBeUndefined();
        expect(result.labels?.[0].attributes[0].id).toBeUndefined();
    });

    it('may hold what the server adds', () => {
        expect(problemsOf(JSON.stringify([SAVED[0]]))).toEqual([]);
    });

    it('may have a comma too many, but not inside texts', () => {
        const result = fromRaw('[{"name": "a,]", "attributes": [],},]', []);
        expect(result.labels?.[0].name).toBe('a,]');
    });

    it('are empty for an empty text', () => {
        expect(fromRaw('  ', saved).labels).toEqual([]);
    });

    it('are refused with all that is wrong', () => {
        expect(problemsOf('{')[0]).toContain('Not valid JSON');
        expect(problemsOf('{}')[0]).toContain('list of labels');
        expect(problemsOf('[1]')[0]).toContain('must be an object');
        expect(problemsOf(one({ name: 'a', colour: '#fff' }))[0]).toContain('colour');
        expect(problemsOf(one({ name: 'a', type: 'circle' }))[0]).toContain('type');
        expect(problemsOf(one({ name: 7 }))[0]).toContain('must be a text');
        expect(problemsOf(one({ name: 'a', attributes: {} }))[0]).toContain('attributes');
        expect(problemsOf(one({ name: 'a', attributes: [{ name: 'b', input_type: 'slider' }] }))[0]).toContain(
            'input_type',
        );
        expect(problemsOf('[{"name":"a"},{"name":"a"}]')).toEqual(['The label “a” exists twice']);
        expect(problemsOf(JSON.stringify([SAVED[2], SAVED[2]])).join()).toContain('same id');
    });

    it('cannot remove or retype what is saved and fixed', () => {
        const [car, pose] = SAVED;
        expect(problemsOf(one({ ...car, attributes: car.attributes.slice(1) }))[0]).toContain('cannot be removed');
        const retyped = car.attributes.map(attribute => ({ ...attribute, input_type: 'text', values: [] }));
        expect(problemsOf(one({ ...car, attributes: retyped }))[0]).toContain('cannot be changed');
        expect(problemsOf(one({ ...pose, type: 'points' }))[0]).toContain('skeleton');
    });

    it('keep the saved colour when it is left out', () => {
        const { color: _color, ...sky } = SAVED[2];
        expect(fromRaw(one(sky), saved).labels?.[0].color).toBe('#00aaff');
    });
});
