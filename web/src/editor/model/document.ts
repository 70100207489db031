import { flippedOnce, linkKey, LinkSet, type Link } from './links';
import { trackAt, type DeletedFrames } from './tracks';
import type { DocObject, FrameObject, ObjectId, ShapeObject, TagObject, TrackObject } from './types';

/** One object before and after an edit; absent before means created, absent after means deleted. */
export interface ObjectChange {
    readonly id: ObjectId;
    readonly before?: DocObject;
    readonly after?: DocObject;
}

export interface Diff {
    readonly objects: readonly ObjectChange[];
    /** Frames whose deleted mark flips. */
    readonly frames?: readonly number[];
    /** Links that come, or go where they are there. */
    readonly links?: readonly Link[];
}

export function inverse(diff: Diff): Diff {
    return {
        objects: diff.objects.map(({ id, before, after }) => ({ id, before: after, after: before })),
        frames: diff.frames,
        links: diff.links,
    };
}

/** First diff, then second, as one. */
export function compose(first: Diff, second: Diff): Diff {
    const byId = new Map(first.objects.map(change => [change.id, change]));
    for (const change of second.objects) {
        const earlier = byId.get(change.id);
        byId.set(change.id, earlier ? { ...change, before: earlier.before } : change);
    }
    const flipped = new Set(first.frames);
    for (const frame of second.frames ?? []) if (!flipped.delete(frame)) flipped.add(frame);
    return {
        objects: [...byId.values()].filter(change => change.before !== change.after),
        frames: [...flipped],
        links: flippedOnce(first.links, second.links),
    };
}

export function isEmpty(diff: Diff): boolean {
    return diff.objects.length === 0 && !diff.frames?.length && !diff.links?.length;
}

type Listener = (diff: Diff) => void;

/**
 * All annotations of a job. Changed only by applying a diff, so whoever listens sees every change. Objects are indexed
 * by frame; what a track looks like on a frame is worked out when asked for and kept while the track stays as it is.
 */
export class AnnotationDocument {
    /** What objects are to each other. Of those that are there: a link may wait for an object that was taken away. */
    readonly links = new LinkSet();
    private readonly objects = new Map<ObjectId, DocObject>();
    private readonly onFrame = new Map<number, Set<ObjectId>>();
    private readonly tracks = new Set<ObjectId>();
    private readonly deleted = new Set<number>();
    private readonly listeners = new Set<Listener>();
    private states = new WeakMap<DocObject, FrameObject | Map<number, FrameObject | undefined>>();
    private listed: { frame: number; ghosts: boolean; objects: readonly FrameObject[] } | null = null;
    private lastId = 0;

    constructor(private readonly is3d = false) {}

    nextId(): ObjectId {
        return ++this.lastId;
    }

    get size(): number {
        return this.objects.size;
    }

    get deletedFrames(): DeletedFrames {
        return this.deleted;
    }

    get(id: ObjectId): DocObject | undefined {
        return this.objects.get(id);
    }

    entries(): IterableIterator<[ObjectId, DocObject]> {
        return this.objects.entries();
    }

    subscribe(listener: Listener): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    /** Applies an edit. An edit made on another state than the present one is a mistake of the caller. */
    apply(diff: Diff): void {
        for (const { id, before } of diff.objects) {
            if (this.objects.get(id) !== before)
                throw new Error(`Object ${id} is not in the state this edit starts from`);
        }
        this.listed = null;
        for (const change of diff.objects) this.put(change);
        for (const frame of diff.frames ?? []) {
            if (!this.deleted.delete(frame)) this.deleted.add(frame);
            this.states = new WeakMap();
        }
        for (const link of diff.links ?? []) this.links.flip(link);
        for (const listener of this.listeners) listener(diff);
    }

    /** Whether a link is there, and both of its objects. */
    isLinked(link: Link): boolean {
        return this.links.has(link) && this.objects.has(link.from) && this.objects.has(link.to);
    }

    /** The links of an object with others that are there. */
    linksOf(id: ObjectId): Link[] {
        return this.links.of(id).filter(({ from, to }) => this.objects.has(from) && this.objects.has(to));
    }

    /** An edit with all it brings about: links go with an object that is taken away. */
    withLinks(diff: Diff): Diff {
        if (!this.links.size) return diff;
        const gone = diff.objects.filter(({ before, after }) => before && !after).map(({ id }) => id);
        const told = new Set((diff.links ?? []).map(linkKey));
        const loose = gone.flatMap(id => this.links.of(id)).filter(link => !told.has(linkKey(link)));
        if (!loose.length) return diff;
        const once = new Map(loose.map(link => [linkKey(link), link]));
        return { ...diff, links: [...(diff.links ?? []), ...once.values()] };
    }

    private put({ id, before, after }: ObjectChange): void {
        if (before) this.unlink(id, before);
        if (!after) {
            this.objects.delete(id);
            return;
        }
        this.lastId = Math.max(this.lastId, id);
        this.objects.set(id, after);
        if (after.kind === 'track') this.tracks.add(id);
        else {
            const ids = this.onFrame.get(after.frame);
            if (ids) ids.add(id);
            else this.onFrame.set(after.frame, new Set([id]));
        }
    }

    private unlink(id: ObjectId, object: DocObject): void {
        if (object.kind === 'track') this.tracks.delete(id);
        else this.onFrame.get(object.frame)?.delete(id);
    }

    trackEntries(): [ObjectId, TrackObject][] {
        return [...this.tracks].map(id => [id, this.objects.get(id) as TrackObject]);
    }

    tagsOn(frame: number): [ObjectId, TagObject][] {
        const out: [ObjectId, TagObject][] = [];
        for (const id of this.onFrame.get(frame) ?? []) {
            const object = this.objects.get(id);
            if (object?.kind === 'tag') out.push([id, object]);
        }
        return out.sort((a, b) => a[0] - b[0]);
    }

    /** One object on a frame; for tracks hidden states too. */
    stateOf(id: ObjectId, frame: number): FrameObject | undefined {
        const object = this.objects.get(id);
        if (!object || object.kind === 'tag') return undefined;
        if (object.kind === 'shape') return object.frame === frame ? this.shapeState(id, object) : undefined;
        let byFrame = this.states.get(object) as Map<number, FrameObject | undefined> | undefined;
        if (!byFrame) this.states.set(object, (byFrame = new Map()));
        if (!byFrame.has(frame)) byFrame.set(frame, trackAt(id, object, frame, this.deleted, this.is3d));
        return byFrame.get(frame);
    }

    private shapeState(id: ObjectId, shape: ShapeObject): FrameObject {
        const known = this.states.get(shape) as FrameObject | undefined;
        if (known) return known;
        const { kind, type, points, rotation, occluded, outside, zOrder, labelId, group, source, attributes } = shape;
        const state: FrameObject = {
            id,
            kind,
            type,
            points,
            rotation,
            occluded,
            outside,
            zOrder,
            labelId,
            group,
            source,
            attributes,
            elements: shape.elements.map(element => ({ ...element, keyframe: true })),
            keyframe: true,
        };
        this.states.set(shape, state);
        return state;
    }

    /**
     * Shapes and tracks shown on a frame, from back to front: by z order, then tracks before shapes, then by age.
     * `ghosts` adds tracks that are outside here without a keyframe.
     */
    objectsOn(frame: number, ghosts = false): readonly FrameObject[] {
        if (this.listed?.frame === frame && this.listed.ghosts === ghosts) return this.listed.objects;
        const out: FrameObject[] = [];
        for (const id of this.tracks) {
            const state = this.stateOf(id, frame);
            if (state && (ghosts || state.keyframe || !state.outside)) out.push(state);
        }
        for (const id of this.onFrame.get(frame) ?? []) {
            const state = this.stateOf(id, frame);
            if (state) out.push(state);
        }
        const objects = out.sort(
            (a, b) => a.zOrder - b.zOrder || Number(a.kind === 'shape') - Number(b.kind === 'shape') || a.id - b.id,
        );
        this.listed = { frame, ghosts, objects };
        return objects;
    }

    /** Largest group number in use. */
    maxGroup(): number {
        let max = 0;
        for (const object of this.objects.values()) max = Math.max(max, object.group ?? 0);
        return max;
    }
}
