import { fetchJson, fetchNothing } from './http';
import { fetchAll } from './page';
import type { BasicUser } from './types';

/** How bad what an issue points at is, the least first. */
export const SEVERITIES = ['note', 'minor', 'major', 'blocking'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something to be talked about at a place of a frame. */
export interface Issue {
    id: number;
    /** Number within the task. */
    frame: number;
    /** Image pixels, flat: a point, the corners of a box, or the vertices of a polygon. */
    position: number[];
    job: number;
    owner: BasicUser | null;
    assignee: BasicUser | null;
    created_date: string;
    updated_date: string;
    resolved: boolean;
    /** Missing where nobody has said it. */
    severity?: Severity;
    comments: { count: number; url: string };
}

export interface IssueComment {
    id: number;
    issue: number;
    owner: BasicUser | null;
    message: string;
    /** Whom the message names as `@username`; missing where it names nobody. */
    mentions?: BasicUser[];
    created_date: string;
    updated_date: string;
}

/** Somebody who can see a job. */
export interface JobPerson {
    user: BasicUser;
    /** The job is assigned to them. */
    annotator: boolean;
    /** The caller may assign issues to them. */
    assignable: boolean;
}

/** An open issue that waits for the caller. */
export interface WaitingIssue {
    issue: Issue;
    task_id: number;
    task_name: string;
    /** What was said last, its beginning. */
    message: string;
    assigned: boolean;
    mentioned: boolean;
}

export interface NewIssue {
    job: number;
    frame: number;
    position: readonly number[];
    /** The first comment. */
    message: string;
    severity?: Severity | null;
    /** Gives it to whom the job is assigned to. */
    assign_to_annotator?: boolean;
}

export interface IssueChange {
    resolved?: boolean;
    severity?: Severity | null;
    assignee?: number | null;
    assign_to_annotator?: boolean;
}

export function listJobIssues(jobId: number, signal?: AbortSignal): Promise<Issue[]> {
    return fetchAll('/api/issues', { job_id: jobId, sort: 'id' }, signal);
}

export function listJobComments(jobId: number, signal?: AbortSignal): Promise<IssueComment[]> {
    return fetchAll('/api/comments', { job_id: jobId, sort: 'id' }, signal);
}

export function listIssueComments(issueId: number, signal?: AbortSignal): Promise<IssueComment[]> {
    return fetchAll('/api/comments', { issue_id: issueId, sort: 'id' }, signal);
}

/** Who can see a job, by name. */
export function listJobPeople(jobId: number, signal?: AbortSignal): Promise<JobPerson[]> {
    return fetchJson(`/api/jobs/${jobId}/people`, { signal });
}

/** The open issues that wait for the caller, the worst first; all are counted, the first hundred listed. */
export function listMyIssues(signal?: AbortSignal): Promise<{ count: number; results: WaitingIssue[] }> {
    return fetchJson('/api/users/self/issues', { signal });
}

export function createIssue(issue: NewIssue): Promise<Issue> {
    return fetchJson('/api/issues', { method: 'POST', json: issue });
}

export function patchIssue(id: number, change: IssueChange): Promise<Issue> {
    return fetchJson(`/api/issues/${id}`, { method: 'PATCH', json: change });
}

export function deleteIssue(id: number): Promise<void> {
    return fetchNothing(`/api/issues/${id}`, { method: 'DELETE' });
}

export function addComment(issueId: number, message: string): Promise<IssueComment> {
    return fetchJson('/api/comments', { method: 'POST', json: { issue: issueId, message } });
}

export function patchComment(id: number, message: string): Promise<IssueComment> {
    return fetchJson(`/api/comments/${id}`, { method: 'PATCH', json: { message } });
}
