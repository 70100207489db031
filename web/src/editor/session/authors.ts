import { createStore, type StoreApi } from 'zustand/vanilla';
import { getJobAuthors, messageOf, type IdRanges, type JobAuthors, type PersonUser } from '../../api';
import { displayName } from '../../app/session';
import { t } from '../../shared/language';
import type { DocObject, ObjectId } from '../model/types';
import { distinctColour, NEUTRAL } from '../render/style';
import { isUnreachable } from '../sync/refusals';
import type { Session } from './session';
import type { View } from './view';

/** Who last changed an object, and when. */
export interface Authorship {
    /** Null where the account is gone, or nobody was noted. */
    readonly user: PersonUser | null;
    readonly at: string | null;
    readonly saved: boolean;
}

export interface AuthorsState {
    /** Counts how often what is known has changed. */
    readonly version: number;
    readonly reading: boolean;
    /** Why it could not be read, or null. */
    readonly error: string | null;
}

type Read = (jobId: number, since: number | null) => Promise<JobAuthors>;

const UNKNOWN: Authorship = { user: null, at: null, saved: true };
/** After a save others may follow at once; they are asked about together. */
const PACE = 500;

/**
 * Who last changed each object of the job. Read from the server when it is asked for the first time, and from then on
 * whenever the job was saved, here or by others: of what has changed since. What is not saved yet is this person's.
 */
export class AuthorBook {
    readonly store: StoreApi<AuthorsState> = createStore<AuthorsState>(() => ({
        version: 0,
        reading: false,
        error: null,
    }));
    /** Whoever works here. */
    me: PersonUser | null = null;
    private readonly known = new Map<ObjectId, Authorship>();
    private readonly people = new Map<number, PersonUser>();
    /** The revision up to which everything is known; null before anything was read. */
    private revision: number | null = null;
    private wanted = false;
    private again = false;
    private sent: readonly ObjectId[] = [];
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly session: Session,
        private readonly read: Read = getJobAuthors,
    ) {
        session.view.subscribe((view, before) => this.saving(view, before));
    }

    /** Somebody looks: from now on it is known. */
    want(): void {
        if (this.wanted) return;
        this.wanted = true;
        // Not within what asks, which may be about to be drawn.
        queueMicrotask(() => void this.catchUp());
    }

    /** Undefined while it is not known yet. */
    of(id: ObjectId): Authorship | undefined {
        this.want();
        if (this.isUnsaved(id)) return { user: this.me, at: null, saved: false };
        return this.known.get(id) ?? (this.revision === null ? undefined : UNKNOWN);
    }

    colour(id: ObjectId): string {
        const user = this.of(id)?.user;
        return user ? distinctColour(user.id) : NEUTRAL;
    }

    /** By what names a filter finds the author of an object. */
    namesOf(id: ObjectId): readonly string[] {
        const author = this.of(id);
        if (!author) return [];
        const { user } = author;
        if (!user) return author.saved ? ['none'] : ['me'];
        return [user.username, displayName(user), ...(this.isMe(user) ? ['me'] : [])];
    }

    /** What to offer for a filter. */
    names(): readonly string[] {
        this.want();
        const others = [...this.people.values()].filter(user => !this.isMe(user)).map(user => user.username);
        return ['me', ...others.sort((a, b) => a.localeCompare(b))];
    }

    isMe(user: PersonUser | null): boolean {
        return user !== null && user.id === this.me?.id;
    }

    /** The job has another revision: what it changed is asked for. */
    refresh(): void {
        if (!this.wanted) return;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.catchUp(), PACE);
    }

    dispose(): void {
        clearTimeout(this.timer);
        this.wanted = false;
    }

    private isUnsaved(id: ObjectId): boolean {
        return this.session.saved.get(id)?.object !== this.session.object(id);
    }

    /** What a save has taken to the server is this person's until the server says so itself. */
    private saving({ save }: View, before: View): void {
        if (!this.wanted || save === before.save) return;
        if (save.kind === 'saving') {
            if (before.save.kind === 'saving') return;
            this.sent = this.session.saved.unsaved(this.session.document);
        } else if (before.save.kind === 'saving') {
            const at = new Date().toISOString();
            for (const id of this.sent) {
                if (!this.isUnsaved(id)) this.known.set(id, { user: this.me, at, saved: true });
            }
            this.sent = [];
            if (save.kind !== 'offline') this.refresh();
        }
    }

    private async catchUp(): Promise<void> {
        if (this.store.getState().reading) {
            this.again = true;
            return;
        }
        this.store.setState({ reading: true });
        try {
            for (let next: number | null = this.revision; ;) {
                const answer = await this.read(this.session.job.id, next);
                this.take(answer);
                if (answer.next === null) break;
                next = answer.next;
            }
            this.changed(null);
        } catch (error) {
            this.changed(error);
        }
        if (!this.again) return;
        this.again = false;
        this.refresh();
    }

    private take({ results, users, revision, next }: JobAuthors): void {
        for (const user of users) this.people.set(user.id, user);
        for (const { user_id: userId, created_date: at, ...ids } of results) {
            const user = userId === null ? null : (this.people.get(userId) ?? null);
            const author = { user, at, saved: true };
            this.note('tag', ids.tags, author);
            this.note('shape', ids.shapes, author);
            this.note('track', ids.tracks, author);
        }
        if (next === null) this.revision = revision;
    }

    private note(kind: DocObject['kind'], ranges: IdRanges, author: Authorship): void {
        for (const [first, last] of ranges) {
            for (let serverId = first; serverId <= last; ++serverId) {
                const id = this.session.saved.idOf(kind, serverId);
                if (id !== undefined) this.known.set(id, author);
            }
        }
    }

    private changed(reason: unknown): void {
        const { store, session } = this;
        const { error: before } = store.getState();
        const error = reason === null ? null : messageOf(reason);
        store.setState({ version: store.getState().version + 1, reading: false, error });
        session.visibility.authorsChanged();
        if (session.state.preferences.appearance.colourBy === 'author') session.viewport.restyle();
        // That the server does not answer is said where work waits for it, and the next save asks again.
        if (error !== null && before === null && !isUnreachable(reason))
            session.notify('warning', t('Who changed the objects could not be read: {error}', { error }));
    }

    /** Tries again what failed. */
    retry(): void {
        void this.catchUp();
    }
}
