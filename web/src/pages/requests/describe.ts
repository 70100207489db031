import { readableReason, type BackgroundRequest, type ImportSummary } from '../../api';
import { changeOf } from '../../shared/datasets/changeOf';
import { t } from '../../shared/language';
import { word } from '../../shared/language/words';

const OPERATIONS: Record<string, string> = {
    'create:task': t('Create task'),
    'append:task': t('Add files to a task'),
    'import:annotations': t('Import annotations'),
    'import:dataset': t('Import dataset'),
    'import:backup': t('Restore backup'),
    'export:annotations': t('Export annotations'),
    'export:dataset': t('Export dataset'),
    'export:backup': t('Export backup'),
    'export:events': t('Export events'),
    'calculate:quality': t('Calculate quality'),
};

/** `export:dataset` → `Export dataset`. */
export function operationTitle({ type, dry_run }: Pick<BackgroundRequest['operation'], 'type' | 'dry_run'>): string {
    if (dry_run) return t('Trial import');
    const known = OPERATIONS[type];
    if (known) return known;
    const words = type.replaceAll(/[:_]/g, ' ').trim();
    return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface Target {
    text: string;
    path: string | null;
}

/** What the request works on, and its page. */
export function targetOf({ operation }: BackgroundRequest): Target | null {
    const { target, project_id: project, task_id: task, job_id: job } = operation;
    if (target === 'job' && job !== null) {
        return { text: t('Job #{job}', { job }), path: task !== null ? `/tasks/${task}/jobs/${job}` : null };
    }
    if (target === 'task' && task !== null) return { text: t('Task #{task}', { task }), path: `/tasks/${task}` };
    if (target === 'project' && project !== null)
        return { text: t('Project #{project}', { project }), path: `/projects/${project}` };
    return null;
}

/** The result of a restored backup: the project or task that was made. */
export function resultOf(request: BackgroundRequest): Target | null {
    if (request.operation.type !== 'import:backup' || request.result_id === null) return null;
    const kind = request.operation.target;
    if (kind !== 'project' && kind !== 'task') return null;
    return { text: t('Open the restored {kind}', { kind: word(kind) }), path: `/${kind}s/${request.result_id}` };
}

export function isRunning(request: BackgroundRequest): boolean {
    return request.status === 'queued' || request.status === 'started';
}

export function messageOfRequest(request: BackgroundRequest): string {
    return request.status === 'failed' ? readableReason(request.message) : request.message.trim();
}

/** What an import with a summary did, or what one that was tried out would do. */
export function changesOf({ operation }: BackgroundRequest, summary: ImportSummary): string {
    const { added, removed } = changeOf(summary);
    const objects = (count: number) => t('{count, plural, one {# object} other {# objects}}', { count });
    if (operation.dry_run) {
        const would = [
            added && t('add {added}', { added: objects(added) }),
            removed && t('delete {removed}', { removed: objects(removed) }),
        ].filter(Boolean);
        return t('Nothing was changed. The import would {would}.', {
            would: would.join(` ${t('and')} `) || t('change nothing'),
        });
    }
    return removed
        ? t('{added} added, {removed} deleted.', { added: objects(added), removed: objects(removed) })
        : t('{added} added.', { added: objects(added) });
}

/** What to do about a request that failed. */
export function adviceFor(request: BackgroundRequest): string {
    const [action] = request.operation.type.split(':');
    switch (action) {
        case 'create':
            return t(
                'The task and the uploaded files are kept. Delete the task and create it again from suitable files.',
            );
        case 'append':
            return t('The task is as it was. Add the files again, or make another task of them.');
        case 'import':
            return t('What was there before is unchanged. Check the file and the format, and import again.');
        case 'export':
            return t('Nothing was changed. Start the export again.');
        default:
            return t('Nothing was changed. Start it again.');
    }
}
