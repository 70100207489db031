import { useQuery } from '@tanstack/react-query';
import { listTaskJobs, type Task } from '../../api';

export const taskJobsKey = (taskId: number) => ['task-jobs', taskId];

export function useTaskJobs(task: Task) {
    return useQuery({
        queryKey: taskJobsKey(task.id),
        queryFn: ({ signal }) => listTaskJobs(task.id, signal),
        enabled: !!task.size,
    });
}
