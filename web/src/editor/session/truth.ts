import { createStore, type StoreApi } from 'zustand/vanilla';
import {
    ApiError,
    getAnnotations,
    getJobMeta,
    getJobValidation,
    latestReport,
    listConflicts,
    listTaskJobs,
    messageOf,
    type Conflict,
    type Job,
} from '../../api';
import { t } from '../../shared/language';
import { AnnotationDocument } from '../model/document';
import { create } from '../model/edits';
import { frameList, frameStep, type FrameList } from '../model/frames';
import { inOrder, nameInReport, stillThere, type Found } from '../model/conflicts';
import { copyOf, placed } from '../model/copies';
import type { FrameObject, ObjectId, Point } from '../model/types';
import { Scene } from '../render/scene';
import { savedObjects } from '../sync/base';
import type { Session } from './session';

export interface TruthState {
    /** `absent`: the task has no ground truth, or none that this person may see. */
    readonly status: 'unasked' | 'absent' | 'there' | 'reading' | 'ready' | 'failed';
    readonly error: string | null;
    /** When the report was made that knows the conflicts; null where no report covers this job. */
    readonly reported: string | null;
    /** The conflict whose objects stand out. */
    readonly pointedAt: number | null;
}

/** The calls to the server, so that tests may answer them. */
const SERVER = { listTaskJobs, getAnnotations, getJobMeta, getJobValidation, latestReport, listConflicts };

/**
 * The annotations that a job is measured by, and where it differs from them. They are another document, whose numbers
 * mean nothing in that of the job. Read when somebody wants to see them, and shown over the job.
 */
export class Truth {
    readonly store: StoreApi<TruthState> = createStore<TruthState>(() => ({
        status: 'unasked',
        error: null,
        reported: null,
        pointedAt: null,
    }));
    document = new AnnotationDocument();
    private scene = this.emptyScene();
    private readonly names = new Map<string, ObjectId>();
    private conflicts: readonly Conflict[] = [];
    private job: Job | null = null;
    private latest: { readonly version: number; readonly of: readonly Conflict[]; readonly found: Found[] } | null =
        null;
    private covered: FrameList | null = null;
    /** Frames of this job that show a frame of the ground truth again, with that frame. */
    private shownAgain: ReadonlyMap<number, number> = new Map();

    constructor(
        private readonly session: Session,
        private readonly server: typeof SERVER = SERVER,
    ) {
        session.view.subscribe((now, before) => {
            if (now.frame !== before.frame) {
                this.pointAt(null);
                this.scene.load(this.frameOf(now.frame));
            }
            if (now.preferences.review.truth !== before.preferences.review.truth) this.shownChanged();
        });
    }

    private emptyScene(): Scene {
        return new Scene(this.document, {
            hidden: () => false,
            seen: object => object,
            edges: labelId => this.session.edgesOf(labelId),
        });
    }

    private get isTruthItself(): boolean {
        return this.session.job.type === 'ground_truth';
    }

    /** Whether there is something to be shown, now or once it is read. */
    get offered(): boolean {
        return !['unasked', 'absent'].includes(this.store.getState().status);
    }

    get shown(): boolean {
        return this.session.state.preferences.review.truth && this.store.getState().status === 'ready';
    }

    /** The frame of the ground truth that a frame is measured by. */
    frameOf(frame: number): number {
        return this.shownAgain.get(frame) ?? frame;
    }

    covers(frame: number): boolean {
        return this.isTruthItself || Boolean(this.covered?.has(this.frameOf(frame)));
    }

    /** Asks once whether the task has a ground truth. */
    async look(): Promise<void> {
        const { job } = this.session;
        if (this.job || job.dimension === '3d' || !['unasked', 'failed'].includes(this.store.getState().status)) return;
        try {
            const jobs = await this.server.listTaskJobs(job.task_id);
            this.job = jobs.find(one => one.type === 'ground_truth') ?? null;
            this.store.setState({ status: this.job ? 'there' : 'absent', error: null });
        } catch (error) {
            // Whoever may not see the jobs of the task has no ground truth to look at.
            const hidden = error instanceof ApiError && (error.status === 403 || error.status === 404);
            this.store.setState(hidden ? { status: 'absent' } : { status: 'failed', error: messageOf(error) });
        }
        if (this.job && this.session.state.preferences.review.truth) await this.read();
    }

    show(on: boolean): void {
        this.session.setPreferences({ review: { truth: on } });
    }

    private shownChanged(): void {
        const { status } = this.store.getState();
        const { truth } = this.session.state.preferences.review;
        if (truth && (status === 'there' || status === 'failed')) void this.read();
        this.pointAt(null);
        this.session.viewport.restyle();
    }

    async read(): Promise<void> {
        const { job, session } = this;
        if (!job) return this.look();
        if (this.store.getState().status === 'reading') return;
        this.store.setState({ status: 'reading', error: null });
        try {
            await Promise.all([this.isTruthItself ? undefined : this.readObjects(job), this.readConflicts()]);
            this.store.setState({ status: 'ready' });
            session.viewport.restyle();
        } catch (error) {
            this.store.setState({ status: 'failed', error: messageOf(error) });
        }
    }

    private async readObjects(job: Job): Promise<void> {
        const { session, server } = this;
        const [data, meta, layout] = await Promise.all([
            server.getAnnotations('jobs', job.id),
            server.getJobMeta(job.id),
            server.getJobValidation(session.job.id),
        ]);
        const step = frameStep(meta.frame_filter);
        this.covered = frameList(job, meta.included_frames, meta.start_frame - job.start_frame * step, step);
        const real = layout.honeypot_real_frames ?? [];
        this.shownAgain = new Map((layout.honeypot_frames ?? []).map((frame, i) => [frame, real[i] ?? frame]));
        this.document = new AnnotationDocument();
        this.names.clear();
        const objects = savedObjects(data, session.labels);
        for (const { object, wire } of objects) {
            const diff = create(this.document, [object]);
            this.document.apply(diff);
            if (wire.id !== undefined) this.names.set(nameInReport(object.kind, wire.id), diff.objects[0].id);
        }
        this.scene = this.emptyScene();
        this.scene.load(this.frameOf(session.frame));
    }

    private async readConflicts(): Promise<void> {
        const { id, task_id } = this.session.job;
        const report = await this.server.latestReport(this.isTruthItself ? { task_id } : { job_id: id });
        this.conflicts = report ? await this.server.listConflicts(report.id) : [];
        this.store.setState({ reported: report?.created_date ?? null });
    }

    /** Everything the report says of objects that are still there. */
    found(): Found[] {
        if (!this.shown) return [];
        const { version } = this.session.state;
        if (this.latest?.version !== version || this.latest.of !== this.conflicts)
            this.latest = { version, of: this.conflicts, found: this.findAll() };
        return this.latest.found;
    }

    private findAll(): Found[] {
        const { saved, document, job } = this.session;
        const own = new Map<string, ObjectId>();
        for (const [id, { object, wire }] of saved.entries())
            if (wire.id !== undefined && document.get(id)) own.set(nameInReport(object.kind, wire.id), id);
        const about = this.conflicts.filter(
            one => !this.isTruthItself || one.annotation_ids.some(({ job_id }) => job_id === job.id),
        );
        return stillThere(about, {
            jobId: job.id,
            own: name => own.get(name),
            truth: name => this.names.get(name),
        });
    }

    onFrame(frame = this.session.frame): Found[] {
        return inOrder(this.found().filter(({ conflict }) => conflict.frame === frame));
    }

    // What is seen

    /** The objects of the ground truth on this frame, where they are shown. */
    visible(): Scene | null {
        return this.shown && !this.isTruthItself ? this.scene : null;
    }

    stateOf(id: ObjectId): FrameObject | undefined {
        return this.document.stateOf(id, this.frameOf(this.session.frame));
    }

    hit(p: Point): FrameObject | undefined {
        return this.visible()?.hit(p, this.session.viewport.slop / this.session.viewport.camera.scale)[0];
    }

    /** Whether all but the objects of one conflict step back. */
    get comparing(): boolean {
        return this.store.getState().pointedAt !== null;
    }

    /** The conflict whose objects stand out. */
    get pointedAt(): Found | undefined {
        const { pointedAt } = this.store.getState();
        return pointedAt === null ? undefined : this.onFrame().find(({ conflict }) => conflict.id === pointedAt);
    }

    pointAt(conflictId: number | null): void {
        if (this.store.getState().pointedAt === conflictId) return;
        this.store.setState({ pointedAt: conflictId });
        this.session.viewport.restyle();
    }

    /** Puts an object of the ground truth into the job. */
    copy(id: ObjectId): void {
        const { session } = this;
        const { document, frame, labels } = session;
        const copied = copyOf(this.document, id, this.frameOf(frame));
        const object = copied && placed(copied, frame, { dx: 0, dy: 0 }, session.sizeOf(frame), labels);
        if (!object) return;
        const diff = create(document, [object]);
        const select = diff.objects.map(one => one.id);
        session.commit(t('Copied from the ground truth'), diff, { select, inReview: true });
        if (!session.readOnly || session.state.workspace === 'review')
            session.notify('info', t('The annotation is copied into the job. Undo takes it out again.'));
    }
}
