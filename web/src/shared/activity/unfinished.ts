import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DataParameters, FileTrace, MediaFile, UploadMemory } from '../../api';
import { t } from '../language';
import { reportError } from '../notices';

/** An upload of this browser that has not ended, or whose page was closed before it had. */
export interface UnfinishedUpload {
    readonly taskId: number;
    /** Of the task. */
    readonly name: string;
    /** Who began it. */
    readonly username: string;
    readonly data: DataParameters;
    readonly begunAt: number;
}

export interface KeptFile extends FileTrace {
    readonly taskId: number;
    readonly place: number;
}

interface Schema extends DBSchema {
    uploads: { key: number; value: UnfinishedUpload };
    files: { key: [number, string]; value: KeptFile; indexes: { task: number } };
}

/**
 * How far uploads are, kept in the browser: not the bytes, but which files the server has, and where it waits for the
 * rest of those that were begun.
 */
export class UploadStore {
    private constructor(private readonly db: IDBPDatabase<Schema>) {}

    static async open(name = 'limn-uploads'): Promise<UploadStore> {
        const db = await openDB<Schema>(name, 1, {
            upgrade(database) {
                database.createObjectStore('uploads', { keyPath: 'taskId' });
                database.createObjectStore('files', { keyPath: ['taskId', 'name'] }).createIndex('task', 'taskId');
            },
        });
        return new UploadStore(db);
    }

    async remember(upload: UnfinishedUpload, files: readonly MediaFile[]): Promise<void> {
        const { taskId } = upload;
        const transaction = this.db.transaction(['uploads', 'files'], 'readwrite');
        const kept = transaction.objectStore('files');
        await Promise.all([
            transaction.objectStore('uploads').put(upload),
            ...files.map(({ name, body }, place) =>
                kept.put({ taskId, name, size: body.size, state: 'waiting', location: null, place }),
            ),
            transaction.done,
        ]);
    }

    async mark(taskId: number, names: readonly string[], change: Partial<FileTrace>): Promise<void> {
        const transaction = this.db.transaction('files', 'readwrite', { durability: 'relaxed' });
        for (const name of names) {
            const file = await transaction.store.get([taskId, name]);
            if (file) await transaction.store.put({ ...file, ...change });
        }
        await transaction.done;
    }

    async list(username: string): Promise<UnfinishedUpload[]> {
        return (await this.db.getAll('uploads')).filter(upload => upload.username === username);
    }

    /** In the order they were given. */
    async files(taskId: number): Promise<KeptFile[]> {
        return (await this.db.getAllFromIndex('files', 'task', taskId)).sort((a, b) => a.place - b.place);
    }

    async forget(taskId: number): Promise<void> {
        const transaction = this.db.transaction(['uploads', 'files'], 'readwrite');
        const every = IDBKeyRange.bound([taskId, ''], [taskId, '\uffff']);
        await Promise.all([
            transaction.objectStore('uploads').delete(taskId),
            transaction.objectStore('files').delete(every),
            transaction.done,
        ]);
    }

    close(): void {
        this.db.close();
    }
}

let opened: Promise<UploadStore | null> | null = null;

/** Null where the browser keeps nothing for pages, as private windows of some do. */
export function uploadStore(): Promise<UploadStore | null> {
    opened ??= UploadStore.open().catch(() => null);
    return opened;
}

/** Keeps track of one upload. What cannot be kept is said once; the upload itself goes on. */
export class KeptUpload implements UploadMemory {
    private last: Promise<void> = Promise.resolve();
    private failed = false;

    constructor(
        private readonly store: UploadStore,
        private readonly taskId: number,
    ) {}

    begun(names: readonly string[]): void {
        this.mark(names, { state: 'begun' });
    }

    located(name: string, location: string): void {
        this.mark([name], { location });
    }

    arrived(names: readonly string[]): void {
        this.mark(names, { state: 'arrived' });
    }

    private mark(names: readonly string[], change: Partial<FileTrace>): void {
        this.last = this.last
            .then(() => (this.failed ? undefined : this.store.mark(this.taskId, names, change)))
            .catch((error: unknown) => {
                this.failed = true;
                reportError(t('The upload goes on, but cannot be continued after this tab is closed'), error);
            });
    }

    /** Resolves when everything told so far is kept. */
    settled(): Promise<void> {
        return this.last;
    }

    async forget(): Promise<void> {
        await this.settled();
        await this.store.forget(this.taskId);
    }
}

const lockName = (taskId: number) => `limn-upload-${taskId}`;

/** Shows other tabs that this one is at an upload; the function given back ends that. */
export function holdUpload(taskId: number, locks: LockManager | undefined = navigator.locks): () => void {
    let release: () => void = () => undefined;
    const ended = new Promise<void>(resolve => (release = resolve));
    void locks?.request(lockName(taskId), () => ended);
    return release;
}

/** Uploads that some tab is at. */
export async function heldUploads(locks: LockManager | undefined = navigator.locks): Promise<ReadonlySet<string>> {
    const { held = [] } = (await locks?.query()) ?? {};
    return new Set(held.flatMap(lock => lock.name ?? []));
}

export function isHeld(held: ReadonlySet<string>, taskId: number): boolean {
    return held.has(lockName(taskId));
}

const baseName = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/**
 * Finds the files that have not arrived among those chosen again: by name and size, and where the folder differs, by the
 * file's own name and size if only one has them.
 */
export function matchFiles(
    traces: readonly FileTrace[],
    chosen: readonly MediaFile[],
): { found: MediaFile[]; missing: FileTrace[] } {
    const exact = new Map(chosen.map(file => [`${file.body.size} ${file.name}`, file]));
    const loose = new Map<string, MediaFile | null>();
    for (const file of chosen) {
        const key = `${file.body.size} ${baseName(file.name)}`;
        loose.set(key, loose.has(key) ? null : file);
    }
    const found: MediaFile[] = [];
    const missing: FileTrace[] = [];
    for (const trace of traces) {
        if (trace.state === 'arrived') continue;
        const file =
            exact.get(`${trace.size} ${trace.name}`) ?? loose.get(`${trace.size} ${baseName(trace.name)}`) ?? null;
        if (file) found.push({ name: trace.name, body: file.body });
        else missing.push(trace);
    }
    return { found, missing };
}
