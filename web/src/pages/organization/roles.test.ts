import { describe, expect, it } from 'vitest';
import type { Membership, Organization, User } from '../../api';
import { mayRemove, rightsIn, rolesFor } from './roles';

const user = (id: number, groups = ['user']) => ({ id, username: `u${id}`, groups }) as User;
const organization = { id: 1, slug: 'o', owner: { id: 1 } } as Organization;
const member = (id: number, role: Membership['role'], part: Partial<Membership> = {}) =>
    ({ id, user: { id, username: `u${id}` }, role, is_active: true, ...part }) as Membership;

const owner = user(1);
const maintainer = user(2);
const worker = user(3);
const rights = {
    owner: rightsIn(organization, owner, 'owner'),
    maintainer: rightsIn(organization, maintainer, 'maintainer'),
    worker: rightsIn(organization, worker, 'worker'),
};

describe('rights in an organisation', () => {
    it('follow from the role', () => {
        expect(rights.owner).toEqual({ manage: true, own: true });
        expect(rights.maintainer).toEqual({ manage: true, own: false });
        expect(rights.worker).toEqual({ manage: false, own: false });
        expect(rightsIn(organization, user(9, ['admin']), undefined).own).toBe(true);
        expect(rightsIn(organization, null, undefined).manage).toBe(false);
    });

    it('say who may be given which role', () => {
        expect(rolesFor(member(3, 'worker'), rights.owner, owner)).toEqual(['worker', 'supervisor', 'maintainer']);
        expect(rolesFor(member(3, 'worker'), rights.maintainer, maintainer)).toEqual(['worker', 'supervisor']);
        expect(rolesFor(member(4, 'maintainer'), rights.maintainer, maintainer)).toEqual(['maintainer']);
        expect(rolesFor(member(1, 'owner'), rights.owner, owner)).toEqual(['owner']);
        expect(rolesFor(member(2, 'maintainer'), rights.maintainer, maintainer)).toEqual(['maintainer']);
        expect(rolesFor(member(4, 'worker'), rights.worker, worker)).toEqual(['worker']);
    });

    it('say who may be removed, and who may leave', () => {
        expect(mayRemove(member(1, 'owner'), rights.owner, owner)).toBe(false);
        expect(mayRemove(member(4, 'maintainer'), rights.owner, owner)).toBe(true);
        expect(mayRemove(member(4, 'maintainer'), rights.maintainer, maintainer)).toBe(false);
        expect(mayRemove(member(3, 'worker'), rights.worker, worker)).toBe(true);
        expect(mayRemove(member(4, 'worker'), rights.worker, worker)).toBe(false);
    });
});
