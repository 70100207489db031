import { fetchJson, fetchNothing } from './http';
import { fetchAll, fetchPage, type ListQuery, type Page } from './page';
import type { BasicUser } from './types';

export interface OrganizationContact {
    email?: string;
    phoneNumber?: string;
    location?: string;
}

export interface Organization {
    id: number;
    slug: string;
    name: string;
    description: string;
    created_date: string;
    updated_date: string;
    contact: OrganizationContact;
    owner: BasicUser | null;
}

export type OrganizationWrite = Partial<Pick<Organization, 'slug' | 'name' | 'description' | 'contact'>>;

export type MemberRole = 'worker' | 'supervisor' | 'maintainer' | 'owner';
export type InvitedRole = Exclude<MemberRole, 'owner'>;

export interface Membership {
    id: number;
    user: BasicUser;
    organization: number;
    is_active: boolean;
    joined_date: string | null;
    role: MemberRole;
    /** Key of the invitation it came from. */
    invitation: string | null;
}

export interface Invitation {
    key: string;
    created_date: string;
    owner: BasicUser | null;
    role: MemberRole;
    user: BasicUser;
    organization: number;
    /** Null until a mail was sent. */
    expired: boolean | null;
    organization_info: { id: number; slug: string };
}

/** Every organisation the user belongs to; asked for outside of any of them. */
export function listOrganizations(signal?: AbortSignal): Promise<Organization[]> {
    return fetchAll('/api/organizations', { sort: 'slug' }, signal, { anywhere: true });
}

export function createOrganization(data: OrganizationWrite): Promise<Organization> {
    return fetchJson('/api/organizations', { method: 'POST', json: data, anywhere: true });
}

export function patchOrganization(id: number, patch: OrganizationWrite): Promise<Organization> {
    return fetchJson(`/api/organizations/${id}`, { method: 'PATCH', json: patch });
}

export function deleteOrganization(id: number): Promise<void> {
    return fetchNothing(`/api/organizations/${id}`, { method: 'DELETE' });
}

export function listMemberships(query?: ListQuery, signal?: AbortSignal): Promise<Page<Membership>> {
    return fetchPage('/api/memberships', query, signal);
}

export function patchMembership(id: number, role: MemberRole): Promise<Membership> {
    return fetchJson(`/api/memberships/${id}`, { method: 'PATCH', json: { role } });
}

export function deleteMembership(id: number): Promise<void> {
    return fetchNothing(`/api/memberships/${id}`, { method: 'DELETE' });
}

export function invite(email: string, role: InvitedRole): Promise<Invitation> {
    return fetchJson('/api/invitations', { method: 'POST', json: { email, role } });
}

/** The invitations a user has received and not answered yet, from every organisation. */
export function listReceivedInvitations(userId: number, signal?: AbortSignal): Promise<Invitation[]> {
    const filter = { and: [{ '==': [{ var: 'user_id' }, userId] }, { '==': [{ var: 'accepted' }, false] }] };
    return fetchAll('/api/invitations', { filter: JSON.stringify(filter) }, signal, { anywhere: true });
}

const invitationPath = (key: string, action: string) => `/api/invitations/${encodeURIComponent(key)}/${action}`;

export function acceptInvitation(key: string): Promise<{ organization_slug: string }> {
    return fetchJson(invitationPath(key, 'accept'), { method: 'POST', anywhere: true });
}

export function declineInvitation(key: string): Promise<void> {
    return fetchNothing(invitationPath(key, 'decline'), { method: 'POST', anywhere: true });
}

export function resendInvitation(key: string): Promise<void> {
    return fetchNothing(invitationPath(key, 'resend'), { method: 'POST' });
}
