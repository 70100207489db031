import { describe, expect, it } from 'vitest';
import type { BasicUser, MemberRole } from '../../api';
import {
    whyNotDispose,
    whyNotDisposeProject,
    whyNotNewOrganization,
    whyNotNewProject,
    whyNotNewStorage,
    whyNotNewTask,
    type Me,
} from './rights';

const me = (more: { groups?: string[]; role?: MemberRole; organization?: boolean } = {}): Me => ({
    user: { id: 1, groups: more.groups ?? ['user'] },
    organization: more.role || more.organization ? { name: 'Acme', slug: 'acme' } : null,
    role: more.role,
});
const person = (id: number) => ({ id }) as BasicUser;
const SELF = person(1);
const OTHER = person(2);

describe('making something', () => {
    it('is everybody’s in the personal workspace, but for accounts that only work', () => {
        expect(whyNotNewTask(me())).toBeNull();
        expect(whyNotNewProject(me({ groups: ['worker'] }))).toMatch('Ask an administrator');
    });

    it('is the supervisors’ in an organisation, cloud storages the maintainers’', () => {
        expect(whyNotNewTask(me({ role: 'worker' }))).toBe(
            'In Acme you are a worker; tasks are made by a supervisor or a maintainer.',
        );
        expect(whyNotNewTask(me({ role: 'supervisor' }))).toBeNull();
        expect(whyNotNewStorage(me({ role: 'supervisor' }))).toMatch('made by a maintainer');
        expect(whyNotNewStorage(me({ role: 'maintainer' }))).toBeNull();
    });

    it('of an organisation is nobody’s role, but the account’s', () => {
        expect(whyNotNewOrganization(me({ role: 'worker' }))).toBeNull();
        expect(whyNotNewOrganization(me({ groups: ['worker'] }))).toMatch('does not make organisations');
        expect(whyNotNewOrganization(me({ groups: ['admin'] }))).toBeNull();
    });

    it('of tasks in a project is also its owner’s and assignee’s', () => {
        expect(whyNotNewTask(me({ role: 'worker' }), { owner: OTHER, assignee: SELF })).toBeNull();
        expect(whyNotNewTask(me({ role: 'worker' }), { owner: OTHER, assignee: OTHER })).not.toBeNull();
    });

    it('is not refused while the role is not known', () => {
        expect(whyNotNewTask(me({ organization: true }))).toBeNull();
    });

    it('is never refused to administrators', () => {
        expect(whyNotNewStorage(me({ groups: ['admin'], role: 'worker' }))).toBeNull();
    });
});

describe('deleting and moving', () => {
    it('a task is its owner’s, not its assignee’s', () => {
        expect(whyNotDispose(me(), { owner: SELF, project_id: null })).toBeNull();
        expect(whyNotDispose(me(), { owner: OTHER, project_id: null })).toBe('Only the owner of the task may do this.');
    });

    it('a task or a project of an organisation is its maintainers’ too', () => {
        expect(whyNotDispose(me({ role: 'maintainer' }), { owner: OTHER, project_id: null })).toBeNull();
        expect(whyNotDispose(me({ role: 'supervisor' }), { owner: OTHER, project_id: null })).toMatch(
            'a maintainer of Acme',
        );
        expect(whyNotDisposeProject(me({ role: 'maintainer' }), { owner: OTHER })).toBeNull();
        expect(whyNotDisposeProject(me({ role: 'worker' }), { owner: OTHER })).toMatch('a maintainer of Acme');
    });

    it('a task of a project is not refused here, as its project may be one’s own', () => {
        expect(whyNotDispose(me(), { owner: OTHER, project_id: 5 })).toBeNull();
    });
});
