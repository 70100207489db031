import type { LabeledData } from '../../api';
import type { AnnotationDocument, Diff } from '../model/document';
import type { LabelSet } from '../model/labels';
import { completeSkeleton } from '../model/skeleton';
import type { DocObject, ObjectId } from '../model/types';
import { objectsFrom, toWire, type WireObject } from '../model/wire';
import { SavedLinks } from './links';

/** An object as the server holds it: its record in the document then, and its wire form with ids. */
export interface SavedObject {
    readonly object: DocObject;
    readonly wire: WireObject;
}

/** Annotations as document records, each with the copy it came from. */
export function savedObjects(data: LabeledData, labels: LabelSet): SavedObject[] {
    return objectsFrom(data).map(({ object, wire }) => {
        const label = labels.get(object.labelId);
        const skeleton = object.kind === 'shape' && object.type === 'skeleton' && label;
        return { object: skeleton ? completeSkeleton(object, label) : object, wire };
    });
}

/** Whether there are objects, or parts of skeletons, whose labels are not known. */
export function usesUnknownLabel({ tags, shapes, tracks }: LabeledData, labels: LabelSet): boolean {
    const parts: { label_id: number }[] = [...shapes, ...tracks].flatMap<{ label_id: number }>(
        one => one.elements ?? [],
    );
    return [...tags, ...shapes, ...tracks, ...parts].some(one => !labels.get(one.label_id));
}

export interface SavePlan {
    readonly update: readonly PlannedObject[];
    readonly remove: readonly PlannedObject[];
    readonly create: readonly PlannedObject[];
}

/** `object` is the record the request was made from; absent for deletions. */
export interface PlannedObject {
    readonly id: ObjectId;
    readonly object?: DocObject;
    readonly kind: DocObject['kind'];
    readonly wire: WireObject;
}

/**
 * What the server is known to hold, and which objects have been touched since. A save is planned from the touched ones
 * alone, so its cost follows the edit and not the job.
 */
export class SavedState {
    private readonly saved = new Map<ObjectId, SavedObject>();
    private readonly ids = {
        shape: new Map<number, ObjectId>(),
        tag: new Map<number, ObjectId>(),
        track: new Map<number, ObjectId>(),
    };
    private readonly touched = new Set<ObjectId>();
    /** Deleted frames as the server holds them. */
    private frames: ReadonlySet<number> = new Set();
    readonly links = new SavedLinks();

    set(id: ObjectId, saved: SavedObject): void {
        this.saved.set(id, saved);
        const { id: serverId } = saved.wire;
        if (serverId !== undefined) this.ids[saved.object.kind].set(serverId, id);
    }

    get(id: ObjectId): SavedObject | undefined {
        return this.saved.get(id);
    }

    /** The server holds it no more. */
    forget(id: ObjectId): void {
        const known = this.saved.get(id);
        this.saved.delete(id);
        this.links.forget(id);
        if (known?.wire.id !== undefined) this.ids[known.object.kind].delete(known.wire.id);
    }

    /** The object here that the server knows by a number of its own. */
    idOf(kind: DocObject['kind'], serverId: number): ObjectId | undefined {
        return this.ids[kind].get(serverId);
    }

    entries(): IterableIterator<[ObjectId, SavedObject]> {
        return this.saved.entries();
    }

    setFrames(frames: Iterable<number>): void {
        this.frames = new Set(frames);
    }

    touch(diff: Diff): void {
        for (const { id } of diff.objects) this.touched.add(id);
        this.links.touch(diff.links);
    }

    framesDiffer(document: AnnotationDocument): boolean {
        const now = document.deletedFrames;
        return now.size !== this.frames.size || [...now].some(frame => !this.frames.has(frame));
    }

    /** Touched objects that differ from the server's copy; objects that came back to it are forgotten. */
    unsaved(document: AnnotationDocument): ObjectId[] {
        for (const id of this.touched) {
            if (same(document.get(id), this.saved.get(id)?.object)) this.touched.delete(id);
        }
        return [...this.touched];
    }

    plan(document: AnnotationDocument): SavePlan {
        const update: PlannedObject[] = [];
        const remove: PlannedObject[] = [];
        const create: PlannedObject[] = [];
        for (const id of this.unsaved(document)) {
            const object = document.get(id);
            const saved = this.saved.get(id);
            if (!object && saved) remove.push({ id, kind: saved.object.kind, wire: deletable(saved.wire) });
            else if (object) {
                const planned = { id, object, kind: object.kind, wire: toWire(object, saved?.wire) };
                (saved ? update : create).push(planned);
            }
        }
        return { update, remove, create };
    }

    /** The server has taken over planned objects; `answers` are its echoes in the same order. */
    acknowledge(planned: readonly PlannedObject[], answers: readonly WireObject[]): void {
        planned.forEach(({ id, object, wire }, i) => {
            // It may have been changed or deleted since, and have looked unchanged before this answer.
            this.touched.add(id);
            if (object) this.set(id, { object, wire: { ...wire, ...answers[i] } as WireObject });
            else this.forget(id);
        });
    }
}

/** Equal content; records that are the same object are equal without looking, others differ at their first difference. */
export function same(a: DocObject | undefined, b: DocObject | undefined): boolean {
    return alike(a, b);
}

/** Equal as JSON: what has no value is not there. */
function alike(a: unknown, b: unknown): boolean {
    if (Object.is(a, b) || a === b) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((value, i) => alike(value, b[i]));
    const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
    for (const key in one) if (!alike(one[key], other[key])) return false;
    for (const key in other) if (other[key] !== undefined && one[key] === undefined) return false;
    return true;
}

/** A deletion needs ids on every element; elements the server never stored have none and stay out. */
export function deletable(wire: WireObject): WireObject {
    if (!('elements' in wire) || !wire.elements) return wire;
    return { ...wire, elements: wire.elements.filter(element => element.id != null) } as WireObject;
}

/** Planned objects in the form of a request, and the way back from an answer's lists to their order. */
export function requestOf(planned: readonly PlannedObject[]) {
    const of = (kind: DocObject['kind']) => planned.filter(one => one.kind === kind);
    const groups = { tags: of('tag'), shapes: of('shape'), tracks: of('track') };
    return {
        ordered: [...groups.tags, ...groups.shapes, ...groups.tracks],
        body: {
            tags: groups.tags.map(one => one.wire),
            shapes: groups.shapes.map(one => one.wire),
            tracks: groups.tracks.map(one => one.wire),
        },
    };
}
