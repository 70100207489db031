import { fetchJson } from './http';

/** What a user has set on the page, by the part of the page it belongs to. Kept on the server, whatever the browser. */
export type UserSettings = Record<string, unknown>;

export function getUserSettings(signal?: AbortSignal): Promise<UserSettings> {
    return fetchJson('/api/users/self/settings', { signal });
}

/** What the editor begins with in the project of a job, for who has chosen nothing else. */
export interface JobSettings {
    /** None: the job belongs to no project. */
    project_id: number | null;
    /** Whether the caller may change them. */
    changeable: boolean;
    settings: UserSettings;
}

export function getJobSettings(jobId: number, signal?: AbortSignal): Promise<JobSettings> {
    return fetchJson(`/api/jobs/${jobId}/settings`, { signal });
}

/** Replaces the members that are given; null takes one away. Gives back all. */
export function patchProjectSettings(projectId: number, patch: UserSettings): Promise<UserSettings> {
    return fetchJson(`/api/projects/${projectId}/settings`, { method: 'PATCH', json: patch });
}

/** Browsers send 64 KiB behind a page that has gone, of all its calls together. */
const KEPT_ALIVE = 30_000;

/** Replaces the members that are given; null takes one away. Gives back all. */
export function patchUserSettings(patch: UserSettings): Promise<UserSettings> {
    // A page that is being left may go on sending, but not much.
    const keepalive = JSON.stringify(patch).length < KEPT_ALIVE;
    return fetchJson('/api/users/self/settings', { method: 'PATCH', json: patch, keepalive });
}
