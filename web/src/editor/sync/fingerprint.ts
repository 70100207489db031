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
