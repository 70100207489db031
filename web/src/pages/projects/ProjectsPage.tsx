import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Skeleton } from 'antd';
import { Link } from 'react-router';
import { listProjects, previewUrl, type Project } from '../../api';
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
import { Page } from '../../shared/ui/Page';
import { Preview } from '../../shared/ui/Preview';
import { StatusTag } from '../../shared/ui/StatusTag';
import { confirmDeleteProject, projectTarget } from './actions';

const SORT_FIELDS = [
    { name: 'id', title: 'ID' },
    { name: 'name', title: 'Name' },
    { name: 'updated_date', title: 'Updated' },
    { name: 'status', title: 'Status' },
    { name: 'owner', title: 'Owner' },
    { name: 'assignee', title: 'Assignee' },
];

const FILTER_FIELDS = [FIELDS.name, FIELDS.id, FIELDS.status, FIELDS.owner, FIELDS.assignee, FIELDS.updated];

function ProjectCard({ project, actions }: { project: Project; actions: Action[] }) {
    const path = `/projects/${project.id}`;
    const hasPreview = project.tasks.count > 0;
    return (
        <article className="limn-panel limn-card">
            <Link to={path} tabIndex={-1} aria-hidden>
                <Preview
                    src={hasPreview ? previewUrl('projects', project.id, project.updated_date) : null}
                    width="100%"
                    height={140}
                />
            </Link>
            <div className="limn-card-body">
                <Flex justify="space-between" gap={4}>
                    <Link to={path} className="limn-main-link limn-ellipsis" title={project.name}>
                        {project.name}
                    </Link>
                    <ActionMenu label={`Actions for project ${project.name}`} actions={actions} />
                </Flex>
                <Flex justify="space-between" align="center" gap={8}>
                    <span className="limn-meta">
                        #{project.id} · {formatCount(project.tasks.count, 'task')}
                        {project.owner && ` · ${project.owner.username}`}
                    </span>
                    <StatusTag status={project.status} />
                </Flex>
                <span className="limn-meta">
                    Updated <Ago date={project.updated_date} />
                </span>
            </div>
        </article>
    );
}

export default function ProjectsPage() {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const username = useUsername();
    const control = useListState(12);
    const projects = useList('projects', listProjects, control);
    const { openExport, openImport, dialogs } = useDatasetDialogs();
    const create = <LinkButton to="/projects/create">New project</LinkButton>;

    const actions = (project: Project): Action[] => [
        { key: 'export', text: 'Export dataset', run: () => openExport(projectTarget(project)) },
        { key: 'import', text: 'Import dataset', run: () => openImport(projectTarget(project)) },
        {
            key: 'delete',
            text: 'Delete',
            danger: true,
            run: () => confirmDeleteProject(modal, project, () => client.invalidateQueries({ queryKey: ['projects'] })),
        },
    ];

    const page = projects.data;
    return (
        <Page title="Projects" actions={create}>
            <ListToolbar
                control={control}
                what="projects"
                sortFields={SORT_FIELDS}
                filterFields={FILTER_FIELDS}
                quickFilters={resourceQuickFilters(username)}
            />
            {projects.isError && <LoadError error={projects.error} onRetry={projects.refetch} />}
            {projects.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
            {page?.count === 0 &&
                (isNarrowed(control.state) ? (
                    <EmptyState
                        title="No project matches"
                        action={<Button onClick={control.reset}>Clear search and filter</Button>}
                    />
                ) : (
                    <EmptyState
                        title="No projects yet"
                        text="A project holds tasks that share one set of labels. Start with one when you plan several tasks."
                        action={create}
                    />
                ))}
            <div className={projects.isPlaceholderData ? 'limn-cards limn-stale' : 'limn-cards'}>
                {page?.results.map(project => (
                    <ProjectCard key={project.id} project={project} actions={actions(project)} />
                ))}
            </div>
            <Pager control={control} count={page?.count} sizes={[12, 24, 48, 96]} />
            {dialogs}
        </Page>
    );
}
