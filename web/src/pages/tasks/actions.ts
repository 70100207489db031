import type { HookAPI } from 'antd/es/modal/useModal';
import { deleteTask, patchTask, type Task } from '../../api';
import type { BackupTarget } from '../../shared/backups/BackupDialog';
import type { BulkAction } from '../../shared/bulk/actions';
import { assignAction, backupAction, deleteAction, exportAction, transferAction } from '../../shared/bulk/forms';
import type { DatasetTarget } from '../../shared/datasets/formats';
import { t } from '../../shared/language';
import { reportError, reportSuccess } from '../../shared/notices';
import { disabledBy, whyNotDispose, type Me } from '../../shared/rights/rights';
import type { Transferred } from '../../shared/transfer/transfer';
import type { Action } from '../../shared/ui/ActionMenu';
import { confirmDanger } from '../../shared/ui/confirm';
import type { useObjectDialogs } from '../../shared/useObjectDialogs';

export function taskTarget(task: Task): DatasetTarget {
    return {
        owner: 'tasks',
        id: task.id,
        title: t('task #{id}', { id: task.id }),
        dimension: task.dimension,
        mode: task.mode,
    };
}

function backupTarget(task: Task): BackupTarget {
    const mayBeLight = task.data_cloud_storage_id != null;
    return { owner: 'tasks', id: task.id, title: t('task #{id}', { id: task.id }), mayBeLight };
}

const isCloud = (storage: Task['source_storage']) => storage?.location === 'cloud_storage';

function transferred(task: Task): Transferred {
    const usesCloud = isCloud(task.source_storage) || isCloud(task.target_storage);
    return { owner: 'tasks', id: task.id, usesCloud };
}

export function confirmDeleteTask(modal: HookAPI, task: Task, after: () => unknown): void {
    confirmDanger(modal, {
        title: t('Delete the task “{name}”?', { name: task.name }),
        content: task.size
            ? t(
                  'Its {count, plural, one {# frame} other {# frames}}, {jobs, plural, one {# job} other {# jobs}} and all annotations are deleted with it. This cannot be undone.',
                  { count: task.size, jobs: task.jobs.count },
              )
            : t('This cannot be undone.'),
        okText: t('Delete task'),
        run: async () => {
            try {
                await deleteTask(task.id);
                reportSuccess(t('Task “{name}” deleted', { name: task.name }));
                await after();
            } catch (error) {
                reportError(t('Task “{name}” was not deleted', { name: task.name }), error);
            }
        },
    });
}

const NO_FRAMES = t('The task has no frames yet');
const IN_PROJECT = t('The task goes where its project goes');

/** What can be done with one task, wherever it is shown. */
export function taskActions(
    task: Task,
    {
        me,
        open,
        onDelete,
        hasOtherWorkspaces,
    }: Pick<ReturnType<typeof useObjectDialogs>, 'open'> & {
        me: Me;
        onDelete: () => void;
        hasOtherWorkspaces: boolean;
    },
): Action[] {
    const title = t('task #{id}', { id: task.id });
    const notMine = disabledBy(whyNotDispose(me, task));
    const without = { disabled: !task.size, reason: NO_FRAMES };
    const actions: Action[] = [
        {
            key: 'export',
            text: t('Export dataset'),
            ...without,
            run: () => open({ kind: 'export', target: taskTarget(task) }),
        },
        {
            key: 'import',
            text: t('Import annotations'),
            ...without,
            run: () => open({ kind: 'import', target: taskTarget(task) }),
        },
        {
            key: 'backup',
            text: t('Back up'),
            ...without,
            run: () => open({ kind: 'backup', target: backupTarget(task) }),
        },
    ];
    if (/^https?:\/\//i.test(task.bug_tracker)) {
        actions.push({ key: 'tracker', text: t('Open the issue tracker'), href: task.bug_tracker });
    }
    if (task.project_id === null) {
        actions.push({
            key: 'move',
            text: t('Move to a project'),
            run: () => open({ kind: 'move', task }),
            ...notMine,
        });
    }
    if (hasOtherWorkspaces) {
        actions.push({
            key: 'transfer',
            text: t('Move to another workspace'),
            ...(task.project_id === null ? notMine : disabledBy(IN_PROJECT)),
            run: () => open({ kind: 'transfer', item: transferred(task), title }),
        });
    }
    actions.push({ key: 'delete', text: t('Delete'), danger: true, run: onDelete, ...notMine });
    return actions;
}

/** What can be done with many tasks at once. */
export function taskBulkActions(hasOtherWorkspaces: boolean): BulkAction<Task>[] {
    const hasFrames = (task: Task) => !!task.size;
    return [
        assignAction<Task>('task', (task, user) => patchTask(task.id, { assignee_id: user?.id ?? null })),
        exportAction<Task>('task', 'tasks', hasFrames),
        backupAction<Task>('task', 'tasks', hasFrames),
        ...(hasOtherWorkspaces ? [transferAction<Task>('task', transferred, task => task.project_id === null)] : []),
        deleteAction<Task>('task', task => deleteTask(task.id), {
            loss: t('Their frames, jobs and all annotations are deleted with them. This cannot be undone.'),
        }),
    ];
}
