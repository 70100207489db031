import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DocObject, ObjectId } from '../model/types';
import type { WireObject } from '../model/wire';

/**
 * Unsaved work on the user's own disk. Every edit is written here before it is sent: for each object that differs from
 * the server its present state, with the server's copy it started from. What the server has confirmed is taken out.
 */
export interface Draft {
    readonly jobId: number;
    /** Page-local id within the session that wrote it. */
    readonly id: ObjectId;
    /** The object as edited; null when deleted. */
    readonly object: DocObject | null;
    /** The server's copy the edit started from; null for a new object. */
    readonly base: WireObject | null;
    readonly kind: DocObject['kind'];
    readonly at: number;
}

export interface FrameDraft {
    readonly jobId: number;
    readonly deleted: readonly number[];
}

interface DraftSchema extends DBSchema {
    objects: { key: [number, number]; value: Draft; indexes: { job: number } };
    frames: { key: number; value: FrameDraft };
}

export interface JobDraft {
    readonly objects: readonly Draft[];
    readonly frames: FrameDraft | null;
}

export class DraftStore {
    private constructor(private readonly db: IDBPDatabase<DraftSchema>) {}

    static async open(name = 'limn-drafts'): Promise<DraftStore> {
        const db = await openDB<DraftSchema>(name, 1, {
            upgrade(database) {
                database.createObjectStore('objects', { keyPath: ['jobId', 'id'] }).createIndex('job', 'jobId');
                database.createObjectStore('frames', { keyPath: 'jobId' });
            },
        });
        return new DraftStore(db);
    }

    async read(jobId: number): Promise<JobDraft> {
        const objects = await this.db.getAllFromIndex('objects', 'job', jobId);
        return { objects, frames: (await this.db.get('frames', jobId)) ?? null };
    }

    /** Puts and takes out entries in one transaction: all of an edit is kept, or nothing. */
    async write(jobId: number, put: readonly Draft[], drop: readonly ObjectId[]): Promise<void> {
        const transaction = this.db.transaction('objects', 'readwrite', { durability: 'relaxed' });
        const writes = [
            ...put.map(draft => transaction.store.put(draft)),
            ...drop.map(id => transaction.store.delete([jobId, id])),
        ];
        await Promise.all([...writes, transaction.done]);
    }

    async writeFrames(jobId: number, deleted: readonly number[] | null): Promise<void> {
        if (deleted) await this.db.put('frames', { jobId, deleted });
        else await this.db.delete('frames', jobId);
    }

    /** Replaces everything of a job, as when recovered work gets the ids of a new session. */
    async replace(jobId: number, drafts: readonly Draft[]): Promise<void> {
        const transaction = this.db.transaction('objects', 'readwrite');
        const old = await transaction.store.index('job').getAllKeys(jobId);
        const writes = [
            ...old.map(key => transaction.store.delete(key)),
            ...drafts.map(draft => transaction.store.put(draft)),
        ];
        await Promise.all([...writes, transaction.done]);
    }

    async clear(jobId: number): Promise<void> {
        await this.replace(jobId, []);
        await this.db.delete('frames', jobId);
    }

    close(): void {
        this.db.close();
    }
}
