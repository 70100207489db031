import { describe, expect, it } from 'vitest';
import { LabelSet } from '../model/labels';
import type { Subject } from './compile';
import { label } from '../testdata/world';
import { between, listOf, placeOf, type GroupHead, type ListRules } from './objectList';

const LABELS = new LabelSet([label(1, 'zebra'), label(2, 'apple')]);
const subject = (
    id: number,
    labelId: number,
    zOrder: number,
    group: number | null,
    kind: 'shape' | 'track' = 'shape',
) =>
    ({
        id,
        labelId,
        zOrder,
        group,
        kind,
        type: kind === 'track' ? 'polygon' : 'mask',
        source: 'manual',
        attributes: [],
    }) as unknown as Subject;
const TAG: Subject = { kind: 'tag', id: 4, labelId: 1, group: null, source: 'manual', attributes: [] };
const ALL = [subject(3, 1, 0, 12), subject(1, 2, 5, 0), subject(2, 1, 5, 2, 'track'), TAG];

const rules = (more: Partial<ListRules> = {}): ListRules => ({
    order: 'id',
    grouping: 'none',
    collapsed: new Set(),
    updated: id => (id === 2 ? 9 : 0),
    ...more,
});
const list = (more: Partial<ListRules>) => listOf(ALL, rules(more), LABELS);
const heads = (more: Partial<ListRules>) =>
    list(more)
        .filter((item): item is GroupHead => typeof item !== 'number')
        .map(({ title, ids }) => `${title}: ${ids.join()}`);

describe('the list of objects', () => {
    it.each([
        ['id', [1, 2, 3, 4]],
        ['newest', [4, 3, 2, 1]],
        ['updated', [2, 4, 3, 1]],
        ['layer', [1, 2, 3, 4]],
        ['label', [1, 2, 3, 4]],
    ] as const)('is sorted by %s', (order, ids) => expect(list({ order })).toEqual(ids));

    it('groups by label, by name', () => expect(heads({ grouping: 'label' })).toEqual(['apple: 1', 'zebra: 2,3,4']));

    it('groups by shape', () => expect(heads({ grouping: 'shape' })).toEqual(['Mask: 1,3', 'Polygon: 2', 'Tag: 4']));

    it('groups by shape, track and tag', () =>
        expect(heads({ grouping: 'kind' })).toEqual(['Shapes: 1,3', 'Tags: 4', 'Tracks: 2']));

    it('groups by group, in the order of numbers, what has none last', () =>
        expect(heads({ grouping: 'group' })).toEqual(['Group 2: 2', 'Group 12: 3', 'In no group: 1,4']));

    it('keeps the order within groups', () =>
        expect(heads({ grouping: 'label', order: 'newest' })).toEqual(['apple: 1', 'zebra: 4,3,2']));

    it('leaves the rows of closed groups out, and keeps their counts', () => {
        const items = list({ grouping: 'label', collapsed: new Set(['label 1']) });
        expect(items.map(item => (typeof item === 'number' ? item : item.title))).toEqual(['apple', 1, 'zebra']);
        expect((items[2] as GroupHead).ids).toEqual([2, 3, 4]);
    });

    it('finds an object in a closed group at its head', () => {
        const items = list({ grouping: 'label', collapsed: new Set(['label 1']) });
        expect([placeOf(items, 1), placeOf(items, 3), placeOf(items, 99)]).toEqual([1, 2, -1]);
    });

    it('extends over heads, either way', () => {
        const items = list({ grouping: 'label' });
        expect(between(items, 1, 3)).toEqual([1, 2, 3]);
        expect(between(items, 3, 1)).toEqual([1, 2, 3]);
        expect(between(items, 99, 3)).toEqual([3]);
    });
});
