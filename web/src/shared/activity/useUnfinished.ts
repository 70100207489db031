import { useQuery } from '@tanstack/react-query';
import { ApiError, getTask } from '../../api';
import { useUsername } from '../../app/session';
import { useCreations } from './creationList';
import { heldUploads, isHeld, uploadStore, type KeptFile, type UnfinishedUpload } from './unfinished';

export interface BrokenOff {
    readonly upload: UnfinishedUpload;
    readonly files: readonly KeptFile[];
}

/** Whether the task still waits for files: it is there, and has none. */
async function waits(taskId: number, signal: AbortSignal): Promise<boolean> {
    try {
        return !(await getTask(taskId, signal)).size;
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return false;
        throw error;
    }
}

async function brokenOff(username: string, signal: AbortSignal): Promise<BrokenOff[]> {
    const store = await uploadStore();
    if (!store) return [];
    const held = await heldUploads();
    const found: BrokenOff[] = [];
    for (const upload of await store.list(username)) {
        if (isHeld(held, upload.taskId)) continue;
        if (await waits(upload.taskId, signal)) found.push({ upload, files: await store.files(upload.taskId) });
        else await store.forget(upload.taskId);
    }
    return found;
}

/** Uploads of this user in this browser that nobody is at: their tab was closed or the browser ended. */
export function useUnfinished(): readonly BrokenOff[] {
    const username = useUsername();
    const creations = useCreations(state => state.list);
    const here = creations.map(creation => creation.taskId);
    const unfinished = useQuery({
        queryKey: ['unfinished-uploads', username],
        queryFn: ({ signal }) => brokenOff(username, signal),
        staleTime: 0,
    });
    return (unfinished.data ?? []).filter(({ upload }) => !here.includes(upload.taskId));
}
