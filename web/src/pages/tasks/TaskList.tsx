import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { listTasks, previewUrl, type Task } from '../../api';
import { useUsername } from '../../app/session';
import { useDatasetDialogs } from '../../shared/datasets/useDatasetDialogs';
import { formatCount } from '../../shared/format';
import { FIELDS, resourceQuickFilters } from '../../shared/list/fields';
import { ListToolbar } from '../../shared/list/ListToolbar';
import { Pager } from '../../shared/list/Pager';
import { isNarrowed, useListState } from '../../shared/list/state';
import { useList } from '../../shared/list/useList';
import { ActionMenu, type Action } from '../../shared/ui/ActionMenu';
import { Ago } from '../../shared/ui/Ago';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { Preview } from '../../shared/ui/Preview';
import { StatusTag } from '../../shared/ui/StatusTag';
import { confirmDeleteTask, taskTarget } from './actions';
import { TaskProgress } from './TaskProgress';

const SORT_FIELDS = [
    { name: 'id', title: 'ID' },
    { name: 'name', title: 'Name' },
    { name: 'updated_date', title: 'Updated' },
    { name: 'status', title: 'Status' },
    { name: 'owner', title: 'Owner' },
    { name: 'assignee', title: 'Assignee' },
    { name: 'subset', title: 'Subset' },
    { name: 'mode', title: 'Data' },
    { name: 'dimension', title: 'Dimension' },
];

const PROJECT_SORT_FIELDS = [
    { name: 'project_name', title: 'Project name' },
    { name: 'project_id', title: 'Project ID' },
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
    const what = task.mode === 'interpolation' ? 'video' : task.dimension === '3d' ? 'point clouds' : 'images';
    return [
        `#${task.id}`,
        task.size ? `${formatCount(task.size, 'frame')}, ${what}` : null,
        task.subset || null,
        task.owner ? `by ${task.owner.username}` : null,
    ]
        .filter(Boolean)
        .join(' · ');
}

function columns(inProject: boolean, actions: (task: Task) => Action[]): TableColumnsType<Task> {
    return [
        {
            key: 'preview',
            width: 92,
            render: (_, task) => (
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
            title: 'Task',
            render: (_, task) => (
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
                                    {task.project_name || `project #${task.project_id}`}
                                </Link>
                            </>
                        )}
                    </div>
                </>
            ),
        },
        {
            key: 'progress',
            title: 'Progress',
            width: 220,
            render: (_, task) => <TaskProgress task={task} />,
        },
        {
            key: 'assignee',
            title: 'Assignee',
            width: 120,
            ellipsis: true,
            responsive: ['lg'],
            render: (_, task) => task.assignee?.username,
        },
        {
            key: 'status',
            title: 'Status',
            width: 120,
            render: (_, task) => <StatusTag status={task.status} />,
        },
        {
            key: 'updated',
            title: 'Updated',
            width: 120,
            responsive: ['md'],
            render: (_, task) => <Ago date={task.updated_date} />,
        },
        {
            key: 'actions',
            width: 52,
            render: (_, task) => <ActionMenu label={`Actions for task ${task.name}`} actions={actions(task)} />,
        },
    ];
}

/** The tasks the user can see, or those of one project. */
export function TaskList({ projectId }: { projectId?: number }) {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const username = useUsername();
    const control = useListState(10);
    const inProject = projectId !== undefined;
    const tasks = useList('tasks', listTasks, control, {
        fixed: inProject ? { project_id: projectId } : undefined,
    });
    const { openExport, openImport, dialogs } = useDatasetDialogs();
    const create = inProject ? `/tasks/create?projectId=${projectId}` : '/tasks/create';

    const actions = (task: Task): Action[] => [
        { key: 'export', text: 'Export dataset', disabled: !task.size, run: () => openExport(taskTarget(task)) },
        { key: 'import', text: 'Import annotations', disabled: !task.size, run: () => openImport(taskTarget(task)) },
        {
            key: 'delete',
            text: 'Delete',
            danger: true,
            run: () => confirmDeleteTask(modal, task, () => client.invalidateQueries({ queryKey: ['tasks'] })),
        },
    ];

    const page = tasks.data;
    const empty = isNarrowed(control.state) ? (
        <EmptyState title="No task matches" action={<Button onClick={control.reset}>Clear search and filter</Button>} />
    ) : (
        <EmptyState
            title={inProject ? 'No tasks in this project yet' : 'No tasks yet'}
            text="A task is a set of images or a video to annotate. Drop files in to make the first one."
            action={<LinkButton to={create}>New task</LinkButton>}
        />
    );
    return (
        <>
            <ListToolbar
                control={control}
                what="tasks"
                sortFields={inProject ? SORT_FIELDS : [...SORT_FIELDS, ...PROJECT_SORT_FIELDS]}
                filterFields={inProject ? FILTER_FIELDS : [...FILTER_FIELDS, ...PROJECT_FILTER_FIELDS]}
                quickFilters={resourceQuickFilters(username)}
            />
            {tasks.isError ? (
                <LoadError error={tasks.error} onRetry={tasks.refetch} />
            ) : (
                <Table<Task>
                    className={tasks.isPlaceholderData ? 'limn-panel limn-table limn-stale' : 'limn-panel limn-table'}
                    rowKey="id"
                    columns={columns(inProject, actions)}
                    dataSource={page?.results}
                    loading={tasks.isPending}
                    pagination={false}
                    locale={{ emptyText: tasks.isPending ? ' ' : empty }}
                />
            )}
            <Pager control={control} count={page?.count} />
            {dialogs}
        </>
    );
}
