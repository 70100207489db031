import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError, creationRequestId, getRequest, getTask, readableReason, type Task } from '../../api';
import { refreshRecord } from '../../shared/list/records';

/** Where a task without frames stands. */
export type CreationState =
    | { kind: 'ready' }
    | { kind: 'empty' }
    | { kind: 'running'; progress: number; message: string }
    | { kind: 'failed'; reason: string };

const POLL_MS = 2000;

/** Shows, wherever it is shown, a task that has its frames now. */
async function refreshTask(client: QueryClient, id: number): Promise<void> {
    await refreshRecord(client, 'tasks', () => getTask(id));
    for (const key of [['task', id], ['task-jobs', id], ['jobs']]) void client.invalidateQueries({ queryKey: key });
}

/** Asks how the frames of a task are coming along, for as long as it has none. */
export function useCreationState(task: Task): CreationState {
    const client = useQueryClient();
    const waiting = !task.size;
    const request = useQuery({
        queryKey: ['creation', task.id],
        queryFn: async ({ signal }) => {
            try {
                return await getRequest(creationRequestId(task.id), signal);
            } catch (error) {
                if (error instanceof ApiError && error.status === 404) return null;
                throw error;
            }
        },
        enabled: waiting,
        refetchInterval: query => {
            const status = query.state.data?.status;
            return status === 'queued' || status === 'started' ? POLL_MS : false;
        },
    });
    const finished = waiting && request.data?.status === 'finished';
    useEffect(() => {
        if (!finished) return;
        void refreshTask(client, task.id);
    }, [finished, client, task.id]);

    if (!waiting) return { kind: 'ready' };
    const data = request.data;
    if (!data || data.status === 'finished') return { kind: 'empty' };
    if (data.status === 'failed') return { kind: 'failed', reason: readableReason(data.message) };
    return { kind: 'running', progress: data.progress ?? 0, message: data.message.trim() };
}
