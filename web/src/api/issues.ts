import { fetchJson, fetchNothing } from './http';
import { fetchAll } from './page';
import type { BasicUser } from './types';

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
    comments: { count: number; url: string };
}

export interface IssueComment {
    id: number;
    issue: number;
    owner: BasicUser | null;
    message: string;
    created_date: string;
    updated_date: string;
}

export interface NewIssue {
    job: number;
    frame: number;
    position: readonly number[];
    /** The first comment. */
    message: string;
    assignee?: number | null;
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

export function createIssue(issue: NewIssue): Promise<Issue> {
    return fetchJson('/api/issues', { method: 'POST', json: issue });
}

export function resolveIssue(id: number, resolved: boolean): Promise<Issue> {
    return fetchJson(`/api/issues/${id}`, { method: 'PATCH', json: { resolved } });
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
