import { readableReason, type BackgroundRequest, type ImportSummary } from '../../api';
import { changeOf } from '../../shared/datasets/changeOf';
import { formatCount } from '../../shared/format';

const OPERATIONS: Record<string, string> = {
    'create:task': 'Create task',
    'import:annotations': 'Import annotations',
    'import:dataset': 'Import dataset',
    'import:backup': 'Restore backup',
    'export:annotations': 'Export annotations',
    'export:dataset': 'Export dataset',
    'export:backup': 'Export backup',
    'export:events': 'Export events',
    'calculate:quality': 'Calculate quality',
};

/** `export:dataset` → `Export dataset`. */
export function operationTitle({ type, dry_run }: Pick<BackgroundRequest['operation'], 'type' | 'dry_run'>): string {
    if (dry_run) return 'Trial import';
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
        return { text: `Job #${job}`, path: task !== null ? `/tasks/${task}/jobs/${job}` : null };
    }
    if (target === 'task' && task !== null) return { text: `Task #${task}`, path: `/tasks/${task}` };
    if (target === 'project' && project !== null) return { text: `Project #${project}`, path: `/projects/${project}` };
    return null;
}

/** The result of a restored backup: the project or task that was made. */
export function resultOf(request: BackgroundRequest): Target | null {
    if (request.operation.type !== 'import:backup' || request.result_id === null) return null;
    const kind = request.operation.target;
    if (kind !== 'project' && kind !== 'task') return null;
    return { text: `Open the restored ${kind}`, path: `/${kind}s/${request.result_id}` };
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
    const objects = (count: number) => formatCount(count, 'object');
    if (operation.dry_run) {
        const would = [added && `add ${objects(added)}`, removed && `delete ${objects(removed)}`].filter(Boolean);
        return `Nothing was changed. The import would ${would.join(' and ') || 'change nothing'}.`;
    }
    return removed ? `${objects(added)} added, ${objects(removed)} deleted.` : `${objects(added)} added.`;
}

/** What to do about a request that failed. */
export function adviceFor(request: BackgroundRequest): string {
    const [action] = request.operation.type.split(':');
    switch (action) {
        case 'create':
            return 'The task and the uploaded files are kept. Delete the task and create it again from suitable files.';
        case 'import':
            return 'What was there before is unchanged. Check the file and the format, and import again.';
        case 'export':
            return 'Nothing was changed. Start the export again.';
        default:
            return 'Nothing was changed. Start it again.';
    }
}
