import { useQueryClient } from '@tanstack/react-query';
import { CopyOutlined } from '@ant-design/icons';
import { Button, Card, Select, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { patchJob, type Job, type JobPatch, type Task } from '../../api';
import { useDatasetDialogs } from '../../shared/datasets/useDatasetDialogs';
import { formatCount } from '../../shared/format';
import { reportError, reportSuccess } from '../../shared/notices';
import { ActionMenu } from '../../shared/ui/ActionMenu';
import { Ago } from '../../shared/ui/Ago';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LoadError } from '../../shared/ui/LoadError';
import { UserSelect } from '../../shared/ui/UserSelect';
import { jobPath, jobTarget, STAGES, STATES, typeName } from '../jobs/jobActions';
import { jobsAsText } from './jobsAsText';
import { taskJobsKey, useTaskJobs } from './useTaskJobs';

type Change = (job: Job, patch: JobPatch) => void;

const options = (values: string[]) => values.map(value => ({ value, label: value }));
const filters = (values: string[]) => values.map(value => ({ value, text: value }));

function columns(task: Task, busy: number | null, change: Change): TableColumnsType<Job> {
    return [
        {
            key: 'id',
            title: 'Job',
            sorter: (a, b) => a.id - b.id,
            render: (_, job) => (
                <>
                    <Link to={jobPath(job)} className="limn-main-link">
                        Job #{job.id}
                    </Link>
                    {typeName(job) && (
                        <div>
                            <Tag>{typeName(job)}</Tag>
                        </div>
                    )}
                    {job.issues.count > 0 && <div className="limn-meta">{formatCount(job.issues.count, 'issue')}</div>}
                </>
            ),
        },
        {
            key: 'frames',
            title: 'Frames',
            width: 150,
            render: (_, job) => (
                <span className="limn-number">
                    {job.type === 'ground_truth' ? 'chosen frames' : `${job.start_frame}–${job.stop_frame}`}
                    <div className="limn-meta">
                        {formatCount(job.frame_count, 'frame')}
                        {task.size ? ` (${Math.round((job.frame_count / task.size) * 100)}%)` : ''}
                    </div>
                </span>
            ),
        },
        {
            key: 'assignee',
            title: 'Assignee',
            width: 240,
            sorter: (a, b) => (a.assignee?.username ?? '').localeCompare(b.assignee?.username ?? ''),
            render: (_, job) => (
                <UserSelect
                    label={`Assignee of job ${job.id}`}
                    value={job.assignee}
                    loading={busy === job.id}
                    onChange={user => change(job, { assignee: user?.id ?? null })}
                    width="100%"
                />
            ),
        },
        {
            key: 'stage',
            title: 'Stage',
            width: 150,
            filters: filters(STAGES),
            onFilter: (value, job) => job.stage === value,
            sorter: (a, b) => STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage),
            render: (_, job) => (
                <Select
                    aria-label={`Stage of job ${job.id}`}
                    value={job.stage}
                    options={options(STAGES)}
                    disabled={busy === job.id}
                    onChange={stage => change(job, { stage })}
                    style={{ width: '100%' }}
                />
            ),
        },
        {
            key: 'state',
            title: 'State',
            width: 150,
            filters: filters(STATES),
            onFilter: (value, job) => job.state === value,
            sorter: (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state),
            render: (_, job) => (
                <Select
                    aria-label={`State of job ${job.id}`}
                    value={job.state}
                    options={options(STATES)}
                    disabled={busy === job.id}
                    onChange={state => change(job, { state })}
                    style={{ width: '100%' }}
                />
            ),
        },
        {
            key: 'updated',
            title: 'Updated',
            width: 140,
            responsive: ['lg'],
            render: (_, job) => <Ago date={job.updated_date} />,
        },
    ];
}

/** The jobs of a task: who works on them, where they stand, and the way in. */
export function JobsTable({ task }: { task: Task }) {
    const client = useQueryClient();
    const jobs = useTaskJobs(task);
    const [busy, setBusy] = useState<number | null>(null);
    const { openExport, openImport, dialogs } = useDatasetDialogs();

    const change: Change = async (job, patch) => {
        setBusy(job.id);
        try {
            const saved = await patchJob(job.id, patch);
            client.setQueryData<Job[]>(taskJobsKey(task.id), list =>
                list?.map(item => (item.id === saved.id ? saved : item)),
            );
            void client.invalidateQueries({ queryKey: ['task', task.id] });
        } catch (error) {
            reportError(`Job #${job.id} was not changed`, error);
        } finally {
            setBusy(null);
        }
    };

    const copy = async () => {
        try {
            await navigator.clipboard.writeText(jobsAsText(jobs.data ?? [], window.location.origin));
            reportSuccess('The table of jobs is on the clipboard');
        } catch (error) {
            reportError('The table was not copied', error);
        }
    };

    const actions: TableColumnsType<Job>[number] = {
        key: 'actions',
        width: 52,
        render: (_, job) => (
            <ActionMenu
                label={`Actions for job ${job.id}`}
                actions={[
                    { key: 'export', text: 'Export annotations', run: () => openExport(jobTarget(job)) },
                    { key: 'import', text: 'Import annotations', run: () => openImport(jobTarget(job)) },
                ]}
            />
        ),
    };

    return (
        <Card
            title="Jobs"
            styles={{ body: { padding: 0 } }}
            extra={
                jobs.data?.length ? (
                    <Button size="small" icon={<CopyOutlined />} onClick={() => void copy()}>
                        Copy table
                    </Button>
                ) : null
            }
        >
            {jobs.isError ? (
                <LoadError error={jobs.error} onRetry={jobs.refetch} />
            ) : (
                <Table<Job>
                    rowKey="id"
                    columns={[...columns(task, busy, change), actions]}
                    scroll={{ x: 900 }}
                    dataSource={jobs.data}
                    loading={!!task.size && jobs.isPending}
                    pagination={
                        (jobs.data?.length ?? 0) > 10
                            ? { defaultPageSize: 10, showSizeChanger: true, className: 'limn-inner-pager' }
                            : false
                    }
                    locale={{
                        emptyText: (
                            <EmptyState
                                title="No jobs yet"
                                text="Jobs appear here when the frames of the task are ready."
                            />
                        ),
                    }}
                />
            )}
            {dialogs}
        </Card>
    );
}
