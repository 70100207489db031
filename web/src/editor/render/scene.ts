import RBush from 'rbush';
import type { AnnotationDocument, Diff } from '../model/document';
import { contains, drawnBox, grow, intersects, union } from '../model/geometry';
import { hits } from '../model/hit';
import type { SkeletonEdges } from '../model/skeleton';
import type { Box, FrameObject, ObjectId, Point } from '../model/types';

interface Entry extends Box {
    /** As it is seen. */
    object: FrameObject;
    /** As the document has it. */
    state: FrameObject;
}

/** From this share of all objects on, the index is made anew: that is quicker than one after the other. */
const MANY = 1 / 8;

const sameBox = (a: Box, b: Box) => a.minX === b.minX && a.minY === b.minY && a.maxX === b.maxX && a.maxY === b.maxY;

/** Back to front; on equal layers tracks lie below shapes and older objects below newer ones. */
export function paintOrder(a: FrameObject, b: FrameObject): number {
    return a.zOrder - b.zOrder || Number(a.kind === 'shape') - Number(b.kind === 'shape') || a.id - b.id;
}

export interface SceneRules {
    /** Objects that are neither drawn nor hit. */
    hidden(object: FrameObject): boolean;
    /** An object without those of its parts that are neither drawn nor hit. */
    seen(object: FrameObject): FrameObject;
    edges(labelId: number): SkeletonEdges;
}

/**
 * The objects visible on one frame, in a spatial index: answers what is under the pointer and what lies in a part of
 * the image. Kept up to date by the document's diffs.
 */
export class Scene {
    private readonly tree = new RBush<Entry>(9);
    private readonly entries = new Map<ObjectId, Entry>();
    private frame = -1;
    private maskCount = 0;

    constructor(
        private readonly document: AnnotationDocument,
        private readonly rules: SceneRules,
    ) {}

    get size(): number {
        return this.entries.size;
    }

    /** How many of the objects are masks. */
    get masks(): number {
        return this.maskCount;
    }

    /** Rebuilds for a frame, or for other rules of what is hidden. */
    load(frame: number): void {
        this.frame = frame;
        this.entries.clear();
        this.maskCount = 0;
        this.tree.clear();
        for (const object of this.document.objectsOn(frame)) {
            const entry = this.entryFor(object);
            if (!entry) continue;
            this.entries.set(object.id, entry);
            this.maskCount += Number(entry.object.type === 'mask');
        }
        this.tree.load([...this.entries.values()]);
    }

    private entryFor(state: FrameObject): Entry | undefined {
        if (state.outside || this.rules.hidden(state)) return undefined;
        const object = this.rules.seen(state);
        return object.outside ? undefined : { ...drawnBox(object), object, state };
    }

    /** Takes over what a diff changed; gives back the part of the image to draw anew, or null when nothing shows. */
    update(diff: Diff): Box | null {
        if (diff.frames?.length) {
            this.load(this.frame);
            return { minX: -Infinity, minY: -Infinity, maxX: Infinity, maxY: Infinity };
        }
        return this.refresh(diff.objects.map(change => change.id));
    }

    refresh(ids: readonly ObjectId[]): Box | null {
        let dirty: Box | null = null;
        const touch = (box: Box) => (dirty = dirty ? union(dirty, box) : box);
        const anew = ids.length > MANY * this.entries.size;
        let moved = false;
        for (const id of ids) {
            const old = this.entries.get(id);
            const state = this.document.stateOf(id, this.frame);
            const entry = state && this.entryFor(state);
            if (old?.state === state && Boolean(old) === Boolean(entry)) continue;
            if (old) {
                touch(old);
                this.maskCount -= Number(old.object.type === 'mask');
            }
            if (entry) {
                touch(entry);
                this.maskCount += Number(entry.object.type === 'mask');
            }
            // Whoever looks the same from afar stays where it is.
            if (old && entry && sameBox(old, entry)) {
                [old.object, old.state] = [entry.object, entry.state];
                continue;
            }
            moved = true;
            if (old) this.entries.delete(id);
            if (entry) this.entries.set(id, entry);
            if (anew) continue;
            if (old) this.tree.remove(old);
            if (entry) this.tree.insert(entry);
        }
        if (moved && anew) this.tree.clear().load([...this.entries.values()]);
        return dirty;
    }

    get(id: ObjectId): FrameObject | undefined {
        return this.entries.get(id)?.object;
    }

    boxOf(id: ObjectId): Box | undefined {
        return this.entries.get(id);
    }

    /** Objects whose boxes meet a box, back to front. */
    inBox(box: Box): FrameObject[] {
        return this.tree
            .search(box)
            .map(entry => entry.object)
            .sort(paintOrder);
    }

    /** Objects under a point, the one to act on first: highest layer, then smallest. */
    hit(p: Point, slop: number): FrameObject[] {
        const around = grow({ minX: p.x, minY: p.y, maxX: p.x, maxY: p.y }, 2 * slop);
        return this.tree
            .search(around)
            .filter(({ object }) => hits(object, p, slop, this.rules.edges(object.labelId)))
            .sort((a, b) => b.object.zOrder - a.object.zOrder || area(a) - area(b) || b.object.id - a.object.id)
            .map(entry => entry.object);
    }

    /** Objects inside a marquee, or merely touched by it. */
    within(box: Box, touching: boolean): FrameObject[] {
        return this.tree
            .search(box)
            .filter(entry => (touching ? intersects(box, entry) : contains(box, entry)))
            .map(entry => entry.object);
    }
}

function area(box: Box): number {
    return (box.maxX - box.minX) * (box.maxY - box.minY);
}
