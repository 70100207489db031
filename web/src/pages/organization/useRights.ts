import type { Organization } from '../../api';
import { useSession } from '../../app/session';
import { useMembership } from '../../shared/rights/useMembership';
import { rightsIn, type Rights } from './roles';

export function useRights(organization: Organization): Rights & { membershipId: number | null } {
    const user = useSession(session => session.user);
    const mine = useMembership(organization);
    return { ...rightsIn(organization, user, mine?.role), membershipId: mine?.id ?? null };
}
