import { fetchJson, fetchNothing } from './http';
import { listLabels } from './labels';
import { fetchPage, type ListQuery, type Page } from './page';
import type { StorageChoice } from './storage';
import type { Label, LabelWrite, Project } from './types';

export interface ProjectWrite {
    name: string;
    labels?: LabelWrite[];
    assignee_id?: number | null;
    bug_tracker?: string;
    source_storage?: StorageChoice;
    target_storage?: StorageChoice;
    /** Alone, or with the storages: moves the project to another workspace; null is the personal one. */
    organization_id?: number | null;
}

export function listProjects(query?: ListQuery, signal?: AbortSignal): Promise<Page<Project>> {
    return fetchPage('/api/projects', query, signal);
}

export function getProject(id: number, signal?: AbortSignal): Promise<Project> {
    return fetchJson(`/api/projects/${id}`, { signal });
}

export function createProject(project: ProjectWrite): Promise<Project> {
    return fetchJson('/api/projects', { method: 'POST', json: project });
}

export function patchProject(id: number, patch: Partial<ProjectWrite>): Promise<Project> {
    return fetchJson(`/api/projects/${id}`, { method: 'PATCH', json: patch });
}

export function deleteProject(id: number): Promise<void> {
    return fetchNothing(`/api/projects/${id}`, { method: 'DELETE' });
}

export function getProjectLabels(projectId: number, signal?: AbortSignal): Promise<Label[]> {
    return listLabels({ project_id: projectId }, signal);
}
