import type { AttributeValue } from '../../api';
import { toWire } from '../model/wire';
import type { DocObject } from '../model/types';

/**
 * Equal for objects of the same kind, label, frame and geometry to four decimals. Attributes are left out, as the server
 * adds defaults to them, and so are ids.
 */
export function fingerprint(object: DocObject): string {
    return JSON.stringify([object.kind, toWire(object)], (key, value: unknown) => {
        if (key === 'attributes' || key === 'id') return undefined;
        return typeof value === 'number' ? Number(value.toFixed(4)) : value;
    });
}

/** Whether an object of the server is one of this page: it has the same fingerprint, and at least the same attributes. */
export function holds(server: DocObject, own: DocObject): boolean {
    return fingerprint(server) === fingerprint(own) && holdsAttributes(toWire(server), toWire(own));
}

/** Looks at all lists of attributes within two objects of the same form. */
function holdsAttributes(server: unknown, own: unknown): boolean {
    if (!isRecord(server) || !isRecord(own)) return true;
    return Object.entries(own).every(([key, value]) => {
        if (key !== 'attributes') return holdsAttributes(server[key], value);
        const there = server[key] as readonly AttributeValue[];
        return (value as readonly AttributeValue[]).every(one =>
            there.some(other => other.spec_id === one.spec_id && other.value === one.value),
        );
    });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
