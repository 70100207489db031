import { useMemo } from 'react';
import { useSession } from '../../app/session';
import { useWorkspace } from '../../app/workspace';
import type { Me } from './rights';
import { useMembership } from './useMembership';

/** Who is signed in, and as what in the workspace that is open. */
export function useMe(): Me {
    const user = useSession(session => session.user);
    const organization = useWorkspace(workspace => workspace.organization);
    const role = useMembership(organization)?.role;
    return useMemo(
        () => ({ user: user ?? { id: 0, groups: [] }, organization, role: organization ? role : undefined }),
        [user, organization, role],
    );
}
