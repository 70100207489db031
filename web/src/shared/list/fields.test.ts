import { describe, expect, it, vi } from 'vitest';

describe('the fields of filters', () => {
    it('compare with the words of the server, whatever language these are shown in', async () => {
        vi.resetModules();
        const { setLanguage } = await import('../language');
        setLanguage('de', { 'in progress': 'in Arbeit', completed: 'fertig', 'ground truth': 'Referenz' });
        const { FIELDS } = await import('./fields');
        expect(FIELDS.state.options).toContainEqual({ value: 'in progress', label: 'in Arbeit' });
        expect(FIELDS.state.options.map(({ value }) => value)).toEqual(['new', 'in progress', 'completed', 'rejected']);
        expect(FIELDS.status.options.map(({ value }) => value)).toEqual(['annotation', 'validation', 'completed']);
        expect(FIELDS.type.options).toContainEqual({ value: 'ground_truth', label: 'Referenz' });
        setLanguage('en');
    });
});
