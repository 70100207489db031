import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api';

const mayPass = (error: unknown) => error instanceof ApiError && (error.status === 0 || error.status >= 502);

export const queryClient = new QueryClient({
    defaultOptions: {
        queries: {
            staleTime: 5000,
            retry: (failures, error) => failures < 2 && mayPass(error),
        },
    },
});
