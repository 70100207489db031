import { getAnnotations, listTaskJobs, type Job } from '../../api';
import { t } from '../../shared/language';
import { copyOf, placed } from '../model/copies';
import { differencesOf, type Difference } from '../model/differences';
import { AnnotationDocument } from '../model/document';
import { create } from '../model/edits';
import { drawnBox } from '../model/geometry';
import type { FrameObject, ObjectId } from '../model/types';
import { SavedState, savedObjects } from '../sync/base';
import { Saver, type SaverHost } from '../sync/saver';
import { Session } from './session';
import { createView } from './view';

/** Jobs of the same frames, annotated by others: the replicas of a job, and the one they are replicas of. */
export async function counterparts({ job }: Session): Promise<Job[]> {
    const parent = job.parent_job_id ?? job.id;
    const jobs = await listTaskJobs(job.task_id);
    return jobs.filter(one => one.id !== job.id && (one.id === parent || one.parent_job_id === parent));
}

/** Whether a job can have any. */
export const hasCounterparts = ({ job }: Session): boolean =>
    job.type === 'consensus_replica' || job.consensus_replicas > 0;

const nothing = () => Promise.reject(new Error('A job that is only looked at is not saved.'));
const NOT_SAVED: SaverHost = {
    patch: nothing,
    reload: nothing,
    merged: () => undefined,
    saveLinks: nothing,
    labels: nothing,
    saveFrames: nothing,
    begin: nothing,
    drafts: { write: nothing, writeFrames: nothing, writeLinks: nothing },
    later: () => () => undefined,
    now: Date.now,
};

/** A session that shows another job of the same frames; it takes the pictures of the one it is shown beside. */
async function sessionOf(own: Session, job: Job): Promise<Session> {
    const data = await getAnnotations('jobs', job.id);
    const document = new AnnotationDocument();
    const saved = new SavedState();
    const objects = savedObjects(data, own.labels).map(one => ({ id: document.nextId(), ...one }));
    document.apply({ objects: objects.map(({ id, object }) => ({ id, after: object })) });
    for (const { id, object, wire } of objects) saved.set(id, { object, wire });
    const { frame, preferences } = own.state;
    const view = createView({
        frame,
        drawKind: 'shape',
        labelId: null,
        stage: job.stage,
        state: job.state,
        readOnly: t('This job is only looked at here.'),
        preferences,
    });
    const { meta, labels, frames } = own;
    const other = new Session({ job, meta, labels, frames, document, saved, view });
    other.saver = new Saver(job.id, document, saved, NOT_SAVED, () => undefined);
    other.authors.me = own.authors.me;
    other.cache = own.cache;
    other.tiles = own.tiles;
    return other;
}

/** Another job beside the one that is open: always the same frame, and the same part of the picture. */
export class Beside {
    private readonly stops: (() => void)[];
    /** One view follows the other at the moment, and is not to be followed. */
    private following = false;
    private latest: { readonly key: string; readonly found: readonly Difference[] } | null = null;

    constructor(
        readonly own: Session,
        readonly other: Session,
    ) {
        this.stops = [
            own.view.subscribe((now, before) => {
                if (now.frame !== before.frame) this.quietly(() => other.goTo(now.frame));
                if (now.preferences !== before.preferences) other.applyPreferences(now.preferences);
            }),
            own.cache.subscribe(() => other.frameArrived()),
            own.viewport.watch(() => this.quietly(() => undefined)),
            other.viewport.watch(() => this.follow(() => own.viewport.follow(other.viewport))),
        ];
    }

    private follow(run: () => void): void {
        if (this.following) return;
        this.following = true;
        run();
        this.following = false;
    }

    /** Does something to the other view, which shows the same part of the picture afterwards. */
    private quietly(run: () => void): void {
        this.follow(() => {
            run();
            this.other.viewport.follow(this.own.viewport);
        });
    }

    attach(surface: HTMLElement): () => void {
        const { viewport } = this.other;
        this.quietly(() => viewport.attach(surface));
        const observer = new ResizeObserver(() => this.quietly(() => viewport.resized()));
        observer.observe(surface);
        return () => {
            observer.disconnect();
            viewport.detach();
        };
    }

    close(): void {
        for (const stop of this.stops) stop();
        this.other.viewport.detach();
        if (this.own.state.beside === this) this.own.view.setState({ beside: null });
    }

    // What differs

    differencesOn(frame: number): readonly Difference[] {
        const seen = ({ document }: Session) => document.objectsOn(frame).filter(object => !object.outside);
        return differencesOf(seen(this.own), seen(this.other));
    }

    /** On the present frame. */
    differences(): readonly Difference[] {
        const { own } = this;
        const key = `${own.frame}/${own.state.version}`;
        if (this.latest?.key !== key) this.latest = { key, found: this.differencesOn(own.frame) };
        return this.latest.found;
    }

    mine(id: ObjectId): FrameObject | undefined {
        return this.own.document.stateOf(id, this.own.frame);
    }

    theirs(id: ObjectId): FrameObject | undefined {
        return this.other.document.stateOf(id, this.own.frame);
    }

    private reveal({ mine, theirs }: Difference): void {
        const object = mine === null ? theirs !== null && this.theirs(theirs) : this.mine(mine);
        if (object) this.own.viewport.reveal(drawnBox(object));
    }

    /** Goes to the next frame on which something differs. */
    step(direction: 1 | -1): void {
        const { own } = this;
        const { frames, document } = own;
        for (let i = frames.positionOf(own.frame) + direction; i >= 0 && i < frames.length; i += direction) {
            const frame = frames.at(i);
            if (document.deletedFrames.has(frame) || !this.differencesOn(frame).length) continue;
            if (own.goTo(frame)) this.reveal(this.differences()[0]);
            return;
        }
        own.notify('info', direction > 0 ? t('No later frame differs.') : t('No earlier frame differs.'));
    }

    /** Puts objects of the other job into the one that is open. */
    copy(ids: readonly ObjectId[]): void {
        const { own, other } = this;
        const { document, frame, labels } = own;
        const objects = ids.flatMap(id => {
            const copied = copyOf(other.document, id, frame);
            const object = copied && placed(copied, frame, { dx: 0, dy: 0 }, own.sizeOf(frame), labels);
            return object ? [object] : [];
        });
        if (!objects.length) return;
        const diff = create(document, objects);
        own.commit(t('Copied from job #{id}', { id: other.job.id }), diff, {
            select: diff.objects.map(one => one.id),
        });
    }
}

/** Opens a job beside the one that is open, in the place of any that was there. */
export async function openBeside(own: Session, job: Job): Promise<void> {
    const other = await sessionOf(own, job);
    own.state.beside?.close();
    own.view.setState({ beside: new Beside(own, other) });
}
