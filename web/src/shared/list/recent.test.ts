import { beforeEach, describe, expect, it } from 'vitest';
import { recentFilters, rememberFilter } from './recent';

const KEY = 'recentlyAppliedProjectTasksFilters';

beforeEach(() => localStorage.clear());

describe('recent filters', () => {
    it('are kept newest first, each once, ten at most', () => {
        for (let i = 0; i < 12; i += 1) rememberFilter('projectTasks', `{"a":${i}}`);
        rememberFilter('projectTasks', '{"a":5}');
        rememberFilter('projectTasks', '');
        const kept = JSON.parse(localStorage.getItem(KEY) ?? '') as string[];
        expect(kept).toHaveLength(10);
        expect(kept.slice(0, 2)).toEqual(['{"a":5}', '{"a":11}']);
        expect(recentFilters('projectTasks')).toEqual(kept);
    });

    it('are read as another page has kept them, and not at all where they are something else', () => {
        localStorage.setItem(KEY, '{"{\\"a\\":1}": "a is 1"}');
        expect(recentFilters('projectTasks')).toEqual(['{"a":1}']);
        for (const odd of ['7', 'null', '{', '[1, "x"]']) {
            localStorage.setItem(KEY, odd);
            expect(recentFilters('projectTasks')).toEqual(odd.includes('x') ? ['x'] : []);
        }
    });
});
