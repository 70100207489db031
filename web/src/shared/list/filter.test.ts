import { describe, expect, it } from 'vitest';
import { FIELDS, jobQuickFilters, resourceQuickFilters } from './fields';
import { EMPTY_FILTER, fromLogic, isComplete, operatorsOf, toLogic, type Condition, type FilterModel } from './filter';

const fields = [FIELDS.name, FIELDS.id, FIELDS.status, FIELDS.assignee, FIELDS.updated];
const quick = resourceQuickFilters('ada');

const parsed = (model: Partial<FilterModel>) =>
    JSON.parse(toLogic({ ...EMPTY_FILTER, ...model }, quick) || 'null') as unknown;

describe('toLogic', () => {
    it('is empty when nothing is filtered', () => {
        expect(toLogic(EMPTY_FILTER, quick)).toBe('');
        expect(toLogic({ ...EMPTY_FILTER, conditions: [{ field: 'name', operator: 'contains' }] }, quick)).toBe('');
    });

    it('writes each comparison in the form the server reads', () => {
        const conditions: Condition[] = [
            { field: 'name', operator: 'contains', value: 'cat' },
            { field: 'id', operator: 'is', value: 3 },
            { field: 'status', operator: 'is_not', value: 'completed' },
            { field: 'id', operator: 'at_least', value: 2 },
            { field: 'updated_date', operator: 'at_most', value: '2026-01-01T00:00:00Z' },
            { field: 'assignee', operator: 'is_set' },
            { field: 'assignee', operator: 'is_empty' },
        ];
        expect(parsed({ conditions })).toEqual({
            and: [
                { in: ['cat', { var: 'name' }] },
                { '==': [{ var: 'id' }, 3] },
                { '!': { '==': [{ var: 'status' }, 'completed'] } },
                { '>=': [{ var: 'id' }, 2] },
                { '<=': [{ var: 'updated_date' }, '2026-01-01T00:00:00Z'] },
                { '!': { '==': [{ var: 'assignee' }, null] } },
                { '==': [{ var: 'assignee' }, null] },
            ],
        });
    });

    it('lets quick filters narrow alternatives', () => {
        const conditions: Condition[] = [
            { field: 'id', operator: 'is', value: 1 },
            { field: 'id', operator: 'is', value: 2 },
        ];
        expect(parsed({ match: 'any', conditions, quick: ['my-assignee'] })).toEqual({
            and: [
                { '==': [{ var: 'assignee' }, 'ada'] },
                { or: [{ '==': [{ var: 'id' }, 1] }, { '==': [{ var: 'id' }, 2] }] },
            ],
        });
    });
});

describe('fromLogic', () => {
    it('reads back every operator of every kind of field', () => {
        for (const field of fields) {
            for (const operator of operatorsOf(field.kind)) {
                const value = field.kind === 'number' ? 7 : 'text';
                const condition: Condition =
                    operator === 'is_set' || operator === 'is_empty'
                        ? { field: field.name, operator }
                        : { field: field.name, operator, value };
                expect(isComplete(condition)).toBe(true);
                const model: FilterModel = { match: 'all', conditions: [condition], quick: ['open'] };
                expect(fromLogic(toLogic(model, quick), fields, quick)).toEqual(model);
            }
        }
    });

    it('reads back alternatives and quick filters', () => {
        const model: FilterModel = {
            match: 'any',
            conditions: [
                { field: 'name', operator: 'contains', value: 'a' },
                { field: 'id', operator: 'at_most', value: 0 },
            ],
            quick: ['my-assignee', 'my-owner', 'open'],
        };
        expect(fromLogic(toLogic(model, quick), fields, quick)).toEqual(model);
    });

    it('knows the quick filter of jobs that holds alternatives', () => {
        const jobs = jobQuickFilters('ada');
        const model: FilterModel = { match: 'all', conditions: [], quick: ['open'] };
        expect(fromLogic(toLogic(model, jobs), [FIELDS.state], jobs)).toEqual(model);
    });

    it('says when it cannot show a filter', () => {
        for (const text of [
            'no json',
            '[]',
            '{"or":[]}',
            '{"and":[{"<":[{"var":"id"},3]}]}',
            '{"and":[{"==":[{"var":"unknown"},3]}]}',
            '{"and":[{"==":[{"var":"id"},[1]]}]}',
            '{"and":[{"!":{"in":["a",{"var":"name"}]}}]}',
            '{"and":[{"<=":[1,{"var":"id"},3]}]}',
        ]) {
            expect(fromLogic(text, fields, quick), text).toBeNull();
        }
        expect(fromLogic('', fields, quick)).toEqual(EMPTY_FILTER);
    });
});
