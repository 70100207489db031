import type { DataMeta, Job, LabeledData } from '../../api';
import { AnnotationDocument, type Diff } from '../../editor/model/document';
import { frameList, frameStep, type FrameList } from '../../editor/model/frames';
import type { LabelSet } from '../../editor/model/labels';
import { type LabelSpec } from '../../editor/model/labels';
import { completeSkeleton } from '../../editor/model/skeleton';
import type { DocObject, ObjectId } from '../../editor/model/types';
import { objectsFrom, type WireObject } from '../../editor/model/wire';
import { same, SavedState } from '../../editor/sync/base';

/** What the server says of one job. */
export interface JobContents {
    readonly job: Job;
    readonly meta: DataMeta;
    readonly data: LabeledData;
    /** Grows with every change of the annotations. */
    readonly revision: string | null;
}

/** One job of a gallery: its frames, and its annotations as the server holds them. Ids are the gallery's own. */
export interface GalleryJob {
    readonly job: Job;
    readonly meta: DataMeta;
    readonly frames: FrameList;
    readonly document: AnnotationDocument;
    readonly saved: SavedState;
    revision: string | null;
}

export interface Issue {
    readonly frame: number;
    readonly resolved: boolean;
}

/**
 * The frames and annotations of a task, job by job. Documents change only after the server has taken over a change, so
 * what is shown is what is stored; whoever shows it follows `version`.
 */
export class Gallery {
    readonly jobs: readonly GalleryJob[];
    private readonly listeners = new Set<() => void>();
    private lastId = 0;
    version = 0;

    constructor(
        readonly labels: LabelSet,
        contents: readonly JobContents[],
        readonly issues: readonly Issue[],
    ) {
        this.jobs = contents.map(one => this.jobOf(one));
    }

    nextId(): ObjectId {
        return ++this.lastId;
    }

    readonly subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    changed(): void {
        this.version += 1;
        for (const listener of this.listeners) listener();
    }

    jobWith(id: ObjectId): GalleryJob | undefined {
        return this.jobs.find(({ document }) => document.get(id) !== undefined);
    }

    /** Jobs overlap: a frame may belong to several. */
    jobsOf(frame: number): GalleryJob[] {
        return this.jobs.filter(({ frames }) => frames.has(frame));
    }

    private jobOf({ job, meta, data, revision }: JobContents): GalleryJob {
        const step = frameStep(meta.frame_filter);
        const frames = frameList(job, meta.included_frames, meta.start_frame - job.start_frame * step, step);
        const document = new AnnotationDocument(job.dimension === '3d');
        const saved = new SavedState();
        const objects = objectsFrom(data).map(({ object, wire }) => {
            const id = this.nextId();
            const record = this.complete(object);
            saved.set(id, { object: record, wire });
            return { id, after: record };
        });
        document.apply({ objects, frames: meta.deleted_frames });
        return { job, meta, frames, document, saved, revision };
    }

    private complete(object: DocObject): DocObject {
        const label = this.labels.get(object.labelId);
        return object.kind === 'shape' && object.type === 'skeleton' && label
            ? completeSkeleton(object, label)
            : object;
    }

    /**
     * Takes over what a job holds by now. Objects that are the same keep their record, so that whoever holds one can tell
     * whether it was changed.
     */
    refresh(of: GalleryJob, data: LabeledData, revision: string | null): void {
        const known = new Map<string, ObjectId>();
        for (const [id] of of.document.entries()) {
            const saved = of.saved.get(id);
            if (saved) known.set(keyOf(saved.object, saved.wire), id);
        }
        const objects: { id: ObjectId; before?: DocObject; after?: DocObject }[] = [];
        for (const { object, wire } of objectsFrom(data)) {
            const key = keyOf(object, wire);
            const id = known.get(key);
            known.delete(key);
            const after = this.complete(object);
            const before = id === undefined ? undefined : of.document.get(id);
            if (id !== undefined && same(before, after)) continue;
            const own = id ?? this.nextId();
            of.saved.set(own, { object: after, wire });
            objects.push({ id: own, before, after });
        }
        for (const id of known.values()) {
            objects.push({ id, before: of.document.get(id) });
            of.saved.forget(id);
        }
        of.document.apply({ objects });
        of.revision = revision;
        this.changed();
    }

    /** The task's deleted frames, as an answer about one job tells them. */
    setDeleted(of: GalleryJob, deleted: readonly number[]): void {
        const now = new Set(deleted);
        const changed = of.frames.numbers.filter(frame => now.has(frame) !== of.document.deletedFrames.has(frame));
        for (const { document, frames } of this.jobs) {
            const flips = changed.filter(frame => frames.has(frame));
            if (flips.length) document.apply({ objects: [], frames: flips } satisfies Diff);
        }
        this.changed();
    }
}

function keyOf(object: DocObject, wire: WireObject): string {
    return `${object.kind} ${wire.id}`;
}

/** Size of a frame as annotated, which a compressed picture may fall short of. */
export function frameFacts({ meta, job, frames }: GalleryJob, frame: number) {
    const position = meta.frames.length === frames.length ? frames.positionOf(frame) : frame - job.start_frame;
    return meta.frames.length === 1 ? meta.frames[0] : meta.frames[position];
}

export function colourOfLabel(labels: LabelSet, labelId: number): string {
    return labels.get(labelId)?.color ?? '#9e9e9e';
}

/** Labels a tag may carry, those made for tags first. */
export function tagLabels(labels: LabelSet): LabelSpec[] {
    return labels.forType('tag').sort((a, b) => Number(b.type === 'tag') - Number(a.type === 'tag'));
}
