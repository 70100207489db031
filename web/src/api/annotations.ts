import { fetchJson, fetchNothing, readJson, send } from './http';
import type { PersonUser } from './presence';
import type { ShapeType } from './types';

export interface AttributeValue {
    spec_id: number;
    value: string;
}

export interface Tag {
    id?: number;
    frame: number;
    label_id: number;
    group: number | null;
    source: string;
    attributes: AttributeValue[];
}

export interface ShapeGeometry {
    type: ShapeType;
    occluded: boolean;
    outside: boolean;
    z_order: number;
    /** Degrees, clockwise, 0 to 360. */
    rotation: number;
    /** Image pixels, flat: x0, y0, x1, y1, …; a mask is run lengths and its box. */
    points: number[];
}

export interface Shape extends Tag, ShapeGeometry {
    elements?: Shape[];
    score?: number;
}

export interface TrackedShape extends ShapeGeometry {
    id?: number;
    frame: number;
    attributes: AttributeValue[];
}

export interface Track extends Tag {
    shapes: TrackedShape[];
    elements?: Track[];
}

export interface LabeledData {
    version: number;
    tags: Tag[];
    shapes: Shape[];
    tracks: Track[];
}

export type AnnotationAction = 'create' | 'update' | 'delete';
export type AnnotationOwner = 'jobs' | 'tasks';

const path = (owner: AnnotationOwner, id: number) => `/api/${owner}/${id}/annotations`;

export function getAnnotations(owner: AnnotationOwner, id: number, signal?: AbortSignal): Promise<LabeledData> {
    return fetchJson(path(owner, id), { signal });
}

export function getJobAnnotations(jobId: number, signal?: AbortSignal): Promise<LabeledData> {
    return getAnnotations('jobs', jobId, signal);
}

/** A job's annotations together with the number that grows with every change of them. */
export interface Revised {
    readonly data: LabeledData;
    readonly revision: string | null;
}

async function revised(response: Response): Promise<Revised> {
    return { data: await readJson<LabeledData>(response), revision: response.headers.get('X-Job-Revision') };
}

export async function readJobAnnotations(jobId: number, signal?: AbortSignal): Promise<Revised> {
    return revised(await send(path('jobs', jobId), { signal }));
}

/**
 * Changes part of a job's annotations; gives back the objects of the call, with their ids. A job that has another
 * revision by then is left as it is (409). Calls with the same key are carried out once.
 */
export async function patchJobAnnotations(
    jobId: number,
    action: AnnotationAction,
    data: Partial<LabeledData>,
    { revision, key }: { revision: string | null; key: string },
): Promise<Revised> {
    const headers = { 'Idempotency-Key': key, ...(revision === null ? {} : { 'If-Match': revision }) };
    return revised(await send(path('jobs', jobId), { method: 'PATCH', query: { action }, json: data, headers }));
}

/** Replaces all annotations of a job; gives back what is stored, with new ids. */
export function putJobAnnotations(
    jobId: number,
    data: Partial<LabeledData>,
    signal?: AbortSignal,
): Promise<LabeledData> {
    return fetchJson(path('jobs', jobId), { method: 'PUT', json: data, signal });
}

export function deleteAnnotations(owner: AnnotationOwner, id: number): Promise<void> {
    return fetchNothing(path(owner, id), { method: 'DELETE' });
}

/** First and last id of each run of ids. */
export type IdRanges = readonly (readonly [number, number])[];

/** The objects of a job that one revision wrote and no later one has written again. */
export interface Authored {
    readonly revision: number;
    /** Null where nobody is known, or the account is gone. */
    readonly user_id: number | null;
    readonly created_date: string | null;
    readonly tags: IdRanges;
    readonly shapes: IdRanges;
    readonly tracks: IdRanges;
}

export interface JobAuthors {
    readonly revision: number;
    /** There is more after this revision. */
    readonly next: number | null;
    readonly results: readonly Authored[];
    readonly users: readonly PersonUser[];
}

/** Who last changed the objects of a job: of all of them, or of those changed after a revision. */
export function getJobAuthors(jobId: number, since: number | null): Promise<JobAuthors> {
    return fetchJson(`${path('jobs', jobId)}/authors`, { query: since === null ? {} : { since } });
}
