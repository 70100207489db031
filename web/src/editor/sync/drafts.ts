import { openDB, unwrap, type DBSchema, type IDBPDatabase } from 'idb';
import { t } from '../../shared/language';
import { LINK_KINDS, type LinkKind } from '../model/links';
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

/** What was being drawn, in the words of the tool it was drawn with. */
export interface GestureDraft {
    readonly jobId: number;
    readonly tool: string;
    readonly frame: number;
    readonly labelId: number | null;
    readonly state: unknown;
}

/** An object at the end of a link, here and on the server where it is known there. */
export interface LinkEndDraft {
    readonly id: ObjectId;
    readonly kind: DocObject['kind'];
    readonly serverId: number | null;
}

/** A link that is there and not on the server, or the other way round. */
export interface LinkDraft {
    readonly from: LinkEndDraft;
    readonly to: LinkEndDraft;
    readonly kind: LinkKind;
    readonly name: string;
    readonly there: boolean;
}

export interface LinksDraft {
    readonly jobId: number;
    readonly links: readonly LinkDraft[];
}

export interface FrameDraft {
    readonly jobId: number;
    readonly deleted: readonly number[];
}

interface DraftSchema extends DBSchema {
    objects: { key: [number, number]; value: Draft; indexes: { job: number } };
    frames: { key: number; value: FrameDraft };
    gestures: { key: number; value: GestureDraft };
    links: { key: number; value: LinksDraft };
}

export interface JobDraft {
    readonly objects: readonly Draft[];
    readonly frames: FrameDraft | null;
    readonly links: LinksDraft | null;
}

/** What the store has of a job. Entries that make no sense any more are told apart, and kept. */
export interface FoundDraft extends JobDraft {
    readonly gesture: GestureDraft | null;
    readonly damaged: readonly unknown[];
}

const KINDS = ['tag', 'shape', 'track'];
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isGeometry = (value: Record<string, unknown>) =>
    Array.isArray(value.points) && value.points.every(Number.isFinite) && typeof value.type === 'string';

const areRecords = (value: unknown, suits: (one: Record<string, unknown>) => boolean = () => true) =>
    Array.isArray(value) && value.every(one => isRecord(one) && suits(one));
const hasKeyframes = (value: Record<string, unknown>) => areRecords(value.keyframes, isGeometry);

/** Whether an entry is one this page can put back: a broken disk or another version of the page may have left others. */
export function isSound(entry: unknown): entry is Draft {
    if (!isRecord(entry) || !KINDS.includes(entry.kind as string)) return false;
    const { object } = entry;
    if (object === null) return isRecord(entry.base);
    if (!isRecord(object) || object.kind !== entry.kind) return false;
    if (!Number.isInteger(object.frame) || !Number.isInteger(object.labelId) || !areRecords(object.attributes))
        return false;
    if (object.kind === 'shape') return isGeometry(object) && areRecords(object.elements, isGeometry);
    if (object.kind === 'tag') return true;
    return hasKeyframes(object) && areRecords(object.elements, hasKeyframes);
}

const areFrames = (value: unknown): value is FrameDraft =>
    isRecord(value) && Array.isArray(value.deleted) && value.deleted.every(Number.isInteger);

const isGesture = (value: unknown): value is GestureDraft =>
    isRecord(value) && typeof value.tool === 'string' && Number.isInteger(value.frame);

const isEnd = (value: unknown) =>
    isRecord(value) && Number.isInteger(value.id) && (value.kind === 'shape' || value.kind === 'track');

/** What of kept links makes sense. A link is made again in a moment, so that nothing is told of others. */
function soundLinks(draft: LinksDraft | undefined): LinksDraft | null {
    const links = (Array.isArray(draft?.links) ? draft.links : []).filter(
        (link: unknown) =>
            isRecord(link) &&
            isEnd(link.from) &&
            isEnd(link.to) &&
            LINK_KINDS.includes(link.kind as LinkKind) &&
            typeof link.name === 'string',
    );
    return draft && links.length ? { ...draft, links } : null;
}

/** Entries handed to the store in one go: more would hold up the page. */
const PART = 400;

/**
 * Takes entries out of the store of objects and puts others in, some at a time, so that the page stays quick whatever
 * their number. Resolves when all is handed over; the transaction itself says whether it is kept.
 */
function inParts(transaction: IDBTransaction, put: readonly Draft[], drop: readonly IDBValidKey[]): Promise<void> {
    const store = transaction.objectStore('objects');
    return new Promise((resolve, reject) => {
        const from = (start: number) => {
            let last: IDBRequest | undefined;
            const end = start + PART;
            try {
                for (const key of drop.slice(start, end)) last = store.delete(key);
                for (const draft of put.slice(Math.max(0, start - drop.length), Math.max(0, end - drop.length)))
                    last = store.put(draft);
            } catch (error) {
                transaction.abort();
                return reject(error as Error);
            }
            if (!last || end >= drop.length + put.length) return resolve();
            // The next part before the transaction could end by itself.
            last.onsuccess = () => from(end);
        };
        transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')));
        from(0);
    });
}

export class DraftStore {
    private constructor(private readonly db: IDBPDatabase<DraftSchema>) {}

    /** The drafts of one user: who signs in next on this computer is not offered them, nor can they replace them. */
    static async open(userId: number): Promise<DraftStore> {
        let refuse: (reason: Error) => void;
        const blocked = new Promise<never>((_, reject) => (refuse = reject));
        const opening = openDB<DraftSchema>(`limn-drafts-${userId}`, 3, {
            upgrade(database, before) {
                if (before < 1) {
                    database.createObjectStore('objects', { keyPath: ['jobId', 'id'] }).createIndex('job', 'jobId');
                    database.createObjectStore('frames', { keyPath: 'jobId' });
                }
                if (before < 2) database.createObjectStore('gestures', { keyPath: 'jobId' });
                database.createObjectStore('links', { keyPath: 'jobId' });
            },
            blocked: () =>
                refuse(new Error(t('A tab with an older version of this page is open: close it and reload.'))),
            blocking: (_, __, event) => (event.target as IDBDatabase).close(),
        });
        const db = await Promise.race([opening, blocked]);
        return new DraftStore(db);
    }

    async read(jobId: number): Promise<FoundDraft> {
        const entries = await this.db.getAllFromIndex('objects', 'job', jobId);
        const frames = (await this.db.get('frames', jobId)) ?? null;
        const gesture = (await this.db.get('gestures', jobId)) ?? null;
        return {
            objects: entries.filter(isSound),
            damaged: [
                ...entries.filter(entry => !isSound(entry)),
                ...[frames].filter(one => one && !areFrames(one)),
                ...[gesture].filter(one => one && !isGesture(one)),
            ],
            frames: areFrames(frames) ? frames : null,
            gesture: isGesture(gesture) ? gesture : null,
            links: soundLinks(await this.db.get('links', jobId)),
        };
    }

    /** Puts and takes out entries in one transaction: all of an edit is kept, or nothing. */
    async write(jobId: number, put: readonly Draft[], drop: readonly ObjectId[]): Promise<void> {
        const transaction = this.db.transaction('objects', 'readwrite', { durability: 'relaxed' });
        await Promise.all([
            inParts(
                unwrap(transaction),
                put,
                drop.map(id => [jobId, id]),
            ),
            transaction.done,
        ]);
    }

    async writeFrames(jobId: number, deleted: readonly number[] | null): Promise<void> {
        if (deleted) await this.db.put('frames', { jobId, deleted });
        else await this.db.delete('frames', jobId);
    }

    async writeLinks(jobId: number, links: readonly LinkDraft[]): Promise<void> {
        if (links.length) await this.db.put('links', { jobId, links });
        else await this.db.delete('links', jobId);
    }

    /** Keeps what is being drawn; null when nothing is. */
    async writeGesture(jobId: number, gesture: GestureDraft | null): Promise<void> {
        if (gesture) await this.db.put('gestures', gesture);
        else await this.db.delete('gestures', jobId);
    }

    /** Replaces everything of a job, as when recovered work gets the ids of a new session. */
    async replace(jobId: number, drafts: readonly Draft[]): Promise<void> {
        const transaction = this.db.transaction('objects', 'readwrite');
        const old = await transaction.store.index('job').getAllKeys(jobId);
        await Promise.all([inParts(unwrap(transaction), drafts, old), transaction.done]);
    }

    async clear(jobId: number): Promise<void> {
        await this.replace(jobId, []);
        await this.db.delete('frames', jobId);
        await this.db.delete('gestures', jobId);
        await this.db.delete('links', jobId);
    }

    close(): void {
        this.db.close();
    }
}
