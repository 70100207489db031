import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Card, Skeleton } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getProject, patchProject, previewUrl, type Project, type ProjectWrite } from '../../api';
import { displayName } from '../../app/session';
import { useDatasetDialogs } from '../../shared/datasets/useDatasetDialogs';
import { SavedLabels } from '../../shared/labels/SavedLabels';
import { ActionMenu } from '../../shared/ui/ActionMenu';
import { Ago } from '../../shared/ui/Ago';
import { EditableText } from '../../shared/ui/EditableText';
import { EditableTitle } from '../../shared/ui/EditableTitle';
import { Facts } from '../../shared/ui/Facts';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { Preview } from '../../shared/ui/Preview';
import { StatusTag } from '../../shared/ui/StatusTag';
import { TrackerLink } from '../../shared/ui/TrackerLink';
import { UserSelect } from '../../shared/ui/UserSelect';
import { useSaveRecord } from '../../shared/useSaveRecord';
import { TaskList } from '../tasks/TaskList';
import { confirmDeleteProject, projectTarget } from './actions';

function Details({ project, save }: { project: Project; save: (patch: Partial<ProjectWrite>) => Promise<boolean> }) {
    const [assigning, setAssigning] = useState(false);
    return (
        <Card>
            <div className="limn-details-grid">
                <Preview
                    src={project.tasks.count ? previewUrl('projects', project.id, project.updated_date) : null}
                    width="100%"
                    height={160}
                />
                <Facts
                    facts={[
                        ['Owner', project.owner ? displayName(project.owner) : 'Nobody'],
                        [
                            'Assignee',
                            <UserSelect
                                key="assignee"
                                label="Assignee of the project"
                                value={project.assignee}
                                loading={assigning}
                                onChange={async user => {
                                    setAssigning(true);
                                    await save({ assignee_id: user?.id ?? null });
                                    setAssigning(false);
                                }}
                            />,
                        ],
                        ['Status', <StatusTag key="status" status={project.status} />],
                        [
                            'Issue tracker',
                            <EditableText
                                key="tracker"
                                label="issue tracker"
                                placeholder="None"
                                value={project.bug_tracker}
                                render={url => <TrackerLink url={url} />}
                                onSave={bug_tracker => save({ bug_tracker })}
                            />,
                        ],
                        ['Created', <Ago key="created" date={project.created_date} />],
                        ['Updated', <Ago key="updated" date={project.updated_date} />],
                    ]}
                />
            </div>
        </Card>
    );
}

export default function ProjectPage() {
    const id = Number(useParams().id);
    const key = ['project', id];
    const { modal } = App.useApp();
    const client = useQueryClient();
    const navigate = useNavigate();
    const project = useQuery({ queryKey: key, queryFn: ({ signal }) => getProject(id, signal) });
    const { openExport, openImport, dialogs } = useDatasetDialogs();
    const save = useSaveRecord(key, 'projects', (patch: Partial<ProjectWrite>) => patchProject(id, patch));

    if (project.isError) {
        return (
            <Page title={`Project #${id}`}>
                <LoadError error={project.error} onRetry={project.refetch} />
            </Page>
        );
    }
    if (!project.data) {
        return (
            <Page title={`Project #${id}`}>
                <Skeleton active paragraph={{ rows: 8 }} />
            </Page>
        );
    }
    const data = project.data;
    return (
        <Page
            title={data.name}
            heading={<EditableTitle value={data.name} label="name of the project" onSave={name => save({ name })} />}
            subtitle={`Project #${id}`}
            actions={
                <>
                    <ActionMenu
                        label="Actions for this project"
                        text="Actions"
                        actions={[
                            { key: 'export', text: 'Export dataset', run: () => openExport(projectTarget(data)) },
                            { key: 'import', text: 'Import dataset', run: () => openImport(projectTarget(data)) },
                            {
                                key: 'delete',
                                text: 'Delete project',
                                danger: true,
                                run: () =>
                                    confirmDeleteProject(modal, data, async () => {
                                        await navigate('/projects');
                                        await client.invalidateQueries({ queryKey: ['projects'] });
                                    }),
                            },
                        ]}
                    />
                    <LinkButton to={`/tasks/create?projectId=${id}`}>New task</LinkButton>
                </>
            }
        >
            <div className="limn-stack">
                <Details project={data} save={save} />
                <SavedLabels owner="projects" id={id} />
                <section aria-label="Tasks of the project">
                    <TaskList projectId={id} />
                </section>
            </div>
            {dialogs}
        </Page>
    );
}
