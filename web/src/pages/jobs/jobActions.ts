import type { Job, JobStage, JobState } from '../../api';
import type { DatasetTarget } from '../../shared/datasets/formats';

export const STAGES: JobStage[] = ['annotation', 'validation', 'acceptance'];
export const STATES: JobState[] = ['new', 'in progress', 'completed', 'rejected'];

export const jobPath = (job: Job): string => `/tasks/${job.task_id}/jobs/${job.id}`;

export function jobTarget(job: Job): DatasetTarget {
    return { owner: 'jobs', id: job.id, title: `job #${job.id}`, dimension: job.dimension, mode: job.mode };
}

const TYPE_NAMES: Record<Job['type'], string | null> = {
    annotation: null,
    ground_truth: 'ground truth',
    consensus_replica: 'replica',
};

/** The kind of a job, when it is not the ordinary one. */
export const typeName = (job: Job): string | null => TYPE_NAMES[job.type];
