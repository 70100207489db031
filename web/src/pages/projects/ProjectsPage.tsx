import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { listProjects, previewUrl, type Project } from '../../api';
import { useUsername } from '../../app/session';
import { t } from '../../shared/language';
import { FIELDS, resourceQuickFilters } from '../../shared/list/fields';
import { askAgainBut, dropRecords } from '../../shared/list/records';
import { ResourceList, type CardParts } from '../../shared/list/ResourceList';
import { useListState } from '../../shared/list/state';
import { disabledBy, whyNotNewProject, whyNotNewTask } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { useDestinations } from '../../shared/transfer/transfer';
import { Ago } from '../../shared/ui/Ago';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LinkButton } from '../../shared/ui/LinkButton';
import { NewMenu } from '../../shared/ui/NewMenu';
import { Page } from '../../shared/ui/Page';
import { Preview } from '../../shared/ui/Preview';
import { StatusTag } from '../../shared/ui/StatusTag';
import { useServesWebhooks } from '../../shared/useServesWebhooks';
import { useObjectDialogs } from '../../shared/useObjectDialogs';
import { confirmDeleteProject, projectActions, projectBulkActions } from './actions';

const SORT_FIELDS = [
    { name: 'id', title: t('ID') },
    { name: 'name', title: t('Name') },
    { name: 'updated_date', title: t('Updated') },
    { name: 'status', title: t('Status') },
    { name: 'owner', title: t('Owner') },
    { name: 'assignee', title: t('Assignee') },
];

const FILTER_FIELDS = [FIELDS.name, FIELDS.id, FIELDS.status, FIELDS.owner, FIELDS.assignee, FIELDS.updated];

function ProjectCard({ project, check, menu }: CardParts & { project: Project }) {
    const path = `/projects/${project.id}`;
    const hasPreview = project.tasks.count > 0;
    const people = [
        project.owner?.username,
        project.assignee && t('for {username}', { username: project.assignee.username }),
    ].filter(Boolean);
    return (
        <>
            <Link to={path} tabIndex={-1} aria-hidden>
                <Preview
                    src={hasPreview ? previewUrl('projects', project.id, project.updated_date) : null}
                    width="100%"
                    height={140}
                />
            </Link>
            <span className="limn-card-check">{check}</span>
            <div className="limn-card-body">
                <Flex justify="space-between" gap={4}>
                    <Link to={path} className="limn-main-link limn-ellipsis" title={project.name}>
                        {project.name}
                    </Link>
                    {menu}
                </Flex>
                <Flex justify="space-between" align="center" gap={8}>
                    <span className="limn-meta">
                        {[
                            `#${project.id}`,
                            t('{count, plural, one {# task} other {# tasks}}', { count: project.tasks.count }),
                            ...people,
                        ].join(' · ')}
                    </span>
                    <StatusTag status={project.status} />
                </Flex>
                <span className="limn-meta">
                    {t('Updated')} <Ago date={project.updated_date} />
                </span>
            </div>
        </>
    );
}

export default function ProjectsPage() {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const username = useUsername();
    const control = useListState(12);
    const { open, dialogs } = useObjectDialogs();
    const hasOtherWorkspaces = useDestinations().length > 0;
    const hasWebhooks = useServesWebhooks();
    const bulk = useMemo(() => projectBulkActions(hasOtherWorkspaces), [hasOtherWorkspaces]);
    const me = useMe();
    const reason = whyNotNewProject(me);
    const create = (
        <LinkButton to="/projects/create" reason={reason}>
            {t('New project')}
        </LinkButton>
    );
    const restore = () => open({ kind: 'restore', owner: 'projects' });

    return (
        <Page
            title={t('Projects')}
            actions={
                <>
                    <NewMenu
                        actions={[
                            {
                                key: 'restore',
                                text: t('Restore a project from a backup'),
                                run: restore,
                                ...disabledBy(reason),
                            },
                        ]}
                    />
                    {create}
                </>
            }
        >
            <ResourceList<Project>
                list="projects"
                one="project"
                control={control}
                fetch={listProjects}
                sortFields={SORT_FIELDS}
                filterFields={FILTER_FIELDS}
                quickFilters={resourceQuickFilters(username)}
                sizes={[12, 24, 48, 96]}
                nameOf={project => t('project {name}', { name: project.name })}
                pathOf={project => `/projects/${project.id}`}
                bulk={bulk}
                card={(project, parts) => <ProjectCard project={project} {...parts} />}
                actionsOf={project =>
                    projectActions(project, {
                        me,
                        open,
                        hasOtherWorkspaces,
                        hasWebhooks,
                        onDelete: () =>
                            confirmDeleteProject(modal, project, () => {
                                dropRecords(client, 'projects', [project.id]);
                                askAgainBut(client, 'projects');
                            }),
                    })
                }
                empty={
                    <EmptyState
                        title={t('No projects yet')}
                        text={t(
                            'A project holds tasks that share one set of labels. Start with one when you plan several tasks; for a single one, go straight to a task.',
                        )}
                        action={
                            <Flex gap={8} justify="center" wrap>
                                {create}
                                <LinkButton to="/tasks/create" type="default" icon={null} reason={whyNotNewTask(me)}>
                                    {t('New task')}
                                </LinkButton>
                                {reason === null && <Button onClick={restore}>{t('Restore a backup')}</Button>}
                            </Flex>
                        }
                    />
                }
            />
            {dialogs}
        </Page>
    );
}
