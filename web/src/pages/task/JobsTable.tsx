import { CopyOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { listJobs, listTaskJobs, patchJob, type Job, type JobPatch, type ListQuery, type Task } from '../../api';
import { useUsername } from '../../app/session';
import { copyText } from '../../shared/copyText';
import { formatDateTime } from '../../shared/format';
import { t } from '../../shared/language';
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
import { word } from '../../shared/language/words';

export type ChangeJob = (job: Job, patch: JobPatch) => void;

const SORT_FIELDS = [
    { name: 'id', title: t('ID') },
    { name: 'assignee', title: t('Assignee') },
    { name: 'stage', title: t('Stage') },
    { name: 'state', title: t('State') },
    { name: 'updated_date', title: t('Updated') },
];

const FILTER_FIELDS = [FIELDS.state, FIELDS.stage, FIELDS.assignee, FIELDS.type, FIELDS.id, FIELDS.updated];

const options = (values: string[]) => values.map(value => ({ value, label: word(value) }));

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
                reportError(t('Job #{id} was not changed', { id: job.id }), error);
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
            title: t('Job'),
            render: job => (
                <>
                    <Link to={jobPath(job)} className="limn-main-link">
                        {t('Job #{id}', { id: job.id })}
                    </Link>
                    <JobTypeTag job={job} />
                    {job.issues.count > 0 && <IssueCount job={job} />}
                    {job.type === 'annotation' && job.consensus_replicas > 0 && (
                        <div className="limn-meta">
                            {t('{consensus_replicas, plural, one {# replica} other {# replicas}}', {
                                consensus_replicas: job.consensus_replicas,
                            })}
                        </div>
                    )}
                </>
            ),
        },
        {
            key: 'frames',
            title: t('Frames'),
            width: 130,
            render: job => (
                <span className="limn-number">
                    {job.type === 'ground_truth'
                        ? t('chosen frames')
                        : t('{first}–{last}', { first: job.start_frame, last: job.stop_frame })}
                    <div className="limn-meta">
                        {t('{frame_count, plural, one {# frame} other {# frames}}', { frame_count: job.frame_count })}
                        {task.size ? ` (${Math.round((job.frame_count / task.size) * 100)}%)` : ''}
                    </div>
                </span>
            ),
        },
        {
            key: 'assignee',
            title: t('Assignee'),
            width: 170,
            render: job => (
                <UserSelect
                    label={t('Assignee of job {id}', { id: job.id })}
                    value={job.assignee}
                    loading={busy === job.id}
                    onChange={user => change(job, { assignee: user?.id ?? null })}
                    width="100%"
                />
            ),
        },
        {
            key: 'stage',
            title: t('Stage'),
            width: 130,
            render: job => (
                <Select
                    aria-label={t('Stage of job {id}', { id: job.id })}
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
            title: t('State'),
            width: 130,
            render: job => (
                <Select
                    aria-label={t('State of job {id}', { id: job.id })}
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
            title: t('Updated'),
            width: 140,
            from: 'lg',
            render: job => (
                <>
                    <Ago date={job.updated_date} />
                    <div className="limn-meta" title={t('Made {date}', { date: formatDateTime(job.created_date) })}>
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
            {t('Ground truth job')}
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

    const [copy, copying] = useAction(t('The table was not copied'), async () => {
        const listed = listTaskJobs(task.id);
        await copyText(listed.then(jobs => jobsAsText(jobs, window.location.origin)));
        const jobs = await listed;
        reportSuccess(t('The table of jobs is on the clipboard'), {
            description: t('{count, plural, one {# job} other {# jobs}}', { count: jobs.length }),
        });
    });

    return (
        <Card
            title={t('Jobs')}
            extra={
                <Flex gap={8}>
                    {!!task.size && (
                        <Button icon={<CopyOutlined />} loading={copying} onClick={() => void copy()}>
                            {t('Copy table')}
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
                nameOf={job => t('job #{id}', { id: job.id })}
                pathOf={jobPath}
                columns={columns}
                minWidth={800}
                expansion={
                    task.consensus_enabled
                        ? {
                              has: job => job.type === 'annotation' && job.consensus_replicas > 0,
                              nameOf: job => t('the replicas of job #{id}', { id: job.id }),
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
                    <EmptyState
                        title={t('No jobs yet')}
                        text={t('Jobs appear here when the frames of the task are ready.')}
                    />
                }
            />
            {dialogs}
        </Card>
    );
}
