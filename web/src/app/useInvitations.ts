import { useQuery } from '@tanstack/react-query';
import { listReceivedInvitations, type Invitation } from '../api';
import { useSession } from './session';

const EVERY_MS = 5 * 60_000;
const NONE: Invitation[] = [];

export const INVITATIONS_KEY = ['invitations', 'received'];

/** The invitations that wait for the user's answer. */
export function useInvitations(): Invitation[] {
    const userId = useSession(session => session.user?.id);
    const invitations = useQuery({
        queryKey: [...INVITATIONS_KEY, userId],
        queryFn: ({ signal }) => listReceivedInvitations(userId as number, signal),
        enabled: userId !== undefined,
        refetchInterval: EVERY_MS,
        staleTime: 60_000,
    });
    return invitations.data ?? NONE;
}
