import { readJson, send } from './http';

/** A shape or track, by its number on the server. */
export interface LinkEnd {
    readonly type: 'shape' | 'track';
    readonly id: number;
}

/** What one object of a job is to another. */
export interface WireLink {
    readonly from: LinkEnd;
    readonly to: LinkEnd;
    readonly kind: 'link' | 'parent';
    readonly name: string;
}

export interface LinkChange {
    readonly add: readonly WireLink[];
    readonly remove: readonly WireLink[];
}

/** Links of a job, and its revision. */
export interface JobLinks {
    readonly links: readonly WireLink[];
    readonly revision: string | null;
}

const path = (jobId: number) => `/api/jobs/${jobId}/annotations/links`;

async function linksIn(response: Response): Promise<JobLinks> {
    const { links } = await readJson<Pick<JobLinks, 'links'>>(response);
    return { links, revision: response.headers.get('X-Job-Revision') };
}

export async function getJobLinks(jobId: number, signal?: AbortSignal): Promise<JobLinks> {
    return linksIn(await send(path(jobId), { signal }));
}

/**
 * Adds and removes links; what is there already, or gone already, is no change, so that it may be sent again. A job that
 * has another revision by then is left as it is (409).
 */
export async function patchJobLinks(
    jobId: number,
    change: LinkChange,
    revision: string | null,
): Promise<Pick<JobLinks, 'revision'>> {
    const headers: Record<string, string> = revision === null ? {} : { 'If-Match': revision };
    return linksIn(await send(path(jobId), { method: 'PATCH', json: change, headers }));
}
