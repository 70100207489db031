import { fetchJson, fetchNothing } from './http';
import { fetchAll, fetchPage, type ListQuery, type Page } from './page';
import type { BasicUser } from './types';

export type CloudProvider = 'AWS_S3_BUCKET' | 'AZURE_CONTAINER' | 'GOOGLE_CLOUD_STORAGE';

export type CloudCredentials =
    'KEY_SECRET_KEY_PAIR' | 'ACCOUNT_NAME_TOKEN_PAIR' | 'KEY_FILE_PATH' | 'ANONYMOUS_ACCESS' | 'CONNECTION_STRING';

export interface CloudStorage {
    id: number;
    owner: BasicUser | null;
    manifests: string[];
    created_date: string;
    updated_date: string;
    provider_type: CloudProvider;
    /** The bucket or container. */
    resource: string;
    display_name: string;
    credentials_type: CloudCredentials;
    /** `endpoint_url=…&region=…&prefix=…`, percent-encoded. */
    specific_attributes: string;
    description: string;
    organization: number | null;
}

/** What is sent; secrets travel in one direction only. */
export type CloudStorageWrite = Partial<
    Pick<
        CloudStorage,
        | 'manifests'
        | 'provider_type'
        | 'resource'
        | 'display_name'
        | 'credentials_type'
        | 'specific_attributes'
        | 'description'
    > & {
        key: string;
        secret_key: string;
        account_name: string;
        session_token: string;
        connection_string: string;
        key_file: File;
    }
>;

export type CloudStatus = 'AVAILABLE' | 'NOT_FOUND' | 'FORBIDDEN';

export interface FileEntry {
    name: string;
    type: 'REG' | 'DIR';
    mime_type: string;
}

export interface CloudContent {
    next: string | null;
    content: FileEntry[];
}

/** A key file makes a form of it; everything else travels as JSON. */
function bodyOf(data: CloudStorageWrite): { json: CloudStorageWrite } | { body: FormData } {
    if (!data.key_file) return { json: data };
    const body = new FormData();
    for (const [name, value] of Object.entries(data)) {
        if (name === 'manifests') (value as string[]).forEach((item, i) => body.set(`manifests[${i}]`, item));
        else body.set(name, value as string | Blob);
    }
    return { body };
}

export function listCloudStorages(query?: ListQuery, signal?: AbortSignal): Promise<Page<CloudStorage>> {
    return fetchPage('/api/cloudstorages', query, signal);
}

export function allCloudStorages(signal?: AbortSignal): Promise<CloudStorage[]> {
    return fetchAll('/api/cloudstorages', { sort: 'name' }, signal);
}

export function getCloudStorage(id: number, signal?: AbortSignal): Promise<CloudStorage> {
    return fetchJson(`/api/cloudstorages/${id}`, { signal });
}

export function createCloudStorage(data: CloudStorageWrite): Promise<CloudStorage> {
    return fetchJson('/api/cloudstorages', { method: 'POST', ...bodyOf(data) });
}

export function patchCloudStorage(id: number, patch: CloudStorageWrite): Promise<CloudStorage> {
    return fetchJson(`/api/cloudstorages/${id}`, { method: 'PATCH', ...bodyOf(patch) });
}

export function deleteCloudStorage(id: number): Promise<void> {
    return fetchNothing(`/api/cloudstorages/${id}`, { method: 'DELETE' });
}

export function getCloudStatus(id: number, signal?: AbortSignal): Promise<CloudStatus> {
    return fetchJson(`/api/cloudstorages/${id}/status`, { signal });
}

export interface CloudContentQuery {
    prefix?: string;
    manifest_path?: string;
    next_token?: string;
    page_size?: number;
}

export function getCloudContent(id: number, query: CloudContentQuery, signal?: AbortSignal): Promise<CloudContent> {
    return fetchJson(`/api/cloudstorages/${id}/content-v2`, { query: { ...query }, signal });
}

export const cloudPreviewUrl = (id: number): string => `/api/cloudstorages/${id}/preview`;

/** One folder of the server's own share. */
export function listShare(directory: string, search: string, signal?: AbortSignal): Promise<FileEntry[]> {
    return fetchJson('/api/server/share', { query: { directory, search }, signal });
}
