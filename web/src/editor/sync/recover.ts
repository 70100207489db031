import type { AnnotationDocument, Diff, ObjectChange } from '../model/document';
import { fingerprint, holds } from './fingerprint';
import { linkKey, type Link } from '../model/links';
import type { ObjectId } from '../model/types';
import { same, type SavedState } from './base';
import type { JobDraft, LinkDraft, LinkEndDraft } from './drafts';
import { fromWire, withNewParts } from './merge';

/** Kept edits put onto a freshly loaded document. */
export interface Recovery {
    readonly diff: Diff;
    /** Objects that were changed on the server as well since the kept edit began; the kept edit wins. */
    readonly conflicts: number;
}

/**
 * Matches kept edits to the objects of a fresh load by server id. Edits that are on the server already (the answer to
 * the last save was lost) fall away; edited objects that were deleted on the server come back as new ones.
 */
export function planRecovery(
    draft: JobDraft,
    document: AnnotationDocument,
    saved: SavedState,
    nextId: () => ObjectId = () => document.nextId(),
): Recovery {
    const byServerId = new Map<string, ObjectId>();
    const unclaimed = new Map<string, ObjectId[]>();
    /** Objects of the drafts, by their number in the page that wrote them. */
    const here = new Map<ObjectId, ObjectId>();
    const baseIds = new Set(draft.objects.map(one => one.base && `${one.kind}/${one.base.id}`));
    for (const [id, { object, wire }] of saved.entries()) {
        byServerId.set(`${object.kind}/${wire.id}`, id);
        const key = fingerprint(object);
        if (!baseIds.has(`${object.kind}/${wire.id}`)) unclaimed.set(key, [...(unclaimed.get(key) ?? []), id]);
    }
    const objects: ObjectChange[] = [];
    let conflicts = 0;
    for (const one of draft.objects) {
        const known = one.base ? byServerId.get(`${one.kind}/${one.base.id}`) : undefined;
        if (known === undefined) {
            if (!one.object) continue;
            const id = one.base ? undefined : unclaimed.get(fingerprint(one.object))?.shift();
            const change = {
                id: id ?? nextId(),
                before: id === undefined ? undefined : document.get(id),
                after: one.object,
            };
            here.set(one.id, change.id);
            // An object whose answer was lost may have got other attributes since.
            if (!change.before || !holds(change.before, change.after)) objects.push(change);
            continue;
        }
        here.set(one.id, known);
        const before = document.get(known);
        const base = one.base && fromWire(one.kind, one.base);
        const after = one.object && before ? withNewParts(one.object, base, before) : (one.object ?? undefined);
        if (same(before, after) || (before && after && holds(before, after))) continue;
        const grown = base && before ? withNewParts(base, base, before) : base;
        if (grown && before && fingerprint(grown) !== fingerprint(before)) ++conflicts;
        objects.push({ id: known, before, after });
    }
    const frames = draft.frames ? flipped(document.deletedFrames, draft.frames.deleted) : [];
    const idOf = ({ id, kind, serverId }: LinkEndDraft) => byServerId.get(`${kind}/${serverId}`) ?? here.get(id);
    return { diff: { objects, frames, links: recoverLinks(draft.links?.links ?? [], document, idOf) }, conflicts };
}

/** Kept links whose objects are there, as far as they are not as they were kept already. */
function recoverLinks(
    links: readonly LinkDraft[],
    document: AnnotationDocument,
    idOf: (end: LinkEndDraft) => ObjectId | undefined,
): Link[] {
    const flips = links.flatMap(({ from, to, kind, name, there }): Link[] => {
        const [first, second] = [idOf(from), idOf(to)];
        if (first === undefined || second === undefined) return [];
        const link = { from: first, to: second, kind, name };
        return document.links.has(link) === there ? [] : [link];
    });
    return [...new Map(flips.map(link => [linkKey(link), link])).values()];
}

/** Whether all that was kept is on the server, as when a page is left right after a save. */
export function isObsolete(draft: JobDraft, document: AnnotationDocument, saved: SavedState): boolean {
    let next = 0;
    const { objects, frames, links } = planRecovery(draft, document, saved, () => --next).diff;
    return !objects.length && !frames?.length && !links?.length;
}

function flipped(now: ReadonlySet<number>, wanted: readonly number[]): number[] {
    const then = new Set(wanted);
    return [...new Set([...now, ...then])].filter(frame => now.has(frame) !== then.has(frame));
}
