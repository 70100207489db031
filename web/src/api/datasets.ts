import { fetchJson } from './http';
import { storageQuery, type StorageChoice } from './storage';
import type { AnnotationFormats } from './types';

export type Exportable = 'projects' | 'tasks' | 'jobs';

export interface ExportOptions {
    format: string;
    saveImages: boolean;
    filename?: string;
    /** Nothing: where the object keeps its exports. */
    storage?: StorageChoice;
}

export function getFormats(signal?: AbortSignal): Promise<AnnotationFormats> {
    return fetchJson('/api/server/annotation/formats', { signal });
}

/** Starts an export; gives the id of the request to follow. */
export async function exportDataset(owner: Exportable, id: number, options: ExportOptions): Promise<string> {
    const answer = await fetchJson<{ rq_id: string }>(`/api/${owner}/${id}/dataset/export`, {
        method: 'POST',
        query: {
            format: options.format,
            save_images: options.saveImages,
            filename: options.filename,
            ...storageQuery(options.storage),
        },
    });
    return answer.rq_id;
}
