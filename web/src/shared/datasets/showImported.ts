import type { QueryClient } from '@tanstack/react-query';
import { getJob, getTask } from '../../api';
import { askAgainBut, refreshRecord } from '../list/records';
import type { DatasetTarget } from './formats';

/** Shows what an import has changed: one row of a list and what belongs to it, or, of a project, whatever is shown. */
export async function showImported(client: QueryClient, { owner, id }: DatasetTarget): Promise<void> {
    if (owner === 'projects') {
        await client.invalidateQueries();
        return;
    }
    askAgainBut(client, owner);
    await refreshRecord(client, owner, () => (owner === 'tasks' ? getTask(id) : getJob(id)));
}
