import { fetchJson, fetchNothing } from './http';
import { fetchAll } from './page';

/** A key for a program: works as its owner, until it ends or is revoked. */
export interface AccessToken {
    id: number;
    name: string;
    created_date: string;
    updated_date: string;
    expiry_date: string | null;
    last_used_date: string | null;
    read_only: boolean;
    /** Only in the answer to its creation. */
    value?: string;
}

export type AccessTokenWrite = Pick<AccessToken, 'name' | 'expiry_date' | 'read_only'>;

export function listTokens(signal?: AbortSignal): Promise<AccessToken[]> {
    return fetchAll('/api/auth/access_tokens', {}, signal);
}

export function createToken(data: AccessTokenWrite): Promise<AccessToken> {
    return fetchJson('/api/auth/access_tokens', { method: 'POST', json: data });
}

export function patchToken(id: number, patch: Partial<AccessTokenWrite>): Promise<AccessToken> {
    return fetchJson(`/api/auth/access_tokens/${id}`, { method: 'PATCH', json: patch });
}

export function revokeToken(id: number): Promise<void> {
    return fetchNothing(`/api/auth/access_tokens/${id}`, { method: 'DELETE' });
}
