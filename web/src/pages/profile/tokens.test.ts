import { describe, expect, it } from 'vitest';
import type { AccessToken } from '../../api';
import { freshName, tokensCsv } from './tokens';

describe('access tokens', () => {
    it('get the next free name', () => {
        expect(freshName([])).toBe('New token 1');
        expect(freshName(['New token 1', 'mine', 'New token 2'])).toBe('New token 3');
    });

    it('are listed as a table without their values', () => {
        const token: AccessToken = {
            id: 1,
            name: 'a, b',
            created_date: '2026-01-01',
            updated_date: '',
            expiry_date: null,
            last_used_date: null,
            read_only: true,
            value: 'secret',
        };
        const csv = tokensCsv([token]);
        expect(csv.split('\r\n')[1]).toBe('"a, b",Read Only,2026-01-01,,');
        expect(csv).not.toContain('secret');
    });
});
