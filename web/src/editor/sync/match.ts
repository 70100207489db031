import type { LabeledData } from '../../api';
import { objectsFrom, toWire, type WireObject } from '../model/wire';
import type { DocObject } from '../model/types';

/**
 * A creation whose answer was lost may or may not have reached the server. Own objects are looked for among those the
 * server holds and this page does not know, by content: kind, label, frame and geometry to four decimals.
 */
export function findCreated(
    own: readonly DocObject[],
    server: LabeledData,
    knownIds: { tag: ReadonlySet<number>; shape: ReadonlySet<number>; track: ReadonlySet<number> },
): (WireObject | undefined)[] {
    const unknown = new Map<string, WireObject[]>();
    for (const { object, wire } of objectsFrom(server)) {
        if (wire.id == null || knownIds[object.kind].has(wire.id)) continue;
        const key = fingerprint(object);
        unknown.set(key, [...(unknown.get(key) ?? []), wire]);
    }
    return own.map(object => unknown.get(fingerprint(object))?.shift());
}

/** Attributes are left out: the server adds defaults to them. */
export function fingerprint(object: DocObject): string {
    return JSON.stringify([object.kind, toWire(object)], (key, value: unknown) => {
        if (key === 'attributes' || key === 'id') return undefined;
        return typeof value === 'number' ? Number(value.toFixed(4)) : value;
    });
}
