import { describe, expect, it } from 'vitest';
import { nextPath } from './nextPath';

describe('nextPath', () => {
    it('goes to a page of this site', () => {
        for (const good of ['/tasks/3?x=1', '/jobs?filter=%7B%22a%22%3A1%7D', '/tasks/1/jobs/2?frame=3#top']) {
            expect(nextPath(good)).toBe(good);
        }
    });

    it('goes nowhere else', () => {
        const foreign = [
            'https://evil.example',
            'javascript:alert(1)',
            '//evil.example',
            '///evil.example',
            '/\\evil.example',
            '\\\\evil.example',
            '/\t/evil.example',
            '/\n/evil.example',
            '/.//evil.example',
            '/a/..//evil.example',
            '//[',
            'tasks',
        ];
        for (const bad of [null, '', ...foreign]) expect(nextPath(bad)).toBe('/tasks');
    });

    it('does not go back to signing in, or straight out again', () => {
        for (const bad of ['/auth', '/auth/login', '/Auth/logout', '/x/../auth/logout']) {
            expect(nextPath(bad, '/jobs')).toBe('/jobs');
        }
    });
});
