import { fetchJson } from './http';
import { fetchAll } from './page';
import type { Label, LabelWrite } from './types';

/** A label set in the order its team keeps it in, with the keys it has given the labels. */
export function listLabels(
    owner: { project_id: number } | { task_id: number } | { job_id: number },
    signal?: AbortSignal,
): Promise<Label[]> {
    return fetchAll('/api/labels', { ...owner, sort: 'position', hotkeys: true }, signal);
}

/** Changes a label for everybody who works with it. */
export function patchLabel(id: number, patch: { color: string }): Promise<Label> {
    return fetchJson(`/api/labels/${id}`, { method: 'PATCH', json: patch });
}

/** More points and other names for a skeleton that is in use. What is annotated gets new points outside. */
export function patchSkeleton(id: number, change: { svg: string; sublabels: LabelWrite[] }): Promise<Label> {
    return fetchJson(`/api/labels/${id}/skeleton`, { method: 'PATCH', json: change });
}

/** How much carries a label, and in how many jobs. */
export interface LabelUsage {
    tags: number;
    shapes: number;
    tracks: number;
    jobs: number;
}

export function getLabelUsage(id: number): Promise<LabelUsage> {
    return fetchJson(`/api/labels/${id}/usage`);
}
