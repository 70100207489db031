import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { Link } from 'react-router';
import { listJobs, previewUrl, type Job } from '../../api';
import { useUsername } from '../../app/session';
import { t } from '../../shared/language';
import { FIELDS, jobQuickFilters } from '../../shared/list/fields';
import type { ListColumn } from '../../shared/list/ListTable';
import { dropRecords } from '../../shared/list/records';
import { ResourceList } from '../../shared/list/ResourceList';
import { useListState } from '../../shared/list/state';
import { Ago } from '../../shared/ui/Ago';
import { whyNotNewTask } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LinkButton } from '../../shared/ui/LinkButton';
import { Page } from '../../shared/ui/Page';
import { Preview } from '../../shared/ui/Preview';
import { StatusTag } from '../../shared/ui/StatusTag';
import { useObjectDialogs } from '../../shared/useObjectDialogs';
import { IssueCount } from '../task/IssueCount';
import { JobTypeTag } from './JobTypeTag';
import { MyIssues } from './MyIssues';
import { confirmDeleteJob, JOB_BULK_ACTIONS, jobActions, jobPath } from './jobActions';

const SORT_FIELDS = [
    { name: 'id', title: t('ID') },
    { name: 'updated_date', title: t('Updated') },
    { name: 'assignee', title: t('Assignee') },
    { name: 'stage', title: t('Stage') },
    { name: 'state', title: t('State') },
    { name: 'task_name', title: t('Task name') },
    { name: 'task_id', title: t('Task ID') },
    { name: 'project_name', title: t('Project name') },
    { name: 'project_id', title: t('Project ID') },
];

const FILTER_FIELDS = [
    FIELDS.state,
    FIELDS.stage,
    FIELDS.assignee,
    FIELDS.type,
    FIELDS.dimension,
    FIELDS.id,
    FIELDS.taskName,
    FIELDS.taskId,
    FIELDS.projectName,
    FIELDS.projectId,
    FIELDS.updated,
];

const COLUMNS: ListColumn<Job>[] = [
    {
        key: 'preview',
        width: 92,
        render: job => (
            <Link to={jobPath(job)} tabIndex={-1} aria-hidden>
                <Preview src={previewUrl('jobs', job.id)} width={72} height={48} />
            </Link>
        ),
    },
    {
        key: 'job',
        title: t('Job'),
        render: job => (
            <>
                <Link to={jobPath(job)} className="limn-main-link">
                    {t('Job #{id}', { id: job.id })}
                </Link>
                <JobTypeTag job={job} />
                {job.issues.count > 0 && <IssueCount job={job} />}
                <div className="limn-meta">
                    <Link to={`/tasks/${job.task_id}`}>
                        {job.task_name || t('task #{task_id}', { task_id: job.task_id })}
                    </Link>
                    {job.project_id !== null && (
                        <>
                            {' · '}
                            <Link to={`/projects/${job.project_id}`}>
                                {job.project_name || t('project #{project_id}', { project_id: job.project_id })}
                            </Link>
                        </>
                    )}
                </div>
            </>
        ),
    },
    {
        key: 'frames',
        title: t('Frames'),
        width: 140,
        render: job => (
            <span className="limn-number">
                {job.type === 'ground_truth'
                    ? t('chosen frames')
                    : t('{first}–{last}', { first: job.start_frame, last: job.stop_frame })}
                <div className="limn-meta">
                    {t('{frame_count, plural, one {# frame} other {# frames}}', { frame_count: job.frame_count })}
                </div>
            </span>
        ),
    },
    {
        key: 'assignee',
        title: t('Assignee'),
        width: 130,
        from: 'lg',
        ellipsis: true,
        render: job => job.assignee?.username,
    },
    { key: 'stage', title: t('Stage'), width: 120, render: job => <StatusTag status={job.stage} /> },
    { key: 'state', title: t('State'), width: 120, render: job => <StatusTag status={job.state} /> },
    {
        key: 'updated',
        title: t('Updated'),
        width: 120,
        from: 'lg',
        render: job => <Ago date={job.updated_date} />,
    },
];

export default function JobsPage() {
    const reason = whyNotNewTask(useMe());
    const { modal } = App.useApp();
    const client = useQueryClient();
    const username = useUsername();
    const control = useListState(12);
    const { open, dialogs } = useObjectDialogs();
    return (
        <Page title={t('Jobs')}>
            <ResourceList<Job>
                list="jobs"
                one="job"
                control={control}
                fetch={listJobs}
                sortFields={SORT_FIELDS}
                filterFields={FILTER_FIELDS}
                quickFilters={jobQuickFilters(username)}
                sizes={[12, 24, 48, 96]}
                nameOf={job => t('job #{id}', { id: job.id })}
                pathOf={jobPath}
                columns={COLUMNS}
                bulk={JOB_BULK_ACTIONS}
                toolbar={<MyIssues />}
                actionsOf={job =>
                    jobActions(job, {
                        open,
                        onDelete: () => confirmDeleteJob(modal, job, () => dropRecords(client, 'jobs', [job.id])),
                    })
                }
                empty={
                    <EmptyState
                        title={t('No jobs yet')}
                        text={
                            reason === null
                                ? t(
                                      'Jobs are the parts of a task that annotators work on. They appear when a task is created.',
                                  )
                                : t(
                                      'Jobs are the parts of a task that annotators work on. Those assigned to you appear here.',
                                  )
                        }
                        action={
                            <LinkButton to="/tasks/create" reason={reason}>
                                {t('New task')}
                            </LinkButton>
                        }
                    />
                }
            />
            {dialogs}
        </Page>
    );
}
