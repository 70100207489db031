import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listRequests, type BackgroundRequest } from '../api';
import { operationTitle, targetOf } from '../pages/requests/describe';
import { isActive, useCreations } from '../shared/activity/creationList';
import { trackRequest } from '../shared/activity/requests';

const UNENDED = JSON.stringify({ in: [{ var: 'status' }, ['queued', 'started']] });

/** `Export dataset: Task #7`. */
export function titleOfRequest(request: BackgroundRequest): string {
    const target = targetOf(request);
    return `${operationTitle(request.operation)}${target ? `: ${target.text}` : ''}`;
}

/** What was under way before the page was loaded is followed again: it is shown, and its end is told. */
export function useResumedRequests(): void {
    const { data } = useQuery({
        queryKey: ['unended requests'],
        queryFn: ({ signal }) => listRequests({ filter: UNENDED, page_size: 20 }, signal),
        staleTime: Infinity,
        refetchOnMount: false,
    });
    useEffect(() => {
        const uploads = useCreations.getState().list.some(isActive); // these follow their tasks themselves
        for (const request of data?.results ?? []) {
            if (uploads && request.operation.type === 'create:task') continue;
            void trackRequest(request.id, { title: titleOfRequest(request) });
        }
    }, [data]);
}
