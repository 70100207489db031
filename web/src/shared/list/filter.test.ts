import { describe, expect, it } from 'vitest';
import { FIELDS, jobQuickFilters, resourceQuickFilters } from './fields';
import {
    describeFilter,
    EMPTY_FILTER,
    fromLogic,
    incompleteOf,
    isComplete,
    operatorsOf,
    toLogic,
    type Condition,
    type FilterField,
    type FilterModel,
    type FilterNode,
} from './filter';
import { recentFilters, rememberFilter } from './recent';

const flag: FilterField = { name: 'is_active', title: 'Active', kind: 'flag' };
const fields = [FIELDS.name, FIELDS.id, FIELDS.status, FIELDS.assignee, FIELDS.updated, flag];
const quick = resourceQuickFilters('ada');

const parsed = (model: Partial<FilterModel>) =>
    JSON.parse(toLogic({ ...EMPTY_FILTER, ...model }, quick) || 'null') as unknown;

describe('toLogic', () => {
    it('is empty when nothing is filtered', () => {
        expect(toLogic(EMPTY_FILTER, quick)).toBe('');
        expect(toLogic({ ...EMPTY_FILTER, nodes: [{ field: 'name', operator: 'contains' }] }, quick)).toBe('');
        const emptyGroup: FilterNode = { match: 'any', not: true, nodes: [{ field: 'id', operator: 'is' }] };
        expect(toLogic({ ...EMPTY_FILTER, nodes: [emptyGroup] }, quick)).toBe('');
    });

    it('is asked for only when no condition lacks its value', () => {
        const unnamed: Condition = { field: 'name', operator: 'contains', value: '' };
        const none: Condition = { field: 'status', operator: 'one_of', value: [] };
        const whole: Condition[] = [
            { field: 'id', operator: 'is', value: 0 },
            { field: 'assignee', operator: 'is_set' },
        ];
        const group: FilterNode = { match: 'any', not: false, nodes: [whole[1], none] };
        expect(incompleteOf({ ...EMPTY_FILTER, nodes: [whole[0], group, unnamed] })).toEqual([none, unnamed]);
        expect(incompleteOf({ ...EMPTY_FILTER, nodes: whole })).toEqual([]);
    });

    it('writes each comparison in the form the server reads', () => {
        const nodes: Condition[] = [
            { field: 'name', operator: 'contains', value: 'cat' },
            { field: 'name', operator: 'contains_not', value: 'dog' },
            { field: 'id', operator: 'is', value: 3 },
            { field: 'status', operator: 'is_not', value: 'completed' },
            { field: 'status', operator: 'one_of', value: ['annotation', 'completed'] },
            { field: 'id', operator: 'at_least', value: 2 },
            { field: 'updated_date', operator: 'at_most', value: '2026-01-01T00:00:00Z' },
            { field: 'assignee', operator: 'is_set' },
            { field: 'assignee', operator: 'is_empty' },
            { field: 'is_active', operator: 'is_false' },
        ];
        expect(parsed({ nodes })).toEqual({
            and: [
                { in: ['cat', { var: 'name' }] },
                { '!': { in: ['dog', { var: 'name' }] } },
                { '==': [{ var: 'id' }, 3] },
                { '!': { '==': [{ var: 'status' }, 'completed'] } },
                { in: [{ var: 'status' }, ['annotation', 'completed']] },
                { '>=': [{ var: 'id' }, 2] },
                { '<=': [{ var: 'updated_date' }, '2026-01-01T00:00:00Z'] },
                { '!': { '==': [{ var: 'assignee' }, null] } },
                { '==': [{ var: 'assignee' }, null] },
                { '==': [{ var: 'is_active' }, false] },
            ],
        });
    });

    it('lets quick filters narrow alternatives', () => {
        const nodes: Condition[] = [
            { field: 'id', operator: 'is', value: 1 },
            { field: 'id', operator: 'is', value: 2 },
        ];
        expect(parsed({ match: 'any', nodes, quick: ['my-assignee'] })).toEqual({
            and: [
                { '==': [{ var: 'assignee' }, 'ada'] },
                { or: [{ '==': [{ var: 'id' }, 1] }, { '==': [{ var: 'id' }, 2] }] },
            ],
        });
    });

    it('nests groups and turns them around', () => {
        const nodes: FilterNode[] = [
            { field: 'id', operator: 'is', value: 1 },
            { match: 'any', not: true, nodes: [{ field: 'id', operator: 'is', value: 2 }] },
        ];
        expect(parsed({ not: true, nodes })).toEqual({
            and: [{ '!': { and: [{ '==': [{ var: 'id' }, 1] }, { '!': { or: [{ '==': [{ var: 'id' }, 2] }] } }] } }],
        });
    });
});

describe('fromLogic', () => {
    it('reads back every operator of every kind of field', () => {
        for (const field of fields) {
            for (const operator of operatorsOf(field.kind)) {
                const value = operator === 'one_of' ? ['a', 'b'] : field.kind === 'number' ? 7 : 'text';
                const bare: Condition = { field: field.name, operator };
                const condition = isComplete(bare) ? bare : { ...bare, value };
                const text = toLogic({ ...EMPTY_FILTER, nodes: [condition] }, quick);
                expect(fromLogic(text, fields, quick)?.nodes, `${field.name} ${operator}`).toEqual([condition]);
            }
        }
    });

    it('recognises quick filters and alternatives', () => {
        const model: FilterModel = {
            match: 'any',
            not: false,
            nodes: [
                { field: 'name', operator: 'contains', value: 'a' },
                { field: 'id', operator: 'at_most', value: 0 },
            ],
            quick: ['my-assignee', 'my-owner', 'open'],
        };
        expect(fromLogic(toLogic(model, quick), fields, quick)).toEqual(model);
    });

    it('reads back nested groups', () => {
        const model: FilterModel = {
            ...EMPTY_FILTER,
            quick: ['open'],
            nodes: [
                { field: 'id', operator: 'is', value: 1 },
                {
                    match: 'any',
                    not: true,
                    nodes: [
                        { field: 'name', operator: 'is', value: 'a' },
                        { match: 'all', not: false, nodes: [{ field: 'id', operator: 'at_most', value: 9 }] },
                    ],
                },
            ],
        };
        expect(fromLogic(toLogic(model, quick), fields, quick)).toEqual(model);
        const turned: FilterModel = { ...EMPTY_FILTER, not: true, nodes: model.nodes };
        expect(fromLogic(toLogic(turned, quick), fields, quick)).toEqual(turned);
    });

    it('knows the quick filter of jobs that holds alternatives', () => {
        const jobs = jobQuickFilters('ada');
        const model: FilterModel = { ...EMPTY_FILTER, quick: ['open'] };
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
            '{"and":[{"<=":[1,{"var":"id"},3]}]}',
            '{"and":[{"or":[{"<":[{"var":"id"},3]}]}]}',
        ]) {
            expect(fromLogic(text, fields, quick), text).toBeNull();
        }
        expect(fromLogic('', fields, quick)).toEqual(EMPTY_FILTER);
    });
});

describe('describeFilter', () => {
    it('says a filter in words', () => {
        const text = toLogic(
            {
                ...EMPTY_FILTER,
                quick: ['my-owner'],
                nodes: [
                    { field: 'status', operator: 'is', value: 'completed' },
                    {
                        match: 'any',
                        not: true,
                        nodes: [
                            { field: 'id', operator: 'is', value: 2 },
                            { field: 'assignee', operator: 'is_empty' },
                        ],
                    },
                ],
            },
            quick,
        );
        expect(describeFilter(text, fields, quick)).toBe(
            'Owned by me and Status is completed and not (ID is 2 or Assignee is empty)',
        );
    });
});

describe('recent filters', () => {
    it('are the ten last applied, newest first, each once', () => {
        localStorage.clear();
        for (let i = 0; i < 12; i += 1) rememberFilter('tasks', `f${i}`);
        rememberFilter('tasks', 'f5');
        rememberFilter('tasks', '');
        expect(recentFilters('tasks')).toHaveLength(10);
        expect(recentFilters('tasks').slice(0, 2)).toEqual(['f5', 'f11']);
        expect(localStorage.getItem('recentlyAppliedTasksFilters')).not.toBeNull();
        expect(recentFilters('jobs')).toEqual([]);
    });
});
