import { createStore, type StoreApi } from 'zustand/vanilla';
import {
    getJobLabels,
    MOST_HELD,
    openPresence,
    putPresence,
    type Activity,
    type HeldObject,
    type JobSaved,
    type Label,
    type Person,
} from '../../api';
import { EventStream, type Stream } from '../../api/eventStream';
import { displayName } from '../../app/session';
import { t } from '../../shared/language';
import { drawnBox } from '../model/geometry';
import type { Diff } from '../model/document';
import type { ObjectId } from '../model/types';
import type { PersonMark } from '../render/people';
import { followLabels } from '../session/labels';
import type { Session } from '../session/session';
import type { View } from '../session/view';
import { randomKey } from '../sync/saver';
import { Follower } from './follower';
import { colourOfPerson, heldText, marksOf, ownOf, withPerson } from './people';

export interface PresenceState {
    /** Everybody else who is in the job. */
    readonly people: readonly Person[];
    /** What they have in hand. */
    readonly marks: ReadonlyMap<ObjectId, Person>;
}

const NOBODY: PresenceState = { people: [], marks: new Map() };

/** Between two words about oneself, in milliseconds. */
const PACE = 500;
/** The server takes for dead who says nothing for long. */
const RENEW = 30_000;
/** So long after the connection has gone the others are taken to be where they were. */
const FADE = 10_000;
const PAUSE_FIRST = 2000;
const PAUSE_LAST = 300_000;

/** The calls to the server, so that tests may answer them. */
export interface PresenceServer {
    open(jobId: number, key: string): Stream | null;
    put(jobId: number, key: string, activity: Activity): Promise<void>;
    labels(jobId: number): Promise<Label[]>;
}

const SERVER: PresenceServer = { open: openPresence, put: putPresence, labels: getJobLabels };

/**
 * Who else is in the job, and what they have in hand. Tells the server where this person is, and takes in what others
 * save. An object that somebody else who edits has selected is left alone until it is taken over; that is courtesy and
 * no lock: whoever changes it all the same is merged with as ever. Where the server has none of it, nobody is there.
 */
export class Presence {
    readonly store: StoreApi<PresenceState> = createStore<PresenceState>(() => NOBODY);
    readonly follower: Follower;
    private readonly key = randomKey();
    private readonly stream: EventStream;
    private userId = 0;
    private own: ReadonlySet<ObjectId> = new Set();
    /** Taken over, for as long as somebody else has them. */
    private taken: ReadonlySet<ObjectId> = new Set();
    private refused: readonly ObjectId[] = [];
    private told = '';
    private toldAt = -Infinity;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private fading: ReturnType<typeof setTimeout> | undefined;
    private renewal: ReturnType<typeof setInterval> | undefined;
    /** Which state of the labels the server spoke of last. */
    private labels: number | null = null;
    private stopWatching: () => void = () => undefined;

    constructor(
        private readonly session: Session,
        private readonly server: PresenceServer = SERVER,
    ) {
        this.follower = new Follower(session);
        this.stream = new EventStream({
            open: () => this.server.open(session.job.id, this.key),
            isHidden: () => document.hidden,
            on: {
                person: data => this.came(JSON.parse(data) as Person),
                gone: data => this.left((JSON.parse(data) as { id: number }).id),
                labels: data => this.labelsAt((JSON.parse(data) as { revision: number }).revision),
                saved: data => this.follower.saved(JSON.parse(data) as JobSaved),
            },
            live: live => this.connected(live),
            pause: refusals => Math.min(PAUSE_LAST, PAUSE_FIRST * 2 ** (refusals - 1)),
        });
    }

    get state(): PresenceState {
        return this.store.getState();
    }

    /** Goes into the job, as this account, which does not see itself. */
    start(userId: number): void {
        this.userId = userId;
        const settle = () => this.stream.settle();
        document.addEventListener('visibilitychange', settle);
        const stop = this.session.view.subscribe((view, before) => this.viewChanged(view, before));
        this.renewal = setInterval(() => {
            this.told = '';
            this.tell();
        }, RENEW);
        this.stopWatching = () => {
            document.removeEventListener('visibilitychange', settle);
            stop();
        };
        this.stream.want(true);
    }

    /** Leaves it. */
    stop(): void {
        this.stopWatching();
        clearInterval(this.renewal);
        clearTimeout(this.timer);
        this.follower.stop();
        this.stream.want(false);
        clearTimeout(this.fading);
        this.show([]);
    }

    // What the others do

    /** A connection that breaks is mostly there again at once; then everybody is told of anew. */
    private connected(live: boolean): void {
        clearTimeout(this.fading);
        if (!live) {
            this.fading = setTimeout(() => this.show([]), FADE);
            return;
        }
        this.show([]);
        this.told = '';
        this.tell();
    }

    private labelsAt(revision: number): void {
        // At first, too: they may have changed between the opening of the job and that of the stream.
        if (this.labels === revision) return;
        this.labels = revision;
        void followLabels(this.session, id => this.server.labels(id));
    }

    private came(person: Person): void {
        if (person.user.id !== this.userId) this.show(withPerson(this.state.people, person));
    }

    private left(id: number): void {
        this.show(this.state.people.filter(one => one.id !== id));
    }

    private show(people: readonly Person[]): void {
        if (!people.length && !this.state.people.length) return;
        const marks = marksOf(people, ({ type, id }) => this.session.saved.idOf(type, id));
        this.store.setState({ people, marks });
        this.settleOwn();
        this.session.viewport.mark('overlay');
    }

    // What this person does

    private viewChanged(view: View, before: View): void {
        if (view.elsewhere) return this.stop();
        // Objects get their numbers by being saved, and others' objects come with their saves.
        if (view.save !== before.save || view.version !== before.version) this.markAnew();
        if (view.selection !== before.selection || view.redrawing !== before.redrawing) this.settleOwn();
        this.tell();
    }

    private markAnew(): void {
        const { people, marks } = this.state;
        const held = new Set(people.flatMap(({ objects }) => objects.map(({ type, id }) => `${type}/${id}`)));
        if (held.size !== marks.size) this.show(people);
    }

    private get inHand(): ObjectId[] {
        const { selection, redrawing } = this.session.state;
        return redrawing === null || selection.includes(redrawing) ? [...selection] : [...selection, redrawing];
    }

    private settleOwn(): void {
        const held = (id: ObjectId) => this.state.marks.get(id)?.editing ?? false;
        this.taken = new Set([...this.taken].filter(held));
        this.own = ownOf(this.own, this.inHand, id => held(id) && !this.taken.has(id));
    }

    private get activity(): Activity {
        const { session } = this;
        const objects = this.inHand.flatMap<HeldObject>(id => {
            const saved = session.saved.get(id);
            return saved?.wire.id === undefined ? [] : [{ type: saved.object.kind, id: saved.wire.id }];
        });
        return { frame: session.frame, editing: !session.readOnly, objects: objects.slice(0, MOST_HELD) };
    }

    /** Says where this person is, at once or a little later, if it is news. */
    private tell(): void {
        if (!this.stream.live || this.timer !== undefined) return;
        const wait = this.toldAt + PACE - Date.now();
        if (wait > 0) {
            this.timer = setTimeout(() => {
                this.timer = undefined;
                this.tell();
            }, wait);
            return;
        }
        const { activity } = this;
        const text = JSON.stringify(activity);
        if (text === this.told) return;
        this.told = text;
        this.toldAt = Date.now();
        // What is not heard is said again before long.
        this.server.put(this.session.job.id, this.key, activity).catch(() => (this.told = ''));
    }

    // Leaving each other's objects alone

    /** Whether somebody else is working on an object. */
    holds(id: ObjectId): boolean {
        const mark = this.state.marks.get(id);
        return mark !== undefined && mark.editing && !this.own.has(id) && !this.taken.has(id);
    }

    /** Objects that an edit would change although somebody else is working on them. */
    heldIn(diff: Diff): ObjectId[] {
        if (!this.state.marks.size) return [];
        return diff.objects.flatMap(({ id, before }) => (before && this.holds(id) ? [id] : []));
    }

    /** Says calmly who has the objects, and how to edit them all the same. */
    refuse(ids: readonly ObjectId[]): void {
        const { marks } = this.state;
        const names = new Set(ids.flatMap(id => marks.get(id)?.user ?? []).map(displayName));
        this.refused = ids;
        const offer = { text: t('Edit anyway'), command: 'take_over' };
        this.session.notify('warning', heldText([...names], ids.length), offer);
    }

    /** Makes those objects one's own that were refused last, or else those selected. */
    takeOver(): void {
        const { session } = this;
        const asked = this.refused.some(id => this.holds(id)) ? this.refused : session.state.selection;
        const ids = asked.filter(id => this.holds(id));
        this.refused = [];
        if (!ids.length) return session.notify('info', t('Nobody else is working on what is selected.'));
        this.taken = new Set([...this.taken, ...ids]);
        session.viewport.toolMoved();
        session.notify(
            'info',
            t('{count, plural, one {You may edit it now.} other {You may edit these # now.}}', { count: ids.length }),
        );
    }

    // What is seen

    /** The objects of others on the frame, as far as they are shown. */
    get marksHere(): PersonMark[] {
        return [...this.state.marks].flatMap(([id, person]) => {
            const object = this.session.scene.get(id);
            if (!object) return [];
            return [{ box: drawnBox(object), colour: colourOfPerson(person.user), name: displayName(person.user) }];
        });
    }

    /** Goes to where somebody is, and to what they have in hand there. */
    visit(person: Person): void {
        const { session } = this;
        const { frame } = person;
        if (frame === null || !session.frames.has(frame)) return;
        if (frame !== session.frame && !session.goTo(frame)) return;
        const held = [...this.state.marks].find(
            ([id, { user }]) => user.id === person.user.id && session.scene.get(id),
        );
        const object = held && session.scene.get(held[0]);
        if (object) session.viewport.reveal(drawnBox(object));
    }
}
