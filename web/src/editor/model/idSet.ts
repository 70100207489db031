import type { ObjectId } from './types';

const sets = new WeakMap<readonly ObjectId[], ReadonlySet<ObjectId>>();

/** A list of objects, which stays as it is, to be looked into often: of a selection of thousands, for one. */
export function idSet(ids: readonly ObjectId[]): ReadonlySet<ObjectId> {
    let known = sets.get(ids);
    if (!known) sets.set(ids, (known = new Set(ids)));
    return known;
}
