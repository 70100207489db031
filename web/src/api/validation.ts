import { fetchJson } from './http';
import type { Job } from './types';

export type FrameSelection = 'random_uniform' | 'random_per_job' | 'manual';

/** Which frames are checked against ground truth; exactly one of the quantities is given. */
export interface ValidationChoice {
    frame_selection_method: FrameSelection;
    random_seed?: number;
    frame_count?: number;
    frame_share?: number;
    frames_per_job_count?: number;
    frames_per_job_share?: number;
}

export interface ValidationParameters extends ValidationChoice {
    mode: 'gt' | 'gt_pool';
}

export interface ValidationLayout {
    mode: 'gt' | 'gt_pool' | null;
    frames_per_job_count: number | null;
    /** Frame numbers within the task. */
    validation_frames?: number[];
    disabled_frames?: number[];
    honeypot_count?: number;
    honeypot_frames?: number[];
    /** The validation frame shown at each honeypot. */
    honeypot_real_frames?: number[];
}

export interface ValidationPatch {
    disabled_frames?: number[];
    frame_selection_method?: 'manual' | 'random_uniform';
    honeypot_real_frames?: number[];
}

export function createGroundTruth(taskId: number, choice: ValidationChoice): Promise<Job> {
    return fetchJson('/api/jobs', { method: 'POST', json: { type: 'ground_truth', task_id: taskId, ...choice } });
}

export function getValidationLayout(taskId: number, signal?: AbortSignal): Promise<ValidationLayout> {
    return fetchJson(`/api/tasks/${taskId}/validation_layout`, { signal });
}

/** The validation frames among those of a job. */
export function getJobValidation(jobId: number, signal?: AbortSignal): Promise<ValidationLayout> {
    return fetchJson(`/api/jobs/${jobId}/validation_layout`, { signal });
}

export function patchValidationLayout(taskId: number, patch: ValidationPatch): Promise<ValidationLayout> {
    return fetchJson(`/api/tasks/${taskId}/validation_layout`, { method: 'PATCH', json: patch });
}
