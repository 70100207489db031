import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Card, Skeleton } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getProject, patchProject, previewUrl, type Project, type ProjectWrite } from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { displayName } from '../../app/session';
import { SavedLabels } from '../../shared/labels/SavedLabels';
import { t } from '../../shared/language';
import { askAgainBut, dropRecords } from '../../shared/list/records';
import { SavedStorage } from '../../shared/storages/SavedStorage';
import { disabledBy, whyNotNewTask } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { useDestinations } from '../../shared/transfer/transfer';
import { ActionMenu } from '../../shared/ui/ActionMenu';
import { Ago } from '../../shared/ui/Ago';
import { EditableText } from '../../shared/ui/EditableText';
import { EditableTitle } from '../../shared/ui/EditableTitle';
import { Facts } from '../../shared/ui/Facts';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { NewMenu } from '../../shared/ui/NewMenu';
import { Page } from '../../shared/ui/Page';
import { Preview } from '../../shared/ui/Preview';
import { StatusTag } from '../../shared/ui/StatusTag';
import { TrackerLink } from '../../shared/ui/TrackerLink';
import { UserSelect } from '../../shared/ui/UserSelect';
import { useObjectDialogs } from '../../shared/useObjectDialogs';
import { useServesWebhooks } from '../../shared/useServesWebhooks';
import { useSaveRecord } from '../../shared/useSaveRecord';
import { TaskList } from '../tasks/TaskList';
import { confirmDeleteProject, projectActions } from './actions';

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
                        [t('Owner'), project.owner ? displayName(project.owner) : t('Nobody')],
                        [
                            t('Assignee'),
                            <UserSelect
                                key="assignee"
                                label={t('Assignee of the project')}
                                value={project.assignee}
                                loading={assigning}
                                onChange={async user => {
                                    setAssigning(true);
                                    await save({ assignee_id: user?.id ?? null });
                                    setAssigning(false);
                                }}
                            />,
                        ],
                        [t('Status'), <StatusTag key="status" status={project.status} />],
                        [
                            t('Issue tracker'),
                            <EditableText
                                key="tracker"
                                label={t('issue tracker')}
                                placeholder={t('None')}
                                value={project.bug_tracker}
                                render={url => <TrackerLink url={url} />}
                                onSave={bug_tracker => save({ bug_tracker })}
                            />,
                        ],
                        [
                            t('Imports from'),
                            <SavedStorage
                                key="source"
                                what={t('project')}
                                kind="source"
                                value={project.source_storage}
                                save={save}
                            />,
                        ],
                        [
                            t('Exports to'),
                            <SavedStorage
                                key="target"
                                what={t('project')}
                                kind="target"
                                value={project.target_storage}
                                save={save}
                            />,
                        ],
                        [t('Created'), <Ago key="created" date={project.created_date} />],
                        [t('Updated'), <Ago key="updated" date={project.updated_date} />],
                    ]}
                />
            </div>
        </Card>
    );
}

function ProjectView({ project }: { project: Project }) {
    const { id } = project;
    const { modal } = App.useApp();
    const client = useQueryClient();
    const navigate = useNavigate();
    const { open, dialogs } = useObjectDialogs();
    const hasOtherWorkspaces = useDestinations().length > 0;
    const hasWebhooks = useServesWebhooks();
    const me = useMe();
    const reason = whyNotNewTask(me, project);
    const save = useSaveRecord(['project', id], 'projects', (patch: Partial<ProjectWrite>) => patchProject(id, patch));
    const onDelete = () =>
        confirmDeleteProject(modal, project, async () => {
            await navigate('/projects');
            dropRecords(client, 'projects', [id]);
            askAgainBut(client, 'projects');
        });
    return (
        <Page
            title={project.name}
            heading={
                <EditableTitle value={project.name} label={t('name of the project')} onSave={name => save({ name })} />
            }
            subtitle={t('Project #{id}', { id })}
            actions={
                <>
                    <LinkButton to={`/projects/${id}/guide`} type="default" icon={null}>
                        {t('Guide')}
                    </LinkButton>
                    <ActionMenu
                        label={t('Actions for this project')}
                        text={t('Actions')}
                        actions={projectActions(project, { me, open, onDelete, hasOtherWorkspaces, hasWebhooks })}
                    />
                    <NewMenu
                        actions={[
                            {
                                key: 'many',
                                text: t('Many tasks, one for each video or folder'),
                                to: `/tasks/create?projectId=${id}&many=true`,
                                ...disabledBy(reason),
                            },
                            {
                                key: 'restore',
                                text: t('Restore a task from a backup'),
                                run: () => open({ kind: 'restore', owner: 'tasks', into: project }),
                                ...disabledBy(reason),
                            },
                        ]}
                    />
                    <LinkButton to={`/tasks/create?projectId=${id}`} reason={reason}>
                        {t('New task')}
                    </LinkButton>
                </>
            }
        >
            <div className="limn-stack">
                <Details project={project} save={save} />
                <SavedLabels owner="projects" id={id} guideId={project.guide_id} />
                <section aria-label={t('Tasks of the project')}>
                    <TaskList project={project} />
                </section>
            </div>
            {dialogs}
        </Page>
    );
}

export default function ProjectPage() {
    const id = Number(useParams().id);
    const project = useQuery({ queryKey: ['project', id], queryFn: ({ signal }) => getProject(id, signal) });
    if (!project.data) {
        return (
            <Page title={t('Project #{id}', { id })}>
                {project.isError ? (
                    <LoadError error={project.error} onRetry={project.refetch} />
                ) : (
                    <Skeleton active paragraph={{ rows: 8 }} />
                )}
            </Page>
        );
    }
    return (
        <InWorkspaceOf organizationId={project.data.organization_id} what={t('project #{id}', { id })}>
            <ProjectView key={id} project={project.data} />
        </InWorkspaceOf>
    );
}
