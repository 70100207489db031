import { useQuery } from '@tanstack/react-query';
import { ApiError, listWebhooks } from '../api';

/** Whether this server sends webhooks at all; what it does not do is not offered. */
export function useServesWebhooks(): boolean {
    const served = useQuery({
        queryKey: ['serves', 'webhooks'],
        queryFn: async ({ signal }) => {
            try {
                await listWebhooks({ page_size: 1 }, signal);
                return true;
            } catch (error) {
                // Refused to this user is served all the same.
                if (error instanceof ApiError && error.status > 0 && error.status < 500) return error.status !== 404;
                throw error;
            }
        },
        staleTime: Infinity,
    });
    return served.data === true;
}
