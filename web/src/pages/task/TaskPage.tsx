import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Skeleton } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiError, getTask, patchTask, type Task, type TaskPatch } from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { SavedLabels } from '../../shared/labels/SavedLabels';
import { t } from '../../shared/language';
import { rich } from '../../shared/language/rich';
import { askAgainBut, dropRecords } from '../../shared/list/records';
import { useMe } from '../../shared/rights/useMe';
import { useDestinations } from '../../shared/transfer/transfer';
import { ActionMenu } from '../../shared/ui/ActionMenu';
import { EditableTitle } from '../../shared/ui/EditableTitle';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { useObjectDialogs } from '../../shared/useObjectDialogs';
import { useSaveRecord } from '../../shared/useSaveRecord';
import { confirmDeleteTask, taskActions } from '../tasks/actions';
import { AddFiles } from './AddFiles';
import './addFiles.css';
import { CreationNotice } from './CreationNotice';
import { JobsTable } from './JobsTable';
import { OpenJobButton } from './OpenJobButton';
import { TaskDetails } from './TaskDetails';

function TaskHead({ task }: { task: Task }) {
    if (task.project_id === null) return <>{t('Task #{id}', { id: task.id })}</>;
    return (
        <>
            {rich('Task #{id} in {project_name}', {
                id: task.id,
                project_name: (
                    <Link to={`/projects/${task.project_id}`}>
                        {task.project_name || t('project #{project_id}', { project_id: task.project_id })}
                    </Link>
                ),
            })}
        </>
    );
}

function TaskView({ task }: { task: Task }) {
    const { id } = task;
    const { modal } = App.useApp();
    const client = useQueryClient();
    const navigate = useNavigate();
    const { open, dialogs } = useObjectDialogs();
    const me = useMe();
    const hasOtherWorkspaces = useDestinations().length > 0;
    const save = useSaveRecord(['task', id], 'tasks', (patch: TaskPatch) => patchTask(id, patch));
    const onDelete = () =>
        confirmDeleteTask(modal, task, async () => {
            await navigate(task.project_id ? `/projects/${task.project_id}` : '/tasks');
            dropRecords(client, 'tasks', [id]);
            askAgainBut(client, 'tasks');
        });
    return (
        <Page
            title={task.name}
            heading={<EditableTitle value={task.name} label={t('name of the task')} onSave={name => save({ name })} />}
            subtitle={<TaskHead task={task} />}
            actions={
                <>
                    {!!task.size && task.dimension === '2d' && (
                        <LinkButton to={`/tasks/${id}/gallery`} type="default" icon={null}>
                            {t('Gallery')}
                        </LinkButton>
                    )}
                    {task.project_id === null && (
                        <LinkButton to={`/tasks/${id}/guide`} type="default" icon={null}>
                            {t('Guide')}
                        </LinkButton>
                    )}
                    {task.validation_mode !== null && (
                        <LinkButton to={`/tasks/${id}/quality-control`} type="default" icon={null}>
                            {t('Validation')}
                        </LinkButton>
                    )}
                    {!!task.size && task.dimension === '2d' && <AddFiles task={task} />}
                    <ActionMenu
                        label={t('Actions for this task')}
                        text={t('Actions')}
                        actions={taskActions(task, { me, open, onDelete, hasOtherWorkspaces })}
                    />
                    <OpenJobButton task={task} />
                </>
            }
        >
            <div className="limn-stack">
                <CreationNotice task={task} />
                <TaskDetails task={task} save={save} />
                <JobsTable task={task} />
                {task.project_id === null && <SavedLabels owner="tasks" id={id} guideId={task.guide_id} />}
            </div>
            {dialogs}
        </Page>
    );
}

/** Who annotates a job of a task may see the job, not always the task. */
const isRefused = (error: unknown) => error instanceof ApiError && error.status === 403;

const jobsOf = (task: number) =>
    `/jobs?filter=${encodeURIComponent(JSON.stringify({ and: [{ '==': [{ var: 'task_id' }, task] }] }))}`;

export default function TaskPage() {
    const id = Number(useParams().id);
    const task = useQuery({ queryKey: ['task', id], queryFn: ({ signal }) => getTask(id, signal) });
    if (!task.data) {
        return (
            <Page title={t('Task #{id}', { id })}>
                {task.isError ? (
                    <LoadError
                        error={task.error}
                        onRetry={task.refetch}
                        more={isRefused(task.error) && <Link to={jobsOf(id)}>{t('Your jobs of this task')}</Link>}
                    />
                ) : (
                    <Skeleton active paragraph={{ rows: 8 }} />
                )}
            </Page>
        );
    }
    return (
        <InWorkspaceOf organizationId={task.data.organization_id} what={t('task #{id}', { id })}>
            <TaskView key={id} task={task.data} />
        </InWorkspaceOf>
    );
}
