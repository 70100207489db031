import type { HookAPI } from 'antd/es/modal/useModal';
import { deleteJob, patchJob, type Job, type JobStage, type JobState } from '../../api';
import type { BulkAction } from '../../shared/bulk/actions';
import { assignAction, choiceAction, deleteAction, exportAction } from '../../shared/bulk/forms';
import type { DatasetTarget } from '../../shared/datasets/formats';
import { t } from '../../shared/language';
import { reportError, reportSuccess } from '../../shared/notices';
import type { Action } from '../../shared/ui/ActionMenu';
import { confirmDanger } from '../../shared/ui/confirm';
import type { useObjectDialogs } from '../../shared/useObjectDialogs';
import { word } from '../../shared/language/words';

export const STAGES: JobStage[] = ['annotation', 'validation', 'acceptance'];
export const STATES: JobState[] = ['new', 'in progress', 'completed', 'rejected'];

export const jobPath = (job: Job): string => `/tasks/${job.task_id}/jobs/${job.id}`;

export function jobTarget(job: Job): DatasetTarget {
    return {
        owner: 'jobs',
        id: job.id,
        title: t('job #{id}', { id: job.id }),
        dimension: job.dimension,
        mode: job.mode,
    };
}

const TYPE_NAMES: Record<Job['type'], string | null> = {
    annotation: null,
    ground_truth: t('ground truth'),
    consensus_replica: t('replica'),
};

/** The kind of a job, when it is not the ordinary one. */
export const typeName = (job: Job): string | null => TYPE_NAMES[job.type];

export function confirmDeleteJob(modal: HookAPI, job: Job, after: () => unknown): void {
    confirmDanger(modal, {
        title: t('Delete ground truth job #{id}?', { id: job.id }),
        content: t('Its annotations are deleted with it; the frames and the other jobs stay. This cannot be undone.'),
        okText: t('Delete job'),
        run: async () => {
            try {
                await deleteJob(job.id);
                reportSuccess(t('Job #{id} deleted', { id: job.id }));
                await after();
            } catch (error) {
                reportError(t('Job #{id} was not deleted', { id: job.id }), error);
            }
        },
    });
}

interface Handlers extends Pick<ReturnType<typeof useObjectDialogs>, 'open'> {
    onDelete: () => void;
    /** The job is shown on the page of its task, which needs no link to it. */
    onTaskPage?: boolean;
}

/** What can be done with one job, wherever it is shown. */
export function jobActions(job: Job, { open, onDelete, onTaskPage }: Handlers): Action[] {
    const actions: Action[] = [];
    if (!onTaskPage) {
        actions.push({ key: 'task', text: t('Go to the task'), to: `/tasks/${job.task_id}` });
        if (job.project_id !== null) {
            actions.push({ key: 'project', text: t('Go to the project'), to: `/projects/${job.project_id}` });
        }
    }
    if (job.bug_tracker && /^https?:\/\//i.test(job.bug_tracker)) {
        actions.push({ key: 'tracker', text: t('Open the issue tracker'), href: job.bug_tracker });
    }
    actions.push(
        { key: 'export', text: t('Export annotations'), run: () => open({ kind: 'export', target: jobTarget(job) }) },
        { key: 'import', text: t('Import annotations'), run: () => open({ kind: 'import', target: jobTarget(job) }) },
    );
    if (job.type === 'ground_truth') actions.push({ key: 'delete', text: t('Delete'), danger: true, run: onDelete });
    return actions;
}

const asOptions = <V extends string>(values: V[]) => values.map(value => ({ value, label: word(value) }));

/** What can be done with many jobs at once. */
export const JOB_BULK_ACTIONS: BulkAction<Job>[] = [
    assignAction<Job>('job', (job, user) => patchJob(job.id, { assignee: user?.id ?? null })),
    choiceAction<Job, JobStage>('job', 'stage', asOptions(STAGES), (job, stage) => patchJob(job.id, { stage })),
    choiceAction<Job, JobState>('job', 'state', asOptions(STATES), (job, state) => patchJob(job.id, { state })),
    exportAction<Job>('job', 'jobs'),
    deleteAction<Job>('job', job => deleteJob(job.id), {
        text: t('Delete ground truth'),
        loss: t('Their annotations are deleted with them; frames and other jobs stay. This cannot be undone.'),
        fits: job => job.type === 'ground_truth',
    }),
];
