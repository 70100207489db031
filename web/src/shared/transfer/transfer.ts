import { patchProject, patchTask, type StorageChoice } from '../../api';
import { useWorkspace, workspaceName } from '../../app/workspace';

/** What is moved, with what may tie it to its workspace. */
export interface Transferred {
    id: number;
    owner: 'projects' | 'tasks';
    /** A linked cloud storage is not seen from elsewhere. */
    usesCloud: boolean;
}

const PERSONAL = 0;

/** Where a project or task may go: the other workspaces of the user. */
export function useDestinations(): { value: number; label: string }[] {
    const { organizations, organization } = useWorkspace();
    const all = [
        { value: PERSONAL, label: workspaceName(null) },
        ...organizations.map(item => ({ value: item.id, label: workspaceName(item) })),
    ];
    return all.filter(item => item.value !== (organization?.id ?? PERSONAL));
}

const LOCAL: StorageChoice = { location: 'local' };

export async function transfer(item: Transferred, destination: number, detach: boolean): Promise<void> {
    const patch = {
        organization_id: destination === PERSONAL ? null : destination,
        ...(detach && item.usesCloud ? { source_storage: LOCAL, target_storage: LOCAL } : {}),
    };
    if (item.owner === 'projects') await patchProject(item.id, patch);
    else await patchTask(item.id, patch);
}
