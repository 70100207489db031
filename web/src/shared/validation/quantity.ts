import type { ValidationChoice } from '../../api';
import { t } from '../language';

/** How many frames are checked: the form shows the share and the number, and one follows the other. */
export interface GroundTruthForm {
    method: 'random_uniform' | 'random_per_job';
    /** Per cent, of the task or of each job. */
    percent: number | null;
    /** Frames, of the task or of each job; what is sent. */
    frames: number | null;
    seed: number | null;
}

export const DEFAULT_PERCENT = { random_uniform: 5, random_per_job: 1 } as const;

/** The number that a share makes; at least one frame, since nothing less can be checked. */
export function framesOf(percent: number, total: number): number {
    return Math.min(total, Math.max(1, Math.floor((total * percent) / 100)));
}

/** The share of a number, to one digit behind the point. */
export function percentOf(frames: number, total: number): number {
    return total > 0 ? Math.round((frames / total) * 1000) / 10 : 0;
}

/** What the share counts of: all frames, or those of one job. */
export function totalFor(method: GroundTruthForm['method'], size: number, segment: number): number {
    return method === 'random_uniform' ? size : Math.min(size, segment || size);
}

export function initialGroundTruth(size: number, segment: number): GroundTruthForm {
    const method = 'random_uniform';
    const percent = DEFAULT_PERCENT[method];
    return { method, percent, frames: framesOf(percent, totalFor(method, size, segment)), seed: null };
}

/** The form after a change, its linked fields brought into line. */
export function follow(
    form: GroundTruthForm,
    change: Partial<GroundTruthForm>,
    size: number,
    segment: number,
): GroundTruthForm {
    const next = { ...form, ...change };
    const total = totalFor(next.method, size, segment);
    if (change.method !== undefined) {
        const percent = DEFAULT_PERCENT[next.method];
        return { ...next, percent, frames: framesOf(percent, total) };
    }
    if (change.percent !== undefined) {
        return { ...next, frames: change.percent === null ? null : framesOf(change.percent, total) };
    }
    if (change.frames !== undefined) {
        return { ...next, percent: change.frames === null ? null : percentOf(change.frames, total) };
    }
    return next;
}

export function groundTruthProblem(form: GroundTruthForm, size: number, segment: number): string | null {
    const total = totalFor(form.method, size, segment);
    if (form.frames === null || form.frames < 1) return t('Choose at least one frame');
    if (form.frames > total) {
        return form.method === 'random_uniform'
            ? t('The task has {total} frames', { total })
            : t('A job has {total} frames', { total });
    }
    return null;
}

export function toChoice(form: GroundTruthForm): ValidationChoice {
    const count = form.frames ?? 1;
    return {
        frame_selection_method: form.method,
        ...(form.method === 'random_uniform' ? { frame_count: count } : { frames_per_job_count: count }),
        ...(form.seed === null ? {} : { random_seed: form.seed }),
    };
}
