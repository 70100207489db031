import { describe, expect, it } from 'vitest';
import { ApiError } from '../../api';
import { fillTemplate, requestExport, zipName } from './startExport';

describe('zipName', () => {
    it('has one ending, or is left to the server', () => {
        expect(zipName(' a ')).toBe('a.zip');
        expect(zipName('a.ZIP')).toBe('a.ZIP');
        expect(zipName('  ')).toBeFalsy();
        expect(zipName(undefined)).toBeUndefined();
    });
});

describe('fillTemplate', () => {
    it('fills in what differs from file to file', () => {
        const item = { id: 7, name: 'Grüße/ an: alle' };
        expect(fillTemplate('dataset_task_{{id}}', item, 0)).toBe('dataset_task_7');
        expect(fillTemplate('{{ index }}-{{name}}', item, 2)).toBe('3-Grüße_an_alle');
        expect(fillTemplate('{{other}}', item, 0)).toBe('{{other}}');
    });

    it('makes no path of a name', () => {
        expect(fillTemplate('{{name}}', { id: 1, name: '../../etc' }, 0)).not.toContain('/');
        expect(fillTemplate('{{name}}', { id: 1, name: '.hidden' }, 0)).toBe('hidden');
    });
});

describe('requestExport', () => {
    it('joins an export that is being made', async () => {
        const busy = new ApiError({ status: 409, message: 'busy', runningRequest: 'rq' });
        await expect(requestExport(() => Promise.reject(busy))).resolves.toBe('rq');
    });

    it('passes other failures on', async () => {
        const refused = new ApiError({ status: 403, message: 'no' });
        await expect(requestExport(() => Promise.reject(refused))).rejects.toBe(refused);
    });
});
