import { useQuery } from '@tanstack/react-query';
import { listMemberships, type Membership, type Organization } from '../../api';
import { useSession } from '../../app/session';

/** What the user is in an organisation: null when no member, undefined while it is not known. */
export function useMembership(organization: Organization | null): Membership | null | undefined {
    const user = useSession(session => session.user);
    const mine = useQuery({
        queryKey: ['memberships', 'mine', organization?.id, user?.username],
        queryFn: async ({ signal }) => {
            const page = await listMemberships({ user: user?.username, page_size: 1 }, signal);
            return page.results[0] ?? null;
        },
        enabled: user !== null && organization !== null,
    });
    return mine.data;
}
