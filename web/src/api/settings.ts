import { fetchJson } from './http';

/** What a user has set on the page, by the part of the page it belongs to. Kept on the server, whatever the browser. */
export type UserSettings = Record<string, unknown>;

export function getUserSettings(signal?: AbortSignal): Promise<UserSettings> {
    return fetchJson('/api/users/self/settings', { signal });
}

/** Browsers send 64 KiB behind a page that has gone, of all its calls together. */
const KEPT_ALIVE = 30_000;

/** Replaces the members that are given; null takes one away. Gives back all. */
export function patchUserSettings(patch: UserSettings): Promise<UserSettings> {
    // A page that is being left may go on sending, but not much.
    const keepalive = JSON.stringify(patch).length < KEPT_ALIVE;
    return fetchJson('/api/users/self/settings', { method: 'PATCH', json: patch, keepalive });
}
