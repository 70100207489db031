import { ApiError } from './errors';
import { fetchJson, fetchNothing } from './http';
import { inOrganization } from './organization';
import type { BasicUser, ServerAbout, User } from './types';

export interface Registration {
    username: string;
    email: string;
    first_name: string;
    last_name: string;
    password1: string;
    password2: string;
    /** What was accepted, and what was not. */
    confirmations?: { name: string; value: boolean }[];
}

/** Something that whoever makes an account is asked to accept. */
export interface UserAgreement {
    name: string;
    textPrefix: string;
    urlDisplayText: string;
    url: string;
    required: boolean;
}

/** Accepts a user name or an e-mail address. */
export function login(credential: string, password: string): Promise<void> {
    const who = credential.includes('@') ? { email: credential } : { username: credential };
    return fetchNothing('/api/auth/login', { method: 'POST', json: { ...who, password }, anonymous: true });
}

/** The server waits for the link in a mail to be followed, and has just sent another one. */
export function isUnverified(error: unknown): boolean {
    return error instanceof ApiError && error.message.includes('Unverified email');
}

export function logout(): Promise<void> {
    return fetchNothing('/api/auth/logout', { method: 'POST', anonymous: true });
}

export function register(data: Registration): Promise<{ email_verification_required: boolean }> {
    return fetchJson('/api/auth/register', { method: 'POST', json: data, anonymous: true });
}

/** Servers that ask for nothing may not know the question. */
export async function listUserAgreements(signal?: AbortSignal): Promise<UserAgreement[]> {
    try {
        return await fetchJson<UserAgreement[]>('/api/user-agreements', { signal, anonymous: true });
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return [];
        throw error;
    }
}

/** Sends a mail with a link, if there is such a user. */
export function requestPasswordReset(email: string): Promise<void> {
    return fetchNothing('/api/auth/password/reset', { method: 'POST', json: { email }, anonymous: true });
}

export function confirmPasswordReset(data: {
    uid: string;
    token: string;
    new_password1: string;
    new_password2: string;
}): Promise<void> {
    return fetchNothing('/api/auth/password/reset/confirm', { method: 'POST', json: data, anonymous: true });
}

export function changePassword(data: {
    old_password: string;
    new_password1: string;
    new_password2: string;
}): Promise<void> {
    return fetchNothing('/api/auth/password/change', { method: 'POST', json: data });
}

export function getSelf(signal?: AbortSignal): Promise<User> {
    return fetchJson('/api/users/self', { signal, anonymous: true });
}

export function patchUser(
    id: number,
    patch: Partial<Pick<BasicUser, 'first_name' | 'last_name'>>,
): Promise<BasicUser | User> {
    return fetchJson(`/api/users/${id}`, { method: 'PATCH', json: patch });
}

/** Users that may be assigned: the members of the organisation, or, in the personal workspace, everybody one may see. */
export async function findUsers(search: string, signal?: AbortSignal): Promise<BasicUser[]> {
    const answer = await fetchJson<{ results: BasicUser[] }>('/api/users', {
        query: { search, page_size: 20, sort: 'username' },
        signal,
        anywhere: !inOrganization(),
    });
    return answer.results;
}

export function getAbout(signal?: AbortSignal): Promise<ServerAbout> {
    return fetchJson('/api/server/about', { signal, anonymous: true });
}
