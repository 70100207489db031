import { useQuery } from '@tanstack/react-query';
import { listJobs, type Job, type Task } from '../../api';
import { ListTable, type ListColumn } from '../../shared/list/ListTable';
import { LoadError } from '../../shared/ui/LoadError';

interface Props {
    task: Task;
    job: Job;
    columns: ListColumn<Job>[];
}

/** The replicas of a job: the same frames, annotated by different people. */
export function Replicas({ task, job, columns }: Props) {
    const replicas = useQuery({
        queryKey: ['jobs', 'replicas', job.id],
        queryFn: ({ signal }) =>
            listJobs({ task_id: task.id, parent_job_id: job.id, page_size: 100, sort: 'id' }, signal),
    });
    if (replicas.isError) return <LoadError error={replicas.error} onRetry={replicas.refetch} />;
    return <ListTable<Job> inner columns={columns} items={replicas.data?.results} />;
}
