import type { AppendSummary, MediaFile, Task } from '../../api';
import { t } from '../../shared/language';
import { inspect, kindOf } from '../create-task/files';

/** What became of files that were added to a task, in words. */
export function addedBy({ frames_added, files_skipped, jobs }: AppendSummary): string {
    const added = t(
        '{frames, plural, one {# frame was} other {# frames were}} added, in {jobs, plural, one {# new job} other {# new jobs}}.',
        { frames: frames_added, jobs: jobs.length },
    );
    if (!files_skipped) return added;
    return t(
        '{added} {count, plural, one {# file was left out: the task has its name already.} other {# files were left out: the task has their names already.}}',
        {
            added,
            count: files_skipped,
        },
    );
}

/** Why nothing can be added to a task, or null. */
export function whyNotAdd(
    task: Pick<Task, 'size' | 'mode' | 'validation_mode' | 'data_cloud_storage_id'>,
): string | null {
    if (!task.size) return t('The task has no frames yet');
    if (task.mode === 'interpolation') return t('Nothing can be added to a video. Make another task of the files.');
    if (task.data_cloud_storage_id != null)
        return t('The frames of this task are those of a cloud storage. Make another task of the files.');
    if (task.validation_mode === 'gt_pool')
        return t('The validation frames of this task are dealt out among its jobs. Make another task of the files.');
    return null;
}

/** Of the files chosen for a task: those that would come to it, and how many it has already. */
export interface Addition {
    readonly files: readonly MediaFile[];
    readonly known: number;
    /** Why they cannot be added, or null. */
    readonly problem: string | null;
}

export function additionOf(chosen: MediaFile[], names: ReadonlySet<string>): Addition {
    const { usable, problem } = inspect(chosen);
    const files = usable.filter(({ name }) => !names.has(name) && kindOf(name) !== 'manifest');
    const known = usable.filter(({ name }) => names.has(name)).length;
    return { files, known, problem: problem ?? problemOf(files, known) };
}

function problemOf(files: readonly MediaFile[], known: number): string | null {
    if (files.some(({ name }) => kindOf(name) === 'video'))
        return t('A video becomes a task of its own. Add images, an archive or a PDF.');
    if (files.length) return null;
    return t('The task has {count, plural, one {a file} other {all # files}} of these names already.', {
        count: known,
    });
}

/** How many jobs so many new frames become; a task in one piece gets one more. */
export function newJobs(frames: number, { segment_size, overlap }: Pick<Task, 'segment_size' | 'overlap'>): number {
    if (!segment_size || frames <= segment_size) return 1;
    const step = segment_size - Math.min(overlap ?? 0, Math.floor(segment_size / 2));
    return Math.ceil((frames - segment_size) / step) + 1;
}
