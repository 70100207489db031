import { fetchJson, fetchNothing } from './http';
import { listLabels } from './labels';
import { fetchPage, type ListQuery, type Page } from './page';
import type { StorageChoice } from './storage';
import type { DataMeta, Label, LabelWrite, Task } from './types';
import type { ValidationParameters } from './validation';

export interface TaskCreate {
    name: string;
    project_id?: number | null;
    labels?: LabelWrite[];
    subset?: string;
    segment_size?: number;
    overlap?: number | null;
    bug_tracker?: string;
    assignee_id?: number | null;
    /** 0, or how many times each job is annotated by different people. */
    consensus_replicas?: number;
    source_storage?: StorageChoice;
    target_storage?: StorageChoice;
}

export interface TaskPatch {
    name?: string;
    labels?: LabelWrite[];
    bug_tracker?: string;
    subset?: string;
    assignee_id?: number | null;
    source_storage?: StorageChoice;
    target_storage?: StorageChoice;
    /** Moves the task into a project; `labels` then say which of its labels is which of the project's. */
    project_id?: number;
    /** Moves the task to another workspace; null is the personal one. */
    organization_id?: number | null;
}

export type SortingMethod = 'lexicographical' | 'natural' | 'predefined' | 'random';

/** How the uploaded media becomes frames. */
export interface DataParameters {
    image_quality: number;
    chunk_size?: number;
    start_frame?: number;
    stop_frame?: number;
    frame_filter?: string;
    sorting_method?: SortingMethod;
    use_zip_chunks?: boolean;
    use_cache?: boolean;
    upload_file_order?: string[];
    client_files?: string[];
    /** Paths in the server's share or in a cloud storage. */
    server_files?: string[];
    /** Addresses the server fetches. */
    remote_files?: string[];
    cloud_storage_id?: number;
    copy_data?: boolean;
    validation_params?: ValidationParameters;
}

export function listTasks(query?: ListQuery, signal?: AbortSignal): Promise<Page<Task>> {
    return fetchPage('/api/tasks', query, signal);
}

export function getTask(id: number, signal?: AbortSignal): Promise<Task> {
    return fetchJson(`/api/tasks/${id}`, { signal });
}

export function createTask(task: TaskCreate, signal?: AbortSignal): Promise<Task> {
    return fetchJson('/api/tasks', { method: 'POST', json: task, signal });
}

export function patchTask(id: number, patch: TaskPatch): Promise<Task> {
    return fetchJson(`/api/tasks/${id}`, { method: 'PATCH', json: patch });
}

export function deleteTask(id: number): Promise<void> {
    return fetchNothing(`/api/tasks/${id}`, { method: 'DELETE' });
}

export function getTaskLabels(taskId: number, signal?: AbortSignal): Promise<Label[]> {
    return listLabels({ task_id: taskId }, signal);
}

export function getTaskMeta(taskId: number, signal?: AbortSignal): Promise<DataMeta> {
    return fetchJson(`/api/tasks/${taskId}/data/meta`, { signal });
}

/** The frames are read from another cloud storage from now on. */
export function moveTaskData(taskId: number, cloudStorageId: number): Promise<DataMeta> {
    return fetchJson(`/api/tasks/${taskId}/data/meta`, { method: 'PATCH', json: { cloud_storage_id: cloudStorageId } });
}

/** The id of the request that turns the uploaded media of a task into frames. */
export function creationRequestId(taskId: number): string {
    return `action=create&target=task&target_id=${taskId}`;
}

export type Previewed = 'projects' | 'tasks' | 'jobs';

/** `version` is any text that changes when the picture may have changed. */
export function previewUrl(kind: Previewed, id: number, version?: string): string {
    return `/api/${kind}/${id}/preview${version ? `?v=${encodeURIComponent(version)}` : ''}`;
}
