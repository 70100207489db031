import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Skeleton } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { getTask, patchTask, type TaskPatch } from '../../api';
import { useDatasetDialogs } from '../../shared/datasets/useDatasetDialogs';
import { SavedLabels } from '../../shared/labels/SavedLabels';
import { ActionMenu } from '../../shared/ui/ActionMenu';
import { EditableTitle } from '../../shared/ui/EditableTitle';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { useSaveRecord } from '../../shared/useSaveRecord';
import { confirmDeleteTask, taskTarget } from '../tasks/actions';
import { CreationNotice } from './CreationNotice';
import { JobsTable } from './JobsTable';
import { OpenJobButton } from './OpenJobButton';
import { TaskDetails } from './TaskDetails';

export default function TaskPage() {
    const id = Number(useParams().id);
    const key = ['task', id];
    const { modal } = App.useApp();
    const client = useQueryClient();
    const navigate = useNavigate();
    const task = useQuery({ queryKey: key, queryFn: ({ signal }) => getTask(id, signal) });
    const { openExport, openImport, dialogs } = useDatasetDialogs();
    const save = useSaveRecord(key, 'tasks', (patch: TaskPatch) => patchTask(id, patch));

    if (task.isError) {
        return (
            <Page title={`Task #${id}`}>
                <LoadError error={task.error} onRetry={task.refetch} />
            </Page>
        );
    }
    if (!task.data) {
        return (
            <Page title={`Task #${id}`}>
                <Skeleton active paragraph={{ rows: 8 }} />
            </Page>
        );
    }
    const data = task.data;
    return (
        <Page
            title={data.name}
            heading={<EditableTitle value={data.name} label="name of the task" onSave={name => save({ name })} />}
            subtitle={
                <>
                    Task #{id}
                    {data.project_id !== null && (
                        <>
                            {' in '}
                            <Link to={`/projects/${data.project_id}`}>
                                {data.project_name || `project #${data.project_id}`}
                            </Link>
                        </>
                    )}
                </>
            }
            actions={
                <>
                    <ActionMenu
                        label="Actions for this task"
                        text="Actions"
                        actions={[
                            {
                                key: 'export',
                                text: 'Export dataset',
                                disabled: !data.size,
                                run: () => openExport(taskTarget(data)),
                            },
                            {
                                key: 'import',
                                text: 'Import annotations',
                                disabled: !data.size,
                                run: () => openImport(taskTarget(data)),
                            },
                            {
                                key: 'delete',
                                text: 'Delete task',
                                danger: true,
                                run: () =>
                                    confirmDeleteTask(modal, data, async () => {
                                        await navigate(data.project_id ? `/projects/${data.project_id}` : '/tasks');
                                        await client.invalidateQueries({ queryKey: ['tasks'] });
                                    }),
                            },
                        ]}
                    />
                    <OpenJobButton task={data} />
                </>
            }
        >
            <div className="limn-stack">
                <CreationNotice task={data} />
                <TaskDetails task={data} save={save} />
                <JobsTable task={data} />
                {data.project_id === null && <SavedLabels owner="tasks" id={id} />}
            </div>
            {dialogs}
        </Page>
    );
}
