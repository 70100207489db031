import { buildUrl, fetchJson, type Query } from './http';
import { BY_BROWSER } from './upload/context';
import { mustCall, newTusState, uploadTus, type UploadContext } from './upload/tus';
import { storageQuery, type StorageChoice } from './storage';

export type BackedUp = 'projects' | 'tasks';

export interface BackupOptions {
    filename?: string;
    /** Without the data, where that lies in a cloud storage. */
    lightweight: boolean;
    storage?: StorageChoice;
}

/** Starts a backup; gives the id of the request to follow. */
export async function exportBackup(owner: BackedUp, id: number, options: BackupOptions): Promise<string> {
    const answer = await fetchJson<{ rq_id: string }>(`/api/${owner}/${id}/backup/export`, {
        method: 'POST',
        query: {
            filename: options.filename,
            lightweight: options.lightweight,
            ...storageQuery(options.storage),
        },
    });
    return answer.rq_id;
}

/** Uploads a backup and starts to restore it; gives the id of the request to follow. */
export async function restoreBackup(
    owner: BackedUp,
    file: File,
    onSent: (bytes: number) => void = () => undefined,
    given: Partial<UploadContext> = {},
): Promise<string> {
    const context: UploadContext = { ...BY_BROWSER, ...given };
    const endpoint = `/api/${owner}/backup/`;
    const query: Query = { location: 'local' };
    await mustCall({ method: 'POST', url: buildUrl(endpoint, query), headers: { 'Upload-Start': 'true' } }, context);
    const state = newTusState();
    await uploadTus(endpoint, { name: file.name, body: file }, state, context, onSent);
    const answer = await mustCall(
        {
            method: 'POST',
            url: buildUrl(endpoint, { ...query, filename: state.uploadName }),
            headers: { 'Upload-Finish': 'true' },
        },
        context,
    );
    return (JSON.parse(answer.text) as { rq_id: string }).rq_id;
}

/** Restores a backup that lies in a cloud storage. */
export async function restoreBackupFromCloud(owner: BackedUp, storageId: number, filename: string): Promise<string> {
    const answer = await fetchJson<{ rq_id: string }>(`/api/${owner}/backup/`, {
        method: 'POST',
        query: { ...storageQuery({ location: 'cloud_storage', cloud_storage_id: storageId }), filename },
    });
    return answer.rq_id;
}
