import { describe, expect, it } from 'vitest';
import { nextPath } from './nextPath';

describe('nextPath', () => {
    it('goes to a page of this site only', () => {
        expect(nextPath('/tasks/3?x=1')).toBe('/tasks/3?x=1');
        for (const bad of [null, '', 'https://evil.example', '//evil.example', '/\\evil.example', '/auth/login']) {
            expect(nextPath(bad)).toBe('/tasks');
        }
    });
});
