import { CopyOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { listJobs, listTaskJobs, patchJob, type Job, type JobPatch, type ListQuery, type Task } from '../../api';
import { useUsername } from '../../app/session';
import { formatCount, formatDateTime } from '../../shared/format';
import { FIELDS, jobQuickFilters } from '../../shared/list/fields';
import type { ListColumn } from '../../shared/list/ListTable';
import { askAgainBut, dropRecords, putRecord } from '../../shared/list/records';
import { ResourceList } from '../../shared/list/ResourceList';
import { useListState } from '../../shared/list/state';
import { reportError, reportSuccess } from '../../shared/notices';
import { Ago } from '../../shared/ui/Ago';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LinkButton } from '../../shared/ui/LinkButton';
import { UserSelect } from '../../shared/ui/UserSelect';
import { useAction } from '../../shared/useAction';
import { useObjectDialogs } from '../../shared/useObjectDialogs';
import { confirmDeleteJob, JOB_BULK_ACTIONS, jobActions, jobPath, STAGES, STATES } from '../jobs/jobActions';
import { JobTypeTag } from '../jobs/JobTypeTag';
import { IssueCount } from './IssueCount';
import { jobsAsText } from './jobsAsText';
import { lifeOf } from './lifeOf';
import { Replicas } from './Replicas';
import { withoutReplicas } from './replicaFilter';

export type ChangeJob = (job: Job, patch: JobPatch) => void;

const SORT_FIELDS = [
    { name: 'id', title: 'ID' },
    { name: 'assignee', title: 'Assignee' },
    { name: 'stage', title: 'Stage' },
    { name: 'state', title: 'State' },
    { name: 'updated_date', title: 'Updated' },
];

const FILTER_FIELDS = [FIELDS.state, FIELDS.stage, FIELDS.assignee, FIELDS.type, FIELDS.id, FIELDS.updated];

const options = (values: string[]) => values.map(value => ({ value, label: value }));

/** Saves what is chosen in a row, one change of a job at a time. */
function useChangeJob(taskId: number): { change: ChangeJob; busy: number | null } {
    const client = useQueryClient();
    const [busy, setBusy] = useState<number | null>(null);
    const change = useCallback<ChangeJob>(
        async (job, patch) => {
            setBusy(job.id);
            try {
                putRecord(client, 'jobs', await patchJob(job.id, patch));
                for (const key of [
                    ['jobs', 'replicas'],
                    ['task-jobs', taskId],
                    ['task', taskId],
                ]) {
                    await client.invalidateQueries({ queryKey: key });
                }
            } catch (error) {
                reportError(`Job #${job.id} was not changed`, error);
            } finally {
                setBusy(null);
            }
        },
        [client, taskId],
    );
    return { change, busy };
}

export function jobColumns(task: Task, busy: number | null, change: ChangeJob): ListColumn<Job>[] {
    return [
        {
            key: 'id',
            title: 'Job',
            render: job => (
                <>
                    <Link to={jobPath(job)} className="limn-main-link">
                        Job #{job.id}
                    </Link>
                    <JobTypeTag job={job} />
                    {job.issues.count > 0 && <IssueCount job={job} />}
                    {job.type === 'annotation' && job.consensus_replicas > 0 && (
                        <div className="limn-meta">{formatCount(job.consensus_replicas, 'replica')}</div>
                    )}
                </>
            ),
        },
        {
            key: 'frames',
            title: 'Frames',
            width: 140,
            render: job => (
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
            width: 210,
            render: job => (
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
            width: 140,
            render: job => (
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
            width: 140,
            render: job => (
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
            width: 150,
            from: 'lg',
            render: job => (
                <>
                    <Ago date={job.updated_date} />
                    <div className="limn-meta" title={`Made ${formatDateTime(job.created_date)}`}>
                        {lifeOf(job)}
                    </div>
                </>
            ),
        },
    ];
}

function GroundTruthButton({ task }: { task: Task }) {
    // The server makes one only for a task of images or video that has none.
    if (!task.size || task.dimension === '3d' || task.validation_mode !== null) return null;
    return (
        <LinkButton to={`/tasks/${task.id}/jobs/create`} type="default">
            Ground truth job
        </LinkButton>
    );
}

/** The jobs of a task: who works on them, where they stand, and the way in. */
export function JobsTable({ task }: { task: Task }) {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const username = useUsername();
    const control = useListState(10, 'id');
    const { open, dialogs } = useObjectDialogs();
    const { change, busy } = useChangeJob(task.id);
    const columns = useMemo(() => jobColumns(task, busy, change), [task, busy, change]);
    const fetch = useCallback(
        (query: ListQuery, signal?: AbortSignal) =>
            listJobs(task.consensus_enabled ? withoutReplicas(query) : query, signal),
        [task.consensus_enabled],
    );

    const [copy, copying] = useAction('The table was not copied', async () => {
        const jobs = await listTaskJobs(task.id);
        await navigator.clipboard.writeText(jobsAsText(jobs, window.location.origin));
        reportSuccess('The table of jobs is on the clipboard', { description: formatCount(jobs.length, 'job') });
    });

    return (
        <Card
            title="Jobs"
            extra={
                <Flex gap={8}>
                    {!!task.size && (
                        <Button icon={<CopyOutlined />} loading={copying} onClick={() => void copy()}>
                            Copy table
                        </Button>
                    )}
                    <GroundTruthButton task={task} />
                </Flex>
            }
        >
            <ResourceList<Job>
                list="taskJobs"
                cache="jobs"
                one="job"
                control={control}
                fetch={fetch}
                fixed={{ task_id: task.id }}
                sortFields={SORT_FIELDS}
                filterFields={FILTER_FIELDS}
                quickFilters={jobQuickFilters(username)}
                nameOf={job => `job #${job.id}`}
                pathOf={jobPath}
                columns={columns}
                minWidth={900}
                expansion={
                    task.consensus_enabled
                        ? {
                              has: job => job.type === 'annotation' && job.consensus_replicas > 0,
                              nameOf: job => `the replicas of job #${job.id}`,
                              keptAs: 'uncollapsedJobs',
                              render: job => <Replicas task={task} job={job} columns={columns} />,
                          }
                        : undefined
                }
                bulk={JOB_BULK_ACTIONS}
                actionsOf={job =>
                    jobActions(job, {
                        open,
                        onTaskPage: true,
                        onDelete: () =>
                            confirmDeleteJob(modal, job, () => {
                                dropRecords(client, 'jobs', [job.id]);
                                askAgainBut(client, 'jobs');
                            }),
                    })
                }
                empty={
                    <EmptyState title="No jobs yet" text="Jobs appear here when the frames of the task are ready." />
                }
            />
            {dialogs}
        </Card>
    );
}
