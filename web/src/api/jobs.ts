import { buildUrl, fetchJson, fetchNothing } from './http';
import { listLabels } from './labels';
import { fetchAll, fetchPage, type ListQuery, type Page } from './page';
import type { DataMeta, Job, JobStage, JobState, Label } from './types';

export type Quality = 'compressed' | 'original';

export interface JobPatch {
    assignee?: number | null;
    stage?: JobStage;
    state?: JobState;
}

export function listJobs(query?: ListQuery, signal?: AbortSignal): Promise<Page<Job>> {
    return fetchPage('/api/jobs', query, signal);
}

export function listTaskJobs(taskId: number, signal?: AbortSignal): Promise<Job[]> {
    return fetchAll('/api/jobs', { task_id: taskId, sort: 'id' }, signal);
}

export function getJob(id: number, signal?: AbortSignal): Promise<Job> {
    return fetchJson(`/api/jobs/${id}`, { signal });
}

export function patchJob(id: number, patch: JobPatch): Promise<Job> {
    return fetchJson(`/api/jobs/${id}`, { method: 'PATCH', json: patch });
}

/** Only a ground truth job can be deleted. */
export function deleteJob(id: number): Promise<void> {
    return fetchNothing(`/api/jobs/${id}`, { method: 'DELETE' });
}

export function getJobLabels(jobId: number, signal?: AbortSignal): Promise<Label[]> {
    return listLabels({ job_id: jobId }, signal);
}

export function getJobMeta(jobId: number, signal?: AbortSignal): Promise<DataMeta> {
    return fetchJson(`/api/jobs/${jobId}/data/meta`, { signal });
}

/** Frame numbers within the task; replaces the part of the task's deleted frames that lies in the job. */
export function patchJobMeta(jobId: number, deletedFrames: number[]): Promise<DataMeta> {
    return fetchJson(`/api/jobs/${jobId}/data/meta`, { method: 'PATCH', json: { deleted_frames: deletedFrames } });
}

/** One frame as an image; `frame` counts within the task. */
export function frameUrl(jobId: number, frame: number, quality: Quality = 'compressed'): string {
    return buildUrl(`/api/jobs/${jobId}/data`, { type: 'frame', number: frame, quality });
}

/** Where the packets of a video are; `?number=` names a frame. */
export function packetsUrl(jobId: number): string {
    return `/api/jobs/${jobId}/data/packets`;
}

/** A part of a large image: square `x`, `y` of a level whose sides are those of the image halved `level` times. */
export function tileUrl(jobId: number, frame: number, tile: { level: number; x: number; y: number }): string {
    const { level, x, y } = tile;
    return buildUrl(`/api/jobs/${jobId}/data/tiles`, { number: frame, level, x, y });
}

/** What an image holds beyond what is seen of it. */
export interface FrameBands {
    bands: number;
    bits: number;
    signed: boolean;
    width: number;
    height: number;
}

/** The samples of one band, 16 bits each. */
export function bandsUrl(jobId: number, frame: number, band: number): string {
    return buildUrl(`/api/jobs/${jobId}/data/bands`, { number: frame, band });
}

export function getBands(jobId: number, frame: number): Promise<FrameBands> {
    return fetchJson(buildUrl(`/api/jobs/${jobId}/data/bands`, { number: frame }));
}

/** `index` counts the chunks of the job's own frames, from 0. */
export function chunkUrl(jobId: number, index: number, quality: Quality = 'compressed'): string {
    return buildUrl(`/api/jobs/${jobId}/data`, { type: 'chunk', index, quality });
}

/** A zip of the images that go with the frame. */
export function contextImagesUrl(jobId: number, frame: number): string {
    return buildUrl(`/api/jobs/${jobId}/data`, { type: 'context_image', number: frame, quality: 'compressed' });
}
