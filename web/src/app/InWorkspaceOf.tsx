import { useEffect, type ReactNode } from 'react';
import { t } from '../shared/language';
import { reportSuccess } from '../shared/notices';
import { queryClient } from './queryClient';
import { enterOrganization, useWorkspace, workspaceName } from './workspace';

interface Props {
    /** The organisation the record shown belongs to; null is a personal workspace. */
    organizationId: number | null;
    /** As the user knows the record: `task #7`. */
    what: string;
    children: ReactNode;
}

/**
 * Shows something in the workspace it belongs to: a link from a colleague opens whatever workspace is current. What
 * belongs to an organisation the user is not in (an administrator's view) shows without changing anything.
 */
export function InWorkspaceOf({ organizationId, what, children }: Props) {
    const { organization, organizations } = useWorkspace();
    const current = organization?.id ?? null;
    const known = organizationId === null || organizations.some(item => item.id === organizationId);
    const ready = current === organizationId || !known;
    useEffect(() => {
        if (ready) return;
        const entered = enterOrganization(organizationId);
        // What was listed in the other workspace is not to be seen in this one.
        queryClient.removeQueries({ type: 'inactive' });
        reportSuccess(t('Now in {entered}', { entered: workspaceName(entered) }), {
            description: t('That is where {what} is kept.', { what }),
        });
    }, [ready, organizationId, what]);
    return ready ? children : null;
}
