import { fetchJson } from './http';

export interface Guide {
    id: number;
    task_id: number | null;
    project_id: number | null;
    markdown: string;
    updated_date?: string;
}

export interface Asset {
    uuid: string;
    filename: string;
}

export type GuideOwner = 'project' | 'task';

export const ASSET_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf'];
export const ASSET_BYTES = 10 * 1024 * 1024;

export function getGuide(id: number, signal?: AbortSignal): Promise<Guide> {
    return fetchJson(`/api/guides/${id}`, { signal });
}

export function createGuide(owner: GuideOwner, ownerId: number, markdown: string): Promise<Guide> {
    return fetchJson('/api/guides', { method: 'POST', json: { [`${owner}_id`]: ownerId, markdown } });
}

export function patchGuide(id: number, markdown: string): Promise<Guide> {
    return fetchJson(`/api/guides/${id}`, { method: 'PATCH', json: { markdown } });
}

export function uploadAsset(guideId: number, file: File): Promise<Asset> {
    const body = new FormData();
    body.set('guide_id', String(guideId));
    body.set('file', file, file.name || 'pasted');
    return fetchJson('/api/assets', { method: 'POST', body });
}

/** The path a guide refers to an asset by. */
export const assetPath = (uuid: string): string => `/api/assets/${uuid}`;
