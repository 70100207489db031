import { fetchAll, fetchPage } from './page';
import type { ShapeType } from './types';

/** An annotation that a conflict is about: of the checked job, or of the ground truth job. */
export interface ConflictingAnnotation {
    obj_id: number;
    job_id: number;
    type: 'tag' | 'shape' | 'track';
    shape_type: ShapeType | null;
}

/** Where annotations differ from the ground truth. */
export interface Conflict {
    id: number;
    /** Number within the task. */
    frame: number;
    /** As `missing_annotation`; servers may know more of them than this page. */
    type: string;
    annotation_ids: ConflictingAnnotation[];
    report_id: number;
    severity: 'warning' | 'error';
}

export interface QualityReport {
    id: number;
    created_date: string;
}

/** The newest report on a job or a whole task; null where there is none. */
export async function latestReport(
    of: { job_id: number } | { task_id: number },
    signal?: AbortSignal,
): Promise<QualityReport | null> {
    const target = 'job_id' in of ? 'job' : 'task';
    const query = { ...of, target, sort: '-created_date', page_size: 1 };
    const { results } = await fetchPage<QualityReport>('/api/quality/reports', query, signal);
    return results.at(0) ?? null;
}

/** What a report has found; that of a task has what all its jobs have. */
export function listConflicts(reportId: number, signal?: AbortSignal): Promise<Conflict[]> {
    return fetchAll('/api/quality/conflicts', { report_id: reportId, sort: 'id' }, signal);
}
