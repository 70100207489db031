import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { listTasks, previewUrl, type Project, type Task } from '../../api';
import { useUsername } from '../../app/session';
import { t } from '../../shared/language';
import { FIELDS, resourceQuickFilters } from '../../shared/list/fields';
import type { ListColumn } from '../../shared/list/ListTable';
import { askAgainBut, dropRecords } from '../../shared/list/records';
import { ResourceList } from '../../shared/list/ResourceList';
import { useListState } from '../../shared/list/state';
import { useDestinations } from '../../shared/transfer/transfer';
import { Ago } from '../../shared/ui/Ago';
import { whyNotNewTask } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LinkButton } from '../../shared/ui/LinkButton';
import { Preview } from '../../shared/ui/Preview';
import { StatusTag } from '../../shared/ui/StatusTag';
import { useObjectDialogs } from '../../shared/useObjectDialogs';
import { confirmDeleteTask, taskActions, taskBulkActions } from './actions';
import { TaskProgress } from './TaskProgress';

const SORT_FIELDS = [
    { name: 'id', title: t('ID') },
    { name: 'name', title: t('Name') },
    { name: 'updated_date', title: t('Updated') },
    { name: 'status', title: t('Status') },
    { name: 'owner', title: t('Owner') },
    { name: 'assignee', title: t('Assignee') },
    { name: 'subset', title: t('Subset') },
    { name: 'mode', title: t('Data') },
    { name: 'dimension', title: t('Dimension') },
];

const PROJECT_SORT_FIELDS = [
    { name: 'project_name', title: t('Project name') },
    { name: 'project_id', title: t('Project ID') },
];

const FILTER_FIELDS = [
    FIELDS.name,
    FIELDS.id,
    FIELDS.status,
    FIELDS.owner,
    FIELDS.assignee,
    FIELDS.subset,
    FIELDS.mode,
    FIELDS.dimension,
    FIELDS.updated,
];

const PROJECT_FILTER_FIELDS = [FIELDS.projectName, FIELDS.projectId];

function describe(task: Task): string {
    const what = task.mode === 'interpolation' ? t('video') : task.dimension === '3d' ? t('point clouds') : t('images');
    return [
        `#${task.id}`,
        task.size ? t('{count, plural, one {# frame} other {# frames}}, {what}', { count: task.size, what }) : null,
        task.subset || null,
        task.owner ? t('by {username}', { username: task.owner.username }) : null,
    ]
        .filter(Boolean)
        .join(' · ');
}

function columns(inProject: boolean): ListColumn<Task>[] {
    return [
        {
            key: 'preview',
            width: 92,
            render: task => (
                <Link to={`/tasks/${task.id}`} tabIndex={-1} aria-hidden>
                    <Preview
                        src={task.size ? previewUrl('tasks', task.id, task.updated_date) : null}
                        width={72}
                        height={48}
                    />
                </Link>
            ),
        },
        {
            key: 'name',
            title: t('Task'),
            render: task => (
                <>
                    <Link to={`/tasks/${task.id}`} className="limn-main-link">
                        {task.name}
                    </Link>
                    <div className="limn-meta">
                        {describe(task)}
                        {!inProject && task.project_id !== null && (
                            <>
                                {' · '}
                                <Link to={`/projects/${task.project_id}`}>
                                    {task.project_name || t('project #{project_id}', { project_id: task.project_id })}
                                </Link>
                            </>
                        )}
                    </div>
                </>
            ),
        },
        {
            key: 'progress',
            title: t('Progress'),
            width: 220,
            render: task => <TaskProgress task={task} />,
        },
        {
            key: 'assignee',
            title: t('Assignee'),
            width: 120,
            ellipsis: true,
            from: 'lg',
            render: task => task.assignee?.username,
        },
        {
            key: 'status',
            title: t('Status'),
            width: 120,
            render: task => <StatusTag status={task.status} />,
        },
        {
            key: 'updated',
            title: t('Updated'),
            width: 120,
            from: 'lg',
            render: task => <Ago date={task.updated_date} />,
        },
    ];
}

const subsetOf = (task: Task) => task.subset || t('No subset');

const COLUMNS = columns(false);
const COLUMNS_IN_PROJECT = columns(true);

/** The tasks the user can see, or those of one project. */
export function TaskList({ project }: { project?: Project }) {
    const projectId = project?.id;
    const me = useMe();
    const reason = whyNotNewTask(me, project);
    const { modal } = App.useApp();
    const client = useQueryClient();
    const username = useUsername();
    const inProject = projectId !== undefined;
    const control = useListState(10, inProject ? 'subset,-id' : '-id');
    const bySubset = inProject && /^-?subset\b/.test(control.state.sort);
    const { open, dialogs } = useObjectDialogs();
    const hasOtherWorkspaces = useDestinations().length > 0;
    const bulk = useMemo(() => taskBulkActions(hasOtherWorkspaces), [hasOtherWorkspaces]);
    const create = inProject ? `/tasks/create?projectId=${projectId}` : '/tasks/create';

    return (
        <>
            <ResourceList<Task>
                list={inProject ? 'projectTasks' : 'tasks'}
                cache="tasks"
                one="task"
                control={control}
                fetch={listTasks}
                fixed={inProject ? { project_id: projectId } : undefined}
                sortFields={inProject ? SORT_FIELDS : [...SORT_FIELDS, ...PROJECT_SORT_FIELDS]}
                filterFields={inProject ? FILTER_FIELDS : [...FILTER_FIELDS, ...PROJECT_FILTER_FIELDS]}
                quickFilters={resourceQuickFilters(username)}
                nameOf={task => t('task {name}', { name: task.name })}
                pathOf={task => `/tasks/${task.id}`}
                columns={inProject ? COLUMNS_IN_PROJECT : COLUMNS}
                groupOf={bySubset ? subsetOf : undefined}
                bulk={bulk}
                actionsOf={task =>
                    taskActions(task, {
                        me,
                        open,
                        hasOtherWorkspaces,
                        onDelete: () =>
                            confirmDeleteTask(modal, task, () => {
                                dropRecords(client, 'tasks', [task.id]);
                                askAgainBut(client, 'tasks');
                            }),
                    })
                }
                empty={
                    <EmptyState
                        title={inProject ? t('No tasks in this project yet') : t('No tasks yet')}
                        text={
                            reason ??
                            t(
                                'A task is a set of images or a video to annotate. Drop files in to make the first one, or bring one along in a backup.',
                            )
                        }
                        action={
                            <Flex gap={8} justify="center">
                                <LinkButton to={create} reason={reason}>
                                    {t('New task')}
                                </LinkButton>
                                {!inProject && reason === null && (
                                    <Button onClick={() => open({ kind: 'restore', owner: 'tasks' })}>
                                        {t('Restore a backup')}
                                    </Button>
                                )}
                            </Flex>
                        }
                    />
                }
            />
            {dialogs}
        </>
    );
}
