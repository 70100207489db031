import { useQuery } from '@tanstack/react-query';
import { listMemberships, type Organization } from '../../api';
import { useSession } from '../../app/session';
import { rightsIn, type Rights } from './roles';

export function useRights(organization: Organization): Rights & { membershipId: number | null } {
    const user = useSession(session => session.user);
    const mine = useQuery({
        queryKey: ['memberships', 'mine', organization.id, user?.username],
        queryFn: async ({ signal }) => {
            const page = await listMemberships({ user: user?.username, page_size: 1 }, signal);
            return page.results[0] ?? null;
        },
        enabled: user !== null,
    });
    return { ...rightsIn(organization, user, mine.data?.role), membershipId: mine.data?.id ?? null };
}
