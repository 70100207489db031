import type { Job } from '../../api';
import { changeSettings, useSettings } from '../../shared/settings';

const NAME = 'seenGuides';
const REMEMBERED = 10;

const seenIn = (value: unknown): number[] =>
    Array.isArray(value) ? value.filter((id): id is number => typeof id === 'number') : [];

/** The guides seen last, latest first, after one of them was seen. */
export function withSeen(value: unknown, id: number): number[] {
    return [id, ...seenIn(value).filter(one => one !== id)].slice(0, REMEMBERED);
}

/** Whether the guide opens by itself: to who begins a job and has not seen it, or where a link asks for it. */
export function opensGuide(
    { guide_id: id, stage, state }: Pick<Job, 'guide_id' | 'stage' | 'state'>,
    search: string,
    seen: unknown,
): boolean {
    if (id === null) return false;
    if (new URLSearchParams(search).has('openGuide')) return true;
    return stage === 'annotation' && state === 'new' && !seenIn(seen).includes(id);
}

export const wantsGuide = (job: Job, search: string): boolean =>
    opensGuide(job, search, useSettings.getState().values[NAME]);

export function guideSeen(id: number): void {
    const before = useSettings.getState().values[NAME];
    if (seenIn(before)[0] !== id) changeSettings({ [NAME]: withSeen(before, id) });
}
