import { useQuery } from '@tanstack/react-query';
import { allCloudStorages, ApiError, type CloudStorage } from '../../api';

/** The cloud storages of this workspace, by name. A server without them has none. */
export function useCloudStorages(enabled = true) {
    return useQuery({
        queryKey: ['cloudstorages', 'all'],
        queryFn: async ({ signal }): Promise<CloudStorage[]> => {
            try {
                return await allCloudStorages(signal);
            } catch (error) {
                if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return [];
                throw error;
            }
        },
        enabled,
        staleTime: 30_000,
    });
}
