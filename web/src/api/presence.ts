import { openStream, type Stream } from './eventStream';
import { buildUrl, fetchNothing } from './http';

/** Somebody's open page of a job, as the server tells of it. */
export interface Person {
    readonly id: number;
    readonly user: PersonUser;
    readonly since: string;
    /** Null until their page has said so. */
    readonly frame: number | null;
    /** Else they only look. */
    readonly editing: boolean;
    readonly objects: readonly HeldObject[];
}

export interface PersonUser {
    readonly id: number;
    readonly username: string;
    readonly first_name: string;
    readonly last_name: string;
}

export interface HeldObject {
    readonly type: 'shape' | 'tag' | 'track';
    readonly id: number;
}

/** A save of the job; `user` is null where nobody is known to have made it. */
export interface JobSaved {
    readonly revision: number;
    readonly user: PersonUser | null;
}

/** What a page says of its own person. */
export type Activity = Pick<Person, 'editing' | 'objects'> & { readonly frame: number };

/** So many objects the server takes of one person. */
export const MOST_HELD = 200;

const path = (jobId: number) => `/api/jobs/${jobId}/presence`;

export function openPresence(jobId: number, key: string): Stream | null {
    return openStream(buildUrl(path(jobId), { key }));
}

/** Never asks anybody to sign in: that is for what they do themselves. */
export function putPresence(jobId: number, key: string, activity: Activity): Promise<void> {
    return fetchNothing(path(jobId), { method: 'PUT', json: { key, ...activity }, anonymous: true });
}
