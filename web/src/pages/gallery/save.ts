import { ApiError, getJobMeta, patchJobMeta, type AnnotationAction, type LabeledData, type Revised } from '../../api';
import type { ObjectChange } from '../../editor/model/document';
import { toWire, type WireObject } from '../../editor/model/wire';
import { deletable, requestOf, type PlannedObject } from '../../editor/sync/base';
import { isUnreachable } from '../../editor/sync/refusals';
import { randomKey } from '../../editor/sync/saver';
import { t } from '../../shared/language';
import type { Gallery, GalleryJob } from './model';
import type { FramePlan, JobPlan } from './plans';

/** Objects of one call: a call that is refused or lost is small then, and progress is seen. */
export const BATCH = 500;
/** How often a job that others change meanwhile is read again. */
const ATTEMPTS = 4;

export interface SaveHost {
    read(jobId: number): Promise<Revised>;
    patch(
        jobId: number,
        action: AnnotationAction,
        data: Partial<LabeledData>,
        options: { revision: string | null; key: string },
    ): Promise<Revised>;
}

interface Call {
    readonly action: AnnotationAction;
    readonly changes: readonly ObjectChange[];
    readonly key: string;
}

const actionOf = ({ before, after }: ObjectChange): AnnotationAction =>
    !after ? 'delete' : before ? 'update' : 'create';

function planned({ saved }: GalleryJob, { id, before, after }: ObjectChange): PlannedObject {
    const wire = saved.get(id)?.wire;
    const object = after ?? before;
    if (!object) throw new Error('A change from nothing to nothing');
    const sent = after ? toWire(after, before && wire) : deletable(wire as WireObject);
    return { id, object: after, kind: object.kind, wire: sent };
}

/**
 * Carries out the plan of one job in batches and tells what was carried out. A job that was changed elsewhere meanwhile
 * is read again: objects that are as they were when the change was asked for are changed all the same, the others are
 * left as they are now, and the error at the end counts them. May be run again after a failure: what is done is not
 * done twice.
 */
export class JobSave {
    /** A call that got no answer may have been carried out: it goes again as it was before anything else. */
    private unanswered: Call | null = null;

    constructor(
        private readonly gallery: Gallery,
        private readonly plan: JobPlan,
        private readonly host: SaveHost,
        private readonly done: (changes: readonly ObjectChange[]) => void,
    ) {}

    async run(): Promise<void> {
        const { of } = this.plan;
        if (this.unanswered) await this.send(this.unanswered);
        for (let attempt = 1; ; attempt += 1) {
            try {
                await this.sendAll();
                break;
            } catch (error) {
                if (!(error instanceof ApiError && error.status === 409) || attempt === ATTEMPTS) throw error;
                const { data, revision } = await this.host.read(of.job.id);
                this.gallery.refresh(of, data, revision);
            }
        }
        const left = this.plan.changes.filter(change => of.document.get(change.id) !== change.after).length;
        if (!left) return;
        throw new Error(
            t(
                '{left, plural, one {# object} other {# objects}} of this job {left, plural, one {was} other {were}} changed or deleted elsewhere meanwhile and left as they are now. They are shown as they are; select them again to change them.',
                { left },
            ),
        );
    }

    private async sendAll(): Promise<void> {
        const { document } = this.plan.of;
        for (const action of ['update', 'delete', 'create'] as const) {
            const own = this.plan.changes.filter(
                change => actionOf(change) === action && document.get(change.id) === change.before,
            );
            for (let at = 0; at < own.length; at += BATCH) {
                await this.send({ action, changes: own.slice(at, at + BATCH), key: randomKey() });
            }
        }
    }

    private async send(call: Call): Promise<void> {
        const { of } = this.plan;
        const objects = call.changes.map(change => planned(of, change));
        const { ordered, body } = requestOf(objects);
        this.unanswered = call;
        let answer: Revised;
        try {
            answer = await this.host.patch(of.job.id, call.action, body as Partial<LabeledData>, {
                revision: of.revision,
                key: call.key,
            });
        } catch (error) {
            if (!isUnreachable(error)) this.unanswered = null;
            throw error;
        }
        this.unanswered = null;
        this.take(call, ordered, answer);
    }

    private take(call: Call, ordered: readonly PlannedObject[], { data, revision }: Revised): void {
        const { of } = this.plan;
        of.saved.acknowledge(ordered, [...data.tags, ...data.shapes, ...data.tracks]);
        of.document.apply({ objects: call.changes });
        of.revision = revision;
        this.done(call.changes);
        this.gallery.changed();
    }
}

/** Marks frames deleted or restores them. Others may have done so with other frames: theirs stay. */
export async function saveFrames(gallery: Gallery, { of, frames, deleted }: FramePlan): Promise<void> {
    const { deleted_frames: now } = await getJobMeta(of.job.id);
    const next = new Set(now);
    for (const frame of frames) {
        if (deleted) next.add(frame);
        else next.delete(frame);
    }
    const { deleted_frames: after } = await patchJobMeta(
        of.job.id,
        [...next].sort((a, b) => a - b),
    );
    gallery.setDeleted(of, after);
}
