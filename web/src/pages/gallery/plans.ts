import type { ObjectChange } from '../../editor/model/document';
import { remove, setLabel, tagOn } from '../../editor/model/edits';
import { accepts, withAttribute, type AttributeSpec, type LabelSet, type LabelSpec } from '../../editor/model/labels';
import type { DocObject, ObjectId, TrackObject } from '../../editor/model/types';
import type { Gallery, GalleryJob } from './model';

/** What is to become of objects of one job. */
export interface JobPlan {
    readonly of: GalleryJob;
    readonly changes: readonly ObjectChange[];
}

/** What is to become of frames of one job. */
export interface FramePlan {
    readonly of: GalleryJob;
    readonly frames: readonly number[];
    readonly deleted: boolean;
}

function byJob(gallery: Gallery, ids: readonly ObjectId[]): Map<GalleryJob, ObjectId[]> {
    const groups = new Map<GalleryJob, ObjectId[]>();
    for (const id of ids) {
        const of = gallery.jobWith(id);
        if (of) groups.set(of, [...(groups.get(of) ?? []), id]);
    }
    return groups;
}

function plans(
    gallery: Gallery,
    ids: readonly ObjectId[],
    changesOf: (of: GalleryJob, ids: ObjectId[]) => readonly ObjectChange[],
): JobPlan[] {
    return [...byJob(gallery, ids)]
        .map(([of, own]) => ({ of, changes: changesOf(of, own) }))
        .filter(plan => plan.changes.length > 0);
}

/** Whether an object may carry a label. The parts of a skeleton belong to its label, which therefore stays. */
export function mayCarry(object: DocObject, label: LabelSpec): boolean {
    if (object.kind === 'tag') return accepts(label, 'tag');
    const type = object.kind === 'shape' ? object.type : object.keyframes[0]?.type;
    return type !== undefined && type !== 'skeleton' && accepts(label, type);
}

export function planLabel(gallery: Gallery, ids: readonly ObjectId[], label: LabelSpec): JobPlan[] {
    return plans(gallery, ids, (of, own) => {
        const fitting = own.filter(id => {
            const object = of.document.get(id);
            return object !== undefined && mayCarry(object, label);
        });
        return setLabel(of.document, gallery.labels, fitting, label).objects;
    });
}

/** On a track a changeable attribute is given this one value for all of its frames. */
export function withValue(object: DocObject, spec: AttributeSpec, value: string): DocObject {
    if (object.kind === 'track' && spec.mutable) return withValueThroughout(object, spec.id, value);
    return { ...object, attributes: withAttribute(object.attributes, spec.id, value) };
}

function withValueThroughout(track: TrackObject, specId: number, value: string): TrackObject {
    const keyframes = track.keyframes.map((keyframe, i) => ({
        ...keyframe,
        attributes: i
            ? keyframe.attributes.filter(attribute => attribute.specId !== specId)
            : withAttribute(keyframe.attributes, specId, value),
    }));
    return { ...track, keyframes };
}

/** The label that has an attribute. */
function ownerOf(labels: LabelSet, specId: number): LabelSpec | undefined {
    return labels.roots.find(label => label.attributes.some(spec => spec.id === specId));
}

/** Sets an attribute on those whose label has it. */
export function planAttribute(
    gallery: Gallery,
    ids: readonly ObjectId[],
    spec: AttributeSpec,
    value: string,
): JobPlan[] {
    const owner = ownerOf(gallery.labels, spec.id);
    return plans(gallery, ids, (of, own) =>
        own.flatMap((id): ObjectChange[] => {
            const before = of.document.get(id);
            if (!before || before.labelId !== owner?.id) return [];
            const after = withValue(before, spec, value);
            return JSON.stringify(after) === JSON.stringify(before) ? [] : [{ id, before, after }];
        }),
    );
}

export function planDeletion(gallery: Gallery, ids: readonly ObjectId[]): JobPlan[] {
    return plans(gallery, ids, (of, own) => remove(of.document, own).objects);
}

/** Puts a tag on the frames that lack it. */
export function planTag(gallery: Gallery, frames: readonly number[], label: LabelSpec): JobPlan[] {
    const changes = new Map<GalleryJob, ObjectChange[]>();
    for (const frame of frames) {
        const jobs = gallery.jobsOf(frame);
        const has = jobs.some(({ document }) => document.tagsOn(frame).some(([, tag]) => tag.labelId === label.id));
        if (has || !jobs.length) continue;
        const [of] = jobs;
        changes.set(of, [...(changes.get(of) ?? []), { id: gallery.nextId(), after: tagOn(frame, label) }]);
    }
    return [...changes].map(([of, own]) => ({ of, changes: own }));
}

export function planUntag(gallery: Gallery, frames: readonly number[], label: LabelSpec): JobPlan[] {
    const ids = frames.flatMap(frame =>
        gallery
            .jobsOf(frame)
            .flatMap(({ document }) => document.tagsOn(frame))
            .filter(([, tag]) => tag.labelId === label.id)
            .map(([id]) => id),
    );
    return planDeletion(gallery, ids);
}

/** Marks frames as deleted or takes the mark away; those that are so already are left out. */
export function planFrames(gallery: Gallery, frames: readonly number[], deleted: boolean): FramePlan[] {
    const groups = new Map<GalleryJob, number[]>();
    for (const frame of frames) {
        const [of] = gallery.jobsOf(frame);
        if (!of || of.document.deletedFrames.has(frame) === deleted) continue;
        groups.set(of, [...(groups.get(of) ?? []), frame]);
    }
    return [...groups].map(([of, own]) => ({ of, frames: own, deleted }));
}

/** Back to what was before. */
export function inversePlan({ of, changes }: JobPlan): JobPlan {
    return { of, changes: changes.map(({ id, before, after }) => ({ id, before: after, after: before })) };
}
