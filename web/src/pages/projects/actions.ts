import type { HookAPI } from 'antd/es/modal/useModal';
import { deleteProject, patchProject, type Project } from '../../api';
import type { BulkAction } from '../../shared/bulk/actions';
import { assignAction, backupAction, deleteAction, exportAction, transferAction } from '../../shared/bulk/forms';
import type { DatasetTarget } from '../../shared/datasets/formats';
import { t } from '../../shared/language';
import { reportError, reportSuccess } from '../../shared/notices';
import { disabledBy, whyNotDisposeProject, type Me } from '../../shared/rights/rights';
import type { Transferred } from '../../shared/transfer/transfer';
import type { Action } from '../../shared/ui/ActionMenu';
import { confirmDanger } from '../../shared/ui/confirm';
import type { useObjectDialogs } from '../../shared/useObjectDialogs';

export function projectTarget(project: Project): DatasetTarget {
    return {
        owner: 'projects',
        id: project.id,
        title: t('project #{id}', { id: project.id }),
        dimension: project.dimension,
    };
}

const isCloud = (storage: Project['source_storage']) => storage?.location === 'cloud_storage';

function transferred(project: Project): Transferred {
    const usesCloud = isCloud(project.source_storage) || isCloud(project.target_storage);
    return { owner: 'projects', id: project.id, usesCloud };
}

export function confirmDeleteProject(modal: HookAPI, project: Project, after: () => unknown): void {
    confirmDanger(modal, {
        title: t('Delete the project “{name}”?', { name: project.name }),
        content: project.tasks.count
            ? t(
                  'Its {count, plural, one {# task} other {# tasks}}, with all images, jobs and annotations, are deleted with it. This cannot be undone.',
                  { count: project.tasks.count },
              )
            : t('Its labels are deleted with it. This cannot be undone.'),
        okText: t('Delete project'),
        run: async () => {
            try {
                await deleteProject(project.id);
                reportSuccess(t('Project “{name}” deleted', { name: project.name }));
                await after();
            } catch (error) {
                reportError(t('Project “{name}” was not deleted', { name: project.name }), error);
            }
        },
    });
}

const NO_TASKS = t('The project has no tasks yet');

/** What can be done with one project, wherever it is shown. */
export function projectActions(
    project: Project,
    {
        me,
        open,
        onDelete,
        hasOtherWorkspaces,
        hasWebhooks,
    }: Pick<ReturnType<typeof useObjectDialogs>, 'open'> & {
        me: Me;
        onDelete: () => void;
        hasOtherWorkspaces: boolean;
        hasWebhooks: boolean;
    },
): Action[] {
    const title = t('project #{id}', { id: project.id });
    const notMine = disabledBy(whyNotDisposeProject(me, project));
    const without = { disabled: project.tasks.count === 0, reason: NO_TASKS };
    return [
        {
            key: 'export',
            text: t('Export dataset'),
            ...without,
            run: () => open({ kind: 'export', target: projectTarget(project) }),
        },
        {
            key: 'import',
            text: t('Import dataset'),
            run: () => open({ kind: 'import', target: projectTarget(project) }),
        },
        {
            key: 'backup',
            text: t('Back up'),
            run: () => open({ kind: 'backup', target: { owner: 'projects', id: project.id, title, mayBeLight: true } }),
        },
        ...(hasWebhooks ? [{ key: 'webhooks', text: t('Webhooks'), to: `/projects/${project.id}/webhooks` }] : []),
        ...(hasOtherWorkspaces
            ? [
                  {
                      key: 'transfer',
                      text: t('Move to another workspace'),
                      run: () => open({ kind: 'transfer', item: transferred(project), title }),
                      ...notMine,
                  },
              ]
            : []),
        { key: 'delete', text: t('Delete'), danger: true, run: onDelete, ...notMine },
    ];
}

/** What can be done with many projects at once. */
export function projectBulkActions(hasOtherWorkspaces: boolean): BulkAction<Project>[] {
    return [
        assignAction<Project>('project', (project, user) =>
            patchProject(project.id, { assignee_id: user?.id ?? null }),
        ),
        exportAction<Project>('project', 'projects', project => project.tasks.count > 0),
        backupAction<Project>('project', 'projects'),
        ...(hasOtherWorkspaces ? [transferAction<Project>('project', transferred)] : []),
        deleteAction<Project>('project', project => deleteProject(project.id), {
            loss: t(
                'Their tasks, with all images, jobs and annotations, are deleted with them. This cannot be undone.',
            ),
        }),
    ];
}
