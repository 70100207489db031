import { fetchJson, fetchNothing } from './http';

/** Where files go that are added to a task. */
export const framesOf = (taskId: number) => `/api/tasks/${taskId}/frames`;

/** A file of this user that has arrived, or begun to, and was not added yet. */
export interface WaitingFile {
    readonly name: string;
    readonly size: number;
    readonly received: number;
    /** Where the rest of it goes; null for what is whole. */
    readonly location: string | null;
}

export async function getWaitingFiles(taskId: number, signal?: AbortSignal): Promise<WaitingFile[]> {
    return (await fetchJson<{ files: WaitingFile[] }>(framesOf(taskId), { signal })).files;
}

export function discardWaitingFiles(taskId: number): Promise<void> {
    return fetchNothing(framesOf(taskId), { method: 'POST', headers: { 'Upload-Start': 'true' } });
}

/** new; name, content: the task has it; unsure: only the file's SHA-256 can tell. */
export type Verdict = 'new' | 'name' | 'content' | 'unsure';

export interface FileVerdict {
    readonly name: string;
    readonly verdict: Verdict;
    /** Which shows the same. */
    readonly frame: number | null;
}

export interface FilesCheck {
    readonly files: readonly FileVerdict[];
    /** Frames of a job of new ones; 0: one job for all of them. */
    readonly job_length: number;
}

/** Which files a task has already. Changes nothing. `sha256`: in base64. */
export async function checkFiles(
    taskId: number,
    files: readonly { name: string; size: number; sha256?: string }[],
    signal?: AbortSignal,
): Promise<FilesCheck> {
    return fetchJson(`${framesOf(taskId)}/check`, {
        method: 'POST',
        json: { files },
        signal,
    });
}
