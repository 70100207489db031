import { fetchJson, fetchNothing } from './http';

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

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];
export const ASSET_TYPES = [...PICTURE_TYPES, 'application/pdf'];
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
    return upload('guide_id', guideId, file);
}

/** A picture for a comment in a job, whose text is to name it. */
export function uploadPicture(jobId: number, file: File): Promise<Asset> {
    return upload('job_id', jobId, file);
}

function upload(owner: 'guide_id' | 'job_id', id: number, file: File): Promise<Asset> {
    const body = new FormData();
    body.set(owner, String(id));
    body.set('file', file, file.name || 'pasted');
    return fetchJson('/api/assets', { method: 'POST', body });
}

export function deleteAsset(uuid: string): Promise<void> {
    return fetchNothing(`/api/assets/${uuid}`, { method: 'DELETE' });
}

/** The path a text refers to an asset by. */
export const assetPath = (uuid: string): string => `/api/assets/${uuid}`;
