import {
    checkFiles,
    checksumOf,
    type AppendSummary,
    type FileTrace,
    type MediaFile,
    type SortingMethod,
    type Task,
    type WaitingFile,
} from '../../api';
import { t } from '../../shared/language';
import { inspect, kindOf } from '../create-task/files';

/** What became of files that were added to a task, in words. */
export function addedBy({ frames_added, files_skipped, files_same = 0, jobs }: AppendSummary): string {
    const said = [
        t(
            '{frames, plural, one {# frame was} other {# frames were}} added, in {jobs, plural, one {# new job} other {# new jobs}}.',
            { frames: frames_added, jobs: jobs.length },
        ),
    ];
    if (files_skipped)
        said.push(
            t(
                '{count, plural, one {# file was left out: the task has its name already.} other {# files were left out: the task has their names already.}}',
                { count: files_skipped },
            ),
        );
    if (files_same)
        said.push(
            t(
                '{count, plural, one {# file was left out: the task shows the same already.} other {# files were left out: the task shows the same already.}}',
                { count: files_same },
            ),
        );
    return said.join(' ');
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

/** Why a file does not come to the task. */
export type Reason =
    | { readonly kind: 'name' }
    /** The frame that shows the same. */
    | { readonly kind: 'content'; readonly frame: number }
    /** The chosen file with the same content. */
    | { readonly kind: 'twice'; readonly of: string }
    | { readonly kind: 'other' };

export function textOfReason(reason: Reason): string {
    switch (reason.kind) {
        case 'name':
            return t('the task has this name already');
        case 'content':
            return t('frame {frame} shows the same', { frame: reason.frame });
        case 'twice':
            return t('the same as {of}', { of: reason.of });
        case 'other':
            return t('no image, archive or PDF');
    }
}

export interface LeftOut {
    readonly name: string;
    readonly reason: Reason;
}

const HASHED_AT_ONCE = 4;

/** SHA-256 of files in base64, by name; without those that nobody can tell it of. */
async function digestsOf(files: readonly MediaFile[], signal?: AbortSignal): Promise<Map<string, string>> {
    const digests = new Map<string, string>();
    const waiting = [...files];
    const work = async () => {
        for (let file = waiting.shift(); file; file = waiting.shift()) {
            signal?.throwIfAborted();
            const text = await checksumOf(file.body);
            if (text) digests.set(file.name, text.split(' ')[1]);
        }
    };
    await Promise.all(Array.from({ length: HASHED_AT_ONCE }, work));
    return digests;
}

/** Those files of which another one is as large: only they can be the same as another. */
export function alike(files: readonly MediaFile[]): MediaFile[] {
    const counts = new Map<number, number>();
    for (const { body } of files) counts.set(body.size, (counts.get(body.size) ?? 0) + 1);
    return files.filter(({ body }) => (counts.get(body.size) ?? 0) > 1);
}

/** Files that are the same as one before them, by their digests. */
export function twice(files: readonly MediaFile[], digests: ReadonlyMap<string, string>): Map<string, Reason> {
    const first = new Map<string, string>();
    const found = new Map<string, Reason>();
    for (const { name } of files) {
        const digest = digests.get(name);
        if (digest === undefined) continue;
        const of = first.get(digest);
        if (of === undefined) first.set(digest, name);
        else found.set(name, { kind: 'twice', of });
    }
    return found;
}

const isPicture = ({ name }: MediaFile) => kindOf(name) === 'image';

export interface Findings {
    readonly reasons: ReadonlyMap<string, Reason>;
    /** Frames of a job of new ones; 0: one job for all of them. */
    readonly jobLength: number;
}

/**
 * Which of the files the task has already, or twice among themselves, by the server's word: what they hold is read only
 * where sizes agree.
 */
export async function reasonsAgainst(
    taskId: number,
    files: readonly MediaFile[],
    signal?: AbortSignal,
): Promise<Findings> {
    const ask = (list: readonly MediaFile[], digests?: ReadonlyMap<string, string>) =>
        checkFiles(
            taskId,
            list.map(({ name, body }) => ({ name, size: body.size, sha256: digests?.get(name) })),
            signal,
        );
    const reasons = new Map<string, Reason>();
    const { files: first, job_length: jobLength } = await ask(files);
    const unsure = new Set(first.flatMap(({ name, verdict }) => (verdict === 'unsure' ? [name] : [])));
    for (const { name, verdict } of first) if (verdict === 'name') reasons.set(name, { kind: 'name' });
    const fresh = files.filter(file => !reasons.has(file.name) && isPicture(file));
    const same = new Set(alike(fresh));
    const digests = await digestsOf(
        fresh.filter(file => unsure.has(file.name) || same.has(file)),
        signal,
    );
    const second = fresh.filter(({ name }) => unsure.has(name) && digests.has(name));
    if (second.length)
        for (const { name, frame } of (await ask(second, digests)).files)
            if (frame !== null) reasons.set(name, { kind: 'content', frame });
    for (const [name, reason] of twice(
        fresh.filter(({ name }) => !reasons.has(name)),
        digests,
    ))
        reasons.set(name, reason);
    return { reasons, jobLength };
}

/** Of the files chosen for a task: those that would come to it, and the others. */
export interface Addition {
    readonly files: readonly MediaFile[];
    readonly leftOut: readonly LeftOut[];
    /** How many are left out, or would be, for what they hold alone. */
    readonly same: number;
    /** Why they cannot be added, or null. */
    readonly problem: string | null;
}

/** `keepSame`: files with a new name come although what they hold is there. */
export function additionOf(
    chosen: MediaFile[],
    reasons: ReadonlyMap<string, Reason>,
    keepSame = false,
    waiting = 0,
): Addition {
    const { usable, skipped, problem } = inspect(chosen);
    const leftOut: LeftOut[] = [];
    const files: MediaFile[] = [];
    let same = 0;
    for (const file of usable) {
        const { name } = file;
        if (kindOf(name) === 'manifest') continue;
        const reason = reasons.get(name);
        const byContent = reason !== undefined && reason.kind !== 'name';
        if (byContent) ++same;
        if (reason && !(byContent && keepSame)) leftOut.push({ name, reason });
        else files.push(file);
    }
    for (const { name } of skipped) leftOut.push({ name, reason: { kind: 'other' } });
    if (!chosen.length && waiting) return { files, leftOut, same, problem: null };
    return { files, leftOut, same, problem: problem ?? problemOf(files, waiting) };
}

function problemOf(files: readonly MediaFile[], waiting: number): string | null {
    if (files.some(({ name }) => kindOf(name) === 'video'))
        return t('A video becomes a task of its own. Add images, an archive or a PDF.');
    return files.length || waiting ? null : t('Nothing is new: the task has all of these files already.');
}

/** The jobs that so many new frames become, as first and last frame. */
export function newJobs(
    frames: number,
    { size, overlap }: Pick<Task, 'size' | 'overlap'>,
    jobLength: number,
): [number, number][] {
    const first = size ?? 0;
    const length = jobLength && jobLength < frames ? jobLength : frames;
    const step = Math.max(1, length - Math.min(overlap ?? 0, Math.floor(length / 2)));
    const jobs: [number, number][] = [];
    for (let start = 0; ; start += step) {
        jobs.push([first + start, first + Math.min(start + length, frames) - 1]);
        if (start + length >= frames) return jobs;
    }
}

const NATURAL = new Intl.Collator('en', { numeric: true });

/** The first of the names in the order that frames will have. */
export function firstNames(names: readonly string[], sorting: SortingMethod, count: number): string[] {
    const sorted = [...names];
    if (sorting === 'natural') sorted.sort(NATURAL.compare);
    else sorted.sort((a, b) => (a < b ? -1 : Number(a > b)));
    return sorted.slice(0, count);
}

/** What is known on the server of files of an earlier attempt, as an upload wants it, and those that are still to be sent. */
export function continuation(
    files: readonly MediaFile[],
    waiting: readonly WaitingFile[],
): { traces: FileTrace[]; missing: MediaFile[] } {
    const chosen = new Map(files.map(file => [file.name, file]));
    // A file that has changed meanwhile cannot be told from its earlier self by name: everything is sent anew.
    const changed = waiting.some(({ name, size }) => (chosen.get(name)?.body.size ?? size) !== size);
    if (changed) return { traces: [], missing: [...files] };
    const kept = waiting.filter(({ name, location }) => chosen.has(name) || location === null);
    const arrived = new Set(kept.flatMap(({ name, location }) => (location === null ? [name] : [])));
    const traces = kept.map(({ name, size, location }): FileTrace => ({
        name,
        size,
        location,
        state: location === null ? 'arrived' : 'begun',
    }));
    const known = new Set(kept.map(({ name }) => name));
    for (const { name, body } of files)
        if (!known.has(name) && kept.length) traces.push({ name, size: body.size, location: null, state: 'waiting' });
    return { traces, missing: files.filter(({ name }) => !arrived.has(name)) };
}
