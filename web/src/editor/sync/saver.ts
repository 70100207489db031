import {
    messageOf,
    type AnnotationAction,
    type LabeledData,
    type LinkChange,
    type Revised,
    type WireLink,
} from '../../api';
import { t } from '../../shared/language';
import type { AnnotationDocument, Diff } from '../model/document';
import type { Link } from '../model/links';
import type { ObjectId } from '../model/types';
import type { WireObject } from '../model/wire';
import { requestOf, type PlannedObject, type SavedObject, type SavedState } from './base';
import type { Draft, JobDraft, LinkDraft, LinkEndDraft } from './drafts';
import { mergeRemote, type Merge } from './merge';
import { isOutdated, isRefused, isUnreachable, refusal, WithheldError } from './refusals';

export interface SaverHost {
    /**
     * Sends part of a save. The server carries out requests with the same key once, and answers them alike. A job that
     * has another revision by then is left as it is (409).
     */
    patch(
        action: AnnotationAction,
        data: Partial<LabeledData>,
        on: { readonly key: string; readonly revision: string | null },
    ): Promise<Revised>;
    /** Everything of the job as the server holds it now. */
    reload(): Promise<{
        readonly objects: readonly SavedObject[];
        readonly links: readonly WireLink[];
        readonly revision: string | null;
    }>;
    /** Adds and removes links; may be sent again. Another revision is refused, as of a save. */
    saveLinks(change: LinkChange, revision: string | null): Promise<{ readonly revision: string | null }>;
    /** Puts what others have done into the document, and says so where nobody asked for it. */
    merged(merge: Merge, onTheWay: boolean): void;
    /** The labels the job has now, sublabels included. */
    labels(): Promise<ReadonlySet<number>>;
    saveFrames(deleted: number[]): Promise<void>;
    /** Called once, before the first save of changes. */
    begin(): Promise<void>;
    drafts: {
        write(put: readonly Draft[], drop: readonly ObjectId[]): Promise<void>;
        writeFrames(deleted: readonly number[] | null): Promise<void>;
        writeLinks(links: readonly LinkDraft[]): Promise<void>;
    };
    later(milliseconds: number, run: () => void): () => void;
    now(): number;
}

export type SaveState =
    | { readonly kind: 'saved' }
    | { readonly kind: 'unsaved'; readonly count: number }
    /** `share` is how much has been sent, from 0 to 1, where that takes several requests. */
    | { readonly kind: 'saving'; readonly share?: number }
    /** No answer from the server, or it failed; tried again by itself. */
    | { readonly kind: 'offline'; readonly message: string; readonly count: number }
    /** The server refused; nothing is lost, and the next edit or an explicit save tries again. */
    | { readonly kind: 'refused'; readonly message: string; readonly count: number };

interface SaveRequest {
    readonly action: AnnotationAction;
    readonly ordered: readonly PlannedObject[];
    readonly body: Partial<LabeledData>;
    readonly key: string;
}

/** Objects in one request: what is said to be saved stays saved if the next one fails, and the page stays quick. */
const PART = 4000;
/** How often one save takes in what others do, before it leaves the rest to the next. */
const MERGES = 3;
const RETRY_FIRST = 2000;
const RETRY_LAST = 30000;

/**
 * Brings edits to the server, one request at a time. Each edit goes to the draft store at once; a save sends updates,
 * deletions and creations in this order and takes over the ids from the answers by position. An edit made while a save
 * is under way is found different from what was sent, and goes with the next one. When others have changed the job, what
 * they did is merged into the document first. Objects whose label is gone are withheld, and everything else is saved.
 */
export class Saver {
    private state: SaveState = { kind: 'saved' };
    private running: Promise<boolean> | null = null;
    private cancelTimer: (() => void) | null = null;
    private retry = RETRY_FIRST;
    private begun = false;
    private draftFailure: string | null = null;
    private linksKept = false;
    private drafting: Promise<void> = Promise.resolve();
    private keeping = false;
    private readonly toKeep = new Set<ObjectId>();
    private framesToKeep = false;
    private linksToKeep = false;
    /** A request that got no answer: the server may have carried it out. It is repeated as it was before anything else. */
    private unanswered: SaveRequest | null = null;
    private stopped = false;
    /** Labels of objects here that the job has no more. */
    private lost: ReadonlySet<number> = new Set();
    autosave = true;
    /** Milliseconds after the last edit until it is saved by itself. */
    autosaveAfter = 5000;
    /** Of the copy that edits start from. */
    revision: string | null = null;

    constructor(
        private readonly jobId: number,
        private readonly document: AnnotationDocument,
        private readonly saved: SavedState,
        private readonly host: SaverHost,
        private readonly changed: (state: SaveState) => void,
    ) {}

    get current(): SaveState {
        return this.state;
    }

    /** Why edits cannot be kept on this computer, if so. */
    get draftError(): string | null {
        return this.draftFailure;
    }

    get dirty(): boolean {
        return (
            !this.stopped &&
            (this.saved.unsaved(this.document).length > 0 ||
                this.saved.framesDiffer(this.document) ||
                this.unsavedLinks.length > 0)
        );
    }

    private get unsavedLinks(): readonly Link[] {
        return this.saved.links.unsaved(this.document);
    }

    /** An edit has been applied to the document. */
    edited(diff: Diff): void {
        this.saved.touch(diff);
        this.keep(
            diff.objects.map(change => change.id),
            Boolean(diff.frames?.length),
            Boolean(diff.links?.length),
        );
        if (!this.running) this.show(this.stillOffline());
        if (this.autosave && this.dirty && this.state.kind !== 'offline') this.schedule(this.autosaveAfter);
    }

    /** Where the server did not answer last, an edit does not change that: only its next answer does. */
    private stillOffline(): SaveState | undefined {
        if (this.state.kind !== 'offline') return undefined;
        return this.dirty ? { ...this.state, count: this.count } : undefined;
    }

    /** The connection is said to be back: what waits for its next turn is tried at once. */
    reachable(): void {
        if (this.state.kind === 'offline' && !this.stopped) void this.save();
    }

    /** Resolves when everything edited so far is in the draft store. */
    kept(): Promise<void> {
        return this.drafting;
    }

    /** Something could not be written to the draft store. */
    draftsFailed(error: unknown): void {
        this.draftFailure = messageOf(error);
        this.show(this.running ? this.state : undefined);
    }

    private keep(ids: readonly ObjectId[], frames: boolean, links = false): void {
        for (const id of ids) this.toKeep.add(id);
        this.framesToKeep ||= frames;
        // While some are kept, whatever is saved may make them obsolete.
        this.linksToKeep ||= links || this.linksKept;
        if (this.keeping) return;
        this.keeping = true;
        this.drafting = this.writeDrafts();
    }

    /** Writes what waits, and what has come meanwhile all at once: a slow disk lags by two edits, not by all of them. */
    private async writeDrafts(): Promise<void> {
        await null;
        let sound = true;
        while (sound && (this.toKeep.size || this.framesToKeep || this.linksToKeep)) sound = await this.writeWaiting();
        this.keeping = false;
    }

    /** Whether that could be done; otherwise it is tried again with the next edit. */
    private async writeWaiting(): Promise<boolean> {
        const ids = [...this.toKeep];
        const frames = this.framesToKeep;
        const links = this.linksToKeep;
        this.toKeep.clear();
        this.framesToKeep = false;
        this.linksToKeep = false;
        try {
            if (ids.length) await this.writeObjects(ids);
            if (frames) await this.host.drafts.writeFrames(this.deletedToKeep);
            if (links) await this.writeLinks();
            this.draftFailure = null;
            return true;
        } catch (error) {
            for (const id of ids) this.toKeep.add(id);
            this.framesToKeep ||= frames;
            this.linksToKeep ||= links;
            this.draftsFailed(error);
            return false;
        }
    }

    private writeObjects(ids: readonly ObjectId[]): Promise<void> {
        const unsaved = new Set(this.saved.unsaved(this.document));
        const put = ids.filter(id => unsaved.has(id)).map(id => this.draftOf(id));
        return this.host.drafts.write(
            put,
            ids.filter(id => !unsaved.has(id)),
        );
    }

    private writeLinks(): Promise<void> {
        const links = this.linkDrafts();
        this.linksKept = links.length > 0;
        return this.host.drafts.writeLinks(links);
    }

    private get deletedToKeep(): readonly number[] | null {
        return this.saved.framesDiffer(this.document) ? [...this.document.deletedFrames] : null;
    }

    /** What is not saved, as the draft store has it. */
    unsaved(): JobDraft {
        const deleted = [...this.document.deletedFrames];
        return {
            objects: this.saved.unsaved(this.document).map(id => this.draftOf(id)),
            frames: this.saved.framesDiffer(this.document) ? { jobId: this.jobId, deleted } : null,
            links: this.unsavedLinks.length ? { jobId: this.jobId, links: this.linkDrafts() } : null,
        };
    }

    private linkDrafts(): LinkDraft[] {
        const end = (id: ObjectId): LinkEndDraft => {
            const saved = this.saved.get(id);
            const kind = (this.document.get(id) ?? saved?.object)?.kind ?? 'shape';
            return { id, kind, serverId: saved?.wire.id ?? null };
        };
        return this.unsavedLinks.map(link => ({
            ...link,
            from: end(link.from),
            to: end(link.to),
            there: this.document.isLinked(link),
        }));
    }

    private draftOf(id: ObjectId): Draft {
        const object = this.document.get(id) ?? null;
        const saved = this.saved.get(id);
        const kind = object?.kind ?? saved?.object.kind ?? 'shape';
        return { jobId: this.jobId, id, object, base: saved?.wire ?? null, kind, at: this.host.now() };
    }

    /** Whether the job has been saved by others since the copy that edits start from. */
    isBehind(revision: number): boolean {
        return !this.stopped && this.revision !== null && Number(this.revision) < revision;
    }

    /**
     * Takes in what others have saved up to a revision, without saving. Null when there was nothing to do, when it could not
     * be read, or must not be put into the document once it is there: then the next save finds it. Never rejects.
     */
    async follow(revision: number, mayMerge: () => boolean): Promise<Merge | null> {
        while (this.running) await this.running;
        // What has no answer yet must be repeated first, or its objects would be taken for those of others.
        if (this.unanswered || !this.isBehind(revision)) return null;
        let merge: Merge | null = null;
        this.running = this.merge(mayMerge).then(
            done => {
                merge = done;
                return true;
            },
            () => false,
        );
        await this.running;
        this.running = null;
        if (this.state.kind === 'saved' || this.state.kind === 'unsaved') this.show();
        return merge;
    }

    private schedule(milliseconds: number): void {
        this.cancelTimer?.();
        this.cancelTimer = this.host.later(milliseconds, () => void this.save());
    }

    /** How many changes are not saved. */
    private get count(): number {
        const frames = this.saved.framesDiffer(this.document) ? 1 : 0;
        return this.saved.unsaved(this.document).length + frames + this.saved.links.count(this.document);
    }

    private show(state?: SaveState): void {
        const { count } = this;
        this.state = state ?? (count ? { kind: 'unsaved', count } : { kind: 'saved' });
        this.changed(this.state);
    }

    /** Saves everything edited until now. Resolves to whether nothing is left to save; never rejects. */
    async save(): Promise<boolean> {
        this.cancelTimer?.();
        this.cancelTimer = null;
        if (this.running) {
            await this.running;
            return this.dirty ? this.save() : true;
        }
        if (!this.dirty) {
            this.show();
            return true;
        }
        this.running = this.attempt();
        try {
            return await this.running;
        } finally {
            this.running = null;
            if (this.state.kind === 'unsaved' && this.autosave) this.schedule(this.autosaveAfter);
        }
    }

    private async attempt(): Promise<boolean> {
        this.show({ kind: 'saving' });
        try {
            await this.send();
            this.retry = RETRY_FIRST;
            this.show();
            return !this.dirty;
        } catch (error) {
            this.failed(error);
            return false;
        }
    }

    private async send(): Promise<void> {
        if (!this.begun) await this.host.begin();
        this.begun = true;
        if (this.saved.framesDiffer(this.document)) {
            const deleted = [...this.document.deletedFrames].sort((a, b) => a - b);
            await this.host.saveFrames(deleted);
            this.saved.setFrames(deleted);
            this.keep([], true);
        }
        for (let merges = 0; ; ++merges) {
            try {
                return await this.sendObjects();
            } catch (error) {
                if (isOutdated(error) && merges < MERGES) await this.merge();
                else if (!(isRefused(error) && (await this.findLostLabels()))) throw error;
            }
        }
    }

    private async sendObjects(): Promise<void> {
        if (this.unanswered) await this.request(this.unanswered, true);
        const plan = this.saved.plan(this.document);
        const withheld = (one: PlannedObject) => one.object !== undefined && this.lost.has(one.object.labelId);
        const parts = (
            [
                ['update', plan.update],
                ['delete', plan.remove],
                ['create', plan.create],
            ] as const
        ).flatMap(([action, planned]) =>
            inParts(planned.filter(one => !withheld(one))).map(part => ({ action, part })),
        );
        for (const [i, { action, part }] of parts.entries()) {
            if (parts.length > 3) this.show({ kind: 'saving', share: i / parts.length });
            await this.sendPart(action, part);
        }
        await this.sendLinks();
        const held = [...plan.update, ...plan.create].filter(withheld);
        if (held.length) throw new WithheldError(held);
    }

    /** Links follow the objects that they are between, which have their numbers by then. */
    private async sendLinks(): Promise<void> {
        const { links } = this.saved;
        const plan = links.plan(this.document, this.saved);
        if (!plan) return;
        const { revision } = await this.host.saveLinks(plan.change, this.revision);
        this.revision = revision;
        links.acknowledge(plan);
        this.keep([], false, true);
    }

    private async merge(mayMerge?: () => boolean): Promise<Merge | null> {
        const { objects, links, revision } = await this.host.reload();
        if (mayMerge?.() === false) return null;
        const merge = mergeRemote(objects, this.document, this.saved, links);
        this.revision = revision;
        this.host.merged(merge, mayMerge === undefined);
        return merge;
    }

    /** After a refusal: whether labels are gone that were not known to be. */
    private async findLostLabels(): Promise<boolean> {
        const there = await this.host.labels();
        const plan = this.saved.plan(this.document);
        const used = [...plan.update, ...plan.create].flatMap(({ object }) => (object ? [object.labelId] : []));
        const lost = new Set(used.filter(id => !there.has(id)));
        const more = [...lost].some(id => !this.lost.has(id));
        this.lost = lost;
        return more;
    }

    private sendPart(action: AnnotationAction, planned: readonly PlannedObject[]): Promise<void> {
        const { ordered, body } = requestOf(planned);
        return this.request({ action, ordered, body: body as Partial<LabeledData>, key: randomKey() });
    }

    private async request(request: SaveRequest, repeated = false): Promise<void> {
        this.unanswered = request;
        const on = { key: request.key, revision: this.revision };
        const { data, revision } = await this.host.patch(request.action, request.body, on).catch((error: unknown) => {
            // A refusal is an answer: nothing was stored.
            if (!isUnreachable(error)) this.unanswered = null;
            throw error;
        });
        this.unanswered = null;
        // Between a first try and its repetition others may have saved: the next save has to look.
        if (!repeated) this.revision = revision;
        const { ordered } = request;
        const echoes: WireObject[] = [...data.tags, ...data.shapes, ...data.tracks];
        if (echoes.length !== ordered.length) {
            throw new Error(
                t(
                    'The server answered with {count} objects instead of {ordered}. Reload the page; your work is kept.',
                    { count: echoes.length, ordered: ordered.length },
                ),
            );
        }
        this.saved.acknowledge(ordered, echoes);
        this.keep(
            ordered.map(one => one.id),
            false,
        );
    }

    private failed(error: unknown): void {
        const { count } = this;
        if (!isUnreachable(error)) return this.show({ kind: 'refused', message: refusal(error), count });
        this.show({ kind: 'offline', message: messageOf(error), count });
        this.schedule(this.retry);
        this.retry = Math.min(RETRY_LAST, this.retry * 2);
    }

    /** Saves no more, as another tab has taken over. */
    stop(): void {
        this.stopped = true;
        this.dispose();
    }

    dispose(): void {
        this.cancelTimer?.();
    }
}

function inParts<T>(all: readonly T[]): T[][] {
    return Array.from({ length: Math.ceil(all.length / PART) }, (_, i) => all.slice(i * PART, (i + 1) * PART));
}

/** Also where the page is not served securely, and crypto.randomUUID is missing. */
export function randomKey(): string {
    return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
