import type { FrameObject, ObjectId } from './types';

/** One part of one skeleton. */
export type PartKey = `${ObjectId}/${number}`;

export const partKey = (id: ObjectId, labelId: number): PartKey => `${id}/${labelId}`;

/** The skeleton and the sublabel that a key names. */
export function partOf(key: PartKey): { readonly id: ObjectId; readonly labelId: number } {
    const [id, labelId] = key.split('/').map(Number);
    return { id, labelId };
}

/**
 * A skeleton as it is seen: parts that are hidden count as absent, so that nothing draws, hits or takes hold of them, and yet
 * they are there to go along when the whole is moved. With no part left to see, neither is the whole.
 */
export function seenObject(object: FrameObject, hidden: ReadonlySet<PartKey>): FrameObject {
    if (object.type !== 'skeleton' || !hidden.size) return object;
    const hides = (labelId: number) => hidden.has(partKey(object.id, labelId));
    if (!object.elements.some(element => hides(element.labelId))) return object;
    const elements = object.elements.map(element => (hides(element.labelId) ? { ...element, outside: true } : element));
    return { ...object, elements, outside: object.outside || elements.every(element => element.outside) };
}
