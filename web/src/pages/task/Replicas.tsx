import { useQuery } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { listJobs, type Job, type Task } from '../../api';
import { LoadError } from '../../shared/ui/LoadError';

interface Props {
    task: Task;
    job: Job;
    columns: TableColumnsType<Job>;
}

/** The replicas of a job: the same frames, annotated by different people. */
export function Replicas({ task, job, columns }: Props) {
    const replicas = useQuery({
        queryKey: ['jobs', 'replicas', job.id],
        queryFn: ({ signal }) =>
            listJobs({ task_id: task.id, parent_job_id: job.id, page_size: 100, sort: 'id' }, signal),
    });
    if (replicas.isError) return <LoadError error={replicas.error} onRetry={replicas.refetch} />;
    return (
        <Table<Job>
            size="small"
            rowKey="id"
            showHeader={false}
            columns={columns}
            dataSource={replicas.data?.results}
            loading={replicas.isPending}
            pagination={false}
        />
    );
}
