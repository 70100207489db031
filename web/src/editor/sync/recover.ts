import type { AnnotationDocument, Diff, ObjectChange } from '../model/document';
import { fingerprint } from './fingerprint';
import type { ObjectId } from '../model/types';
import { same, type SavedState } from './base';
import type { Draft, JobDraft } from './drafts';
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
export function planRecovery(draft: JobDraft, document: AnnotationDocument, saved: SavedState): Recovery {
    const byServerId = new Map<string, ObjectId>();
    const unclaimed = new Map<string, number>();
    const baseIds = new Set(draft.objects.map(one => one.base && `${one.kind}/${one.base.id}`));
    for (const [id, { object, wire }] of saved.entries()) {
        byServerId.set(`${object.kind}/${wire.id}`, id);
        const key = fingerprint(object);
        if (!baseIds.has(`${object.kind}/${wire.id}`)) unclaimed.set(key, (unclaimed.get(key) ?? 0) + 1);
    }
    const objects: ObjectChange[] = [];
    let conflicts = 0;
    for (const one of draft.objects) {
        const known = one.base ? byServerId.get(`${one.kind}/${one.base.id}`) : undefined;
        if (known === undefined) {
            const change = recoverNew(one, document, unclaimed);
            if (change) objects.push(change);
            continue;
        }
        const before = document.get(known);
        const base = one.base && fromWire(one.kind, one.base);
        const after = one.object && before ? withNewParts(one.object, base, before) : (one.object ?? undefined);
        if (same(before, after)) continue;
        const grown = base && before ? withNewParts(base, base, before) : base;
        if (grown && before && fingerprint(grown) !== fingerprint(before)) ++conflicts;
        objects.push({ id: known, before, after });
    }
    const frames = draft.frames ? flipped(document.deletedFrames, draft.frames.deleted) : [];
    return { diff: { objects, frames }, conflicts };
}

function recoverNew(one: Draft, document: AnnotationDocument, unclaimed: Map<string, number>): ObjectChange | null {
    if (!one.object) return null;
    const key = fingerprint(one.object);
    const there = one.base ? 0 : (unclaimed.get(key) ?? 0);
    if (there > 0) {
        unclaimed.set(key, there - 1);
        return null;
    }
    return { id: document.nextId(), after: one.object };
}

function flipped(now: ReadonlySet<number>, wanted: readonly number[]): number[] {
    const then = new Set(wanted);
    return [...new Set([...now, ...then])].filter(frame => now.has(frame) !== then.has(frame));
}
