import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from '../api';
import { enterOrganization, leaveWorkspace, loadWorkspace, pathInOtherWorkspace, useWorkspace } from './workspace';

vi.mock('../api', async original => ({
    ...(await original<typeof api>()),
    listOrganizations: vi.fn(),
    setRequestOrganization: vi.fn(),
}));

const organization = (id: number, slug: string) => ({ id, slug, name: slug }) as api.Organization;
const named = vi.mocked(api.setRequestOrganization);

beforeEach(() => {
    localStorage.clear();
    leaveWorkspace();
    vi.mocked(api.listOrganizations).mockResolvedValue([organization(1, 'one'), organization(2, 'two')]);
    named.mockClear();
});

describe('workspace', () => {
    it('is personal at first', async () => {
        await loadWorkspace();
        expect(useWorkspace.getState().organization).toBeNull();
        expect(named).toHaveBeenLastCalledWith('');
    });

    it('is the organisation used last', async () => {
        localStorage.setItem('currentOrganization', 'two');
        await loadWorkspace();
        expect(useWorkspace.getState().organization?.id).toBe(2);
        expect(named).toHaveBeenLastCalledWith('two');
    });

    it('forgets an organisation the user has left', async () => {
        localStorage.setItem('currentOrganization', 'gone');
        await loadWorkspace();
        expect(useWorkspace.getState().organization).toBeNull();
        expect(localStorage.getItem('currentOrganization')).toBeNull();
    });

    it('changes on demand and stays changed', async () => {
        await loadWorkspace();
        expect(enterOrganization(1)?.slug).toBe('one');
        expect(localStorage.getItem('currentOrganization')).toBe('one');
        await loadWorkspace();
        expect(useWorkspace.getState().organization?.slug).toBe('one');
        enterOrganization(null);
        expect(localStorage.getItem('currentOrganization')).toBeNull();
    });
});

describe('pathInOtherWorkspace', () => {
    it('leaves a page about one thing for its list', () => {
        expect(pathInOtherWorkspace('/tasks/4/jobs/9')).toBe('/tasks');
        expect(pathInOtherWorkspace('/projects/2')).toBe('/projects');
        expect(pathInOtherWorkspace('/cloudstorages/update/3')).toBe('/cloudstorages');
        expect(pathInOtherWorkspace('/organization/webhooks')).toBe('/organization');
    });

    it('keeps lists and pages of the user', () => {
        for (const path of ['/tasks', '/jobs', '/requests', '/profile', '/organization']) {
            expect(pathInOtherWorkspace(path)).toBe(path);
        }
    });
});
