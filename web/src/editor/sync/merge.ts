import type { AnnotationDocument, ObjectChange } from '../model/document';
import type { Link } from '../model/links';
import type { DocObject, ElementTrack, ObjectId, ShapeElement } from '../model/types';
import { shapeFrom, tagFrom, trackFrom, type WireObject } from '../model/wire';
import type { Shape, Track, WireLink } from '../../api';
import { same, type SavedObject, type SavedState } from './base';
import { linksFrom } from './links';

/** What others have done to a job while it was open here. */
export interface Merge {
    /** Brings the document to where both sides' work is in it. */
    readonly objects: readonly ObjectChange[];
    /** Links that come or go. */
    readonly links: readonly Link[];
    /** Objects that were changed on both sides. */
    readonly conflicts: number;
}

/**
 * Takes over what the server holds now, and gives the changes that others made. Object by object, against the copy that
 * both started from: what only one side touched is as that side left it; what both changed stays as it is here; a change
 * counts more than a deletion, whoever made it.
 */
export function mergeRemote(
    remote: readonly SavedObject[],
    document: AnnotationDocument,
    saved: SavedState,
    remoteLinks: readonly WireLink[] = [],
): Merge {
    const known = new Map<string, ObjectId>();
    for (const [id, one] of saved.entries()) known.set(keyOf(one), id);
    const objects: ObjectChange[] = [];
    let conflicts = 0;
    for (const now of remote) {
        const key = keyOf(now);
        const id = known.get(key);
        known.delete(key);
        if (id === undefined) {
            const fresh = document.nextId();
            saved.set(fresh, now);
            objects.push({ id: fresh, after: now.object });
            continue;
        }
        const base = saved.get(id) as SavedObject;
        const here = document.get(id);
        if (same(asRead(base), asRead(now))) continue;
        saved.set(id, now);
        if (same(here, base.object)) objects.push({ id, before: here, after: now.object });
        else if (!same(here, now.object)) {
            const kept = here && withNewParts(here, base.object, now.object);
            const onlyGrown = same(withNewParts(base.object, base.object, now.object), now.object);
            if (!here || !onlyGrown) ++conflicts;
            if (!here) objects.push({ id, after: now.object });
            else if (kept !== here) objects.push({ id, before: here, after: kept });
        }
    }
    for (const id of known.values()) {
        const base = saved.get(id) as SavedObject;
        const here = document.get(id);
        saved.forget(id);
        if (here && same(here, base.object)) objects.push({ id, before: here });
        else if (here) ++conflicts;
    }
    const links = saved.links.merge(linksFrom(remoteLinks, saved), document);
    return { objects, links, conflicts };
}

/** A skeleton with the parts that its copy on the server has got since: the label has more of them now. */
export function withNewParts(here: DocObject, base: DocObject | null, now: DocObject): DocObject {
    if (here.kind === 'tag' || now.kind !== here.kind || !now.elements.length) return here;
    const known = new Set([here, base].flatMap(partsOf).map(({ labelId }) => labelId));
    const fresh = partsOf(now).filter(({ labelId }) => !known.has(labelId));
    return fresh.length ? ({ ...here, elements: [...here.elements, ...fresh] } as DocObject) : here;
}

type Part = ShapeElement | ElementTrack;
const partsOf = (object: DocObject | null): readonly Part[] => (object && object.kind !== 'tag' ? object.elements : []);

const keyOf = ({ object, wire }: SavedObject) => `${object.kind}/${wire.id}`;

/** As a page that opens the job now would read the copy: without ids, and whatever this page has added to it. */
function asRead({ object, wire }: SavedObject): DocObject {
    return fromWire(object.kind, wire);
}

export function fromWire(kind: DocObject['kind'], wire: WireObject): DocObject {
    if (kind === 'tag') return tagFrom(wire);
    return kind === 'shape' ? shapeFrom(wire as Shape) : trackFrom(wire as Track);
}
