import {
    cancelRequest,
    createTask,
    deleteTask,
    followRequest,
    isAbort,
    MediaUpload,
    type DataParameters,
    type FileTrace,
    type MediaFile,
    type TaskCreate,
    type UploadProgress,
} from '../../api';
import { useSession } from '../../app/session';
import { t } from '../language';
import { reportError, reportSuccess } from '../notices';
import { isActive, useCreations, type Creation } from './creationList';
import { holdUpload, KeptUpload, uploadStore } from './unfinished';

export interface CreationOrder {
    task: TaskCreate;
    data: DataParameters;
    files: MediaFile[];
    /** Goes on with an upload that was broken off: its task, and what is known of all of its files. */
    resumed?: { taskId: number; traces: readonly FileTrace[] };
}

interface Work {
    order: CreationOrder;
    abort: AbortController;
    upload: MediaUpload | null;
    requestId: string | null;
    kept: KeptUpload | null;
}

/** Components that show creations and their outcome; without any, toasts tell of it. */
let watchers = 0;

export function watchCreations(): () => void {
    watchers += 1;
    return () => {
        watchers -= 1;
    };
}

const works = new Map<number, Work>();
let nextKey = 1;
let queue: Promise<void> = Promise.resolve();

function change(key: number, patch: Partial<Creation>): void {
    useCreations.setState(({ list }) => ({
        list: list.map(item => (item.key === key ? { ...item, ...patch } : item)),
    }));
}

function find(key: number): Creation | undefined {
    return useCreations.getState().list.find(item => item.key === key);
}

/** What is left on the server after a creation that failed. */
export function whatWasKept(creation: Creation): string {
    const { taskId, upload } = creation;
    if (taskId === null) return t('Nothing was created on the server.');
    if (upload.doneFiles < upload.totalFiles) {
        return t(
            'Task #{taskId} exists without frames. {doneFiles} of {totalFiles} files arrived and are kept: “Try again” sends only the rest.',
            { taskId, doneFiles: upload.doneFiles, totalFiles: upload.totalFiles },
        );
    }
    return t(
        'Task #{taskId} exists without frames. All uploaded files are kept: “Try again” does not send them again.',
        { taskId },
    );
}

/** Puts a task on its way; tasks are made one after the other. Gives the key to watch it by. */
export function startCreation(order: CreationOrder): number {
    const key = nextKey++;
    works.set(key, { order, abort: new AbortController(), upload: null, requestId: null, kept: null });
    const creation: Creation = {
        key,
        name: order.task.name,
        phase: 'waiting',
        taskId: order.resumed?.taskId ?? null,
        upload: progressBefore(order),
        speed: 0,
        kept: false,
        processing: { progress: 0, message: '', queued: false },
        error: null,
    };
    useCreations.setState(({ list }) => ({ list: [...list, creation] }));
    enqueue(key);
    return key;
}

function progressBefore({ files, resumed }: CreationOrder): UploadProgress {
    const arrived = resumed?.traces.filter(trace => trace.state === 'arrived') ?? [];
    const sentBytes = arrived.reduce((sum, trace) => sum + trace.size, 0);
    return {
        sentBytes,
        totalBytes: files.reduce((sum, file) => sum + file.body.size, sentBytes),
        doneFiles: arrived.length,
        totalFiles: files.length + arrived.length,
        active: [],
    };
}

/** Whether it can be tried again. An upload that another page began cannot once its task was deleted: files are missing. */
export function canRetry({ key, phase }: Creation): boolean {
    return phase === 'failed' || (phase === 'cancelled' && !works.get(key)?.order.resumed);
}

/** Goes on with what failed where it stopped; what was cancelled, of which nothing was kept, begins anew. */
export function retryCreation(key: number): void {
    const work = works.get(key);
    const creation = find(key);
    if (!work || !creation || !canRetry(creation)) return;
    if (creation.phase === 'cancelled') {
        Object.assign(work, { upload: null, requestId: null, kept: null });
        change(key, { taskId: null, upload: progressBefore(work.order) });
    }
    work.abort = new AbortController();
    change(key, { phase: 'waiting', error: null });
    enqueue(key);
}

function enqueue(key: number): void {
    queue = queue.then(() => run(key));
}

async function run(key: number): Promise<void> {
    const work = works.get(key);
    if (!work || find(key)?.phase !== 'waiting') return;
    const { signal } = work.abort;
    try {
        await makeTask(key, work, signal);
        await prepareUpload(key, work);
        await sendFiles(key, work, signal);
        await work.kept?.forget();
        await awaitFrames(key, work, signal);
        change(key, { phase: 'finished' });
        const taskId = find(key)?.taskId;
        if (watchers) return;
        reportSuccess(t('Task “{name}” is ready', { name: work.order.task.name }), {
            action: { text: t('Open'), href: `/tasks/${taskId}` },
        });
    } catch (error) {
        if (isAbort(error)) return;
        change(key, { phase: 'failed', error });
        if (!watchers) reportError(t('Task “{name}” was not created', { name: work.order.task.name }), error);
    }
}

async function makeTask(key: number, work: Work, signal: AbortSignal): Promise<void> {
    if (find(key)?.taskId != null) return;
    change(key, { phase: 'creating' });
    // Not aborted on the way: an answer that never arrives would leave a task nobody knows of.
    const task = await createTask(work.order.task);
    if (signal.aborted) {
        await deleteTask(task.id);
        throw new DOMException('Aborted', 'AbortError');
    }
    change(key, { taskId: task.id });
}

/** Begins to keep track of the upload, so that it can be continued when this page is gone. */
async function prepareUpload(key: number, work: Work): Promise<void> {
    const taskId = find(key)?.taskId;
    if (work.upload || taskId == null) return;
    const { task, files, data, resumed } = work.order;
    const store = files.length || resumed ? await uploadStore() : null;
    if (store) {
        work.kept = new KeptUpload(store, taskId);
        const username = useSession.getState().user?.username ?? '';
        const upload = { taskId, name: task.name, username, data, begunAt: Date.now() };
        if (!resumed) await store.remember(upload, files);
        change(key, { kept: true });
    }
    work.upload = new MediaUpload(taskId, files, data, work.kept ?? undefined, resumed?.traces);
}

async function sendFiles(key: number, work: Work, signal: AbortSignal): Promise<void> {
    if (!work.upload) return;
    const begun = performance.now();
    const already = work.upload.progress().sentBytes;
    change(key, { phase: 'uploading', speed: 0 });
    const release = holdUpload(find(key)?.taskId ?? 0);
    try {
        work.requestId = await work.upload.run(
            upload => {
                const seconds = (performance.now() - begun) / 1000;
                change(key, { upload, speed: seconds > 0.5 ? (upload.sentBytes - already) / seconds : 0 });
            },
            { signal },
        );
    } finally {
        release();
    }
}

async function awaitFrames(key: number, work: Work, signal: AbortSignal): Promise<void> {
    if (!work.requestId) return;
    change(key, { phase: 'processing', processing: { progress: 0, message: '', queued: true } });
    await followRequest(work.requestId, {
        signal,
        onProgress: request =>
            change(key, {
                processing: {
                    progress: request.progress ?? 0,
                    message: request.message.trim(),
                    queued: request.status === 'queued',
                },
            }),
    });
}

/** The server cannot stop making frames once it has begun. */
export function canCancel(creation: Creation): boolean {
    return isActive(creation) && (creation.phase !== 'processing' || creation.processing.queued);
}

/** Stops a creation and deletes what it made so far. */
export async function cancelCreation(key: number): Promise<void> {
    const work = works.get(key);
    const creation = find(key);
    if (!work || !creation || !canCancel(creation)) return;
    try {
        if (creation.phase === 'processing' && work.requestId) await cancelRequest(work.requestId);
        work.abort.abort();
        change(key, { phase: 'cancelled' });
        const taskId = find(key)?.taskId;
        if (taskId != null) await deleteTask(taskId);
        await work.kept?.forget();
    } catch (error) {
        reportError(t('“{name}” could not be cancelled', { name: creation.name }), error);
    }
}

/** Deletes the empty task a failed creation left, and forgets the creation. */
export async function discardCreation(key: number): Promise<void> {
    const creation = find(key);
    if (!creation) return;
    try {
        if (creation.taskId !== null) await deleteTask(creation.taskId);
        await works.get(key)?.kept?.forget();
        forgetCreation(key);
    } catch (error) {
        reportError(t('Task #{taskId} could not be deleted', { taskId: creation.taskId }), error);
    }
}

export function forgetCreation(key: number): void {
    works.delete(key);
    useCreations.setState(({ list }) => ({ list: list.filter(item => item.key !== key) }));
}
