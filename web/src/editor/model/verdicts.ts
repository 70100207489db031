import type { AnnotationDocument } from './document';
import type { FrameList } from './frames';
import { toWire } from './wire';
import type { DocObject, ObjectId } from './types';

/**
 * What a reviewer has said about objects. A verdict holds for an object as it was looked at: it is kept under a print of the
 * server's id and the whole content, so that an object changed afterwards is to be looked at again. Annotations know nothing
 * of it.
 */
export type Verdict = 'accepted' | 'rejected';

export interface Verdicts {
    readonly accepted: ReadonlySet<string>;
    readonly rejected: ReadonlySet<string>;
}

export const NO_VERDICTS: Verdicts = { accepted: new Set(), rejected: new Set() };

/** Characters of a print: 36 bits, so that prints of 20,000 objects hardly ever meet. */
export const PRINT_LENGTH = 6;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A short print of an object: equal for equal content under one server id. */
export function printOf(serverId: number | undefined, object: DocObject): string {
    const text = JSON.stringify([serverId ?? null, object.kind, toWire(object)], (key, value: unknown) =>
        key === 'id' ? undefined : typeof value === 'number' ? Number(value.toFixed(4)) : value,
    );
    // Two FNV-1a runs over UTF-16 units with different offsets.
    let [a, b] = [0x811c9dc5, 0x9747b28c];
    for (let i = 0; i < text.length; ++i) {
        a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
        b = Math.imul(b ^ text.charCodeAt(i), 0x01000193);
    }
    const digits = [a, a >>> 6, a >>> 12, b, b >>> 6, b >>> 12];
    return digits.map(bits => DIGITS[bits & 63]).join('');
}

export function withVerdict({ accepted, rejected }: Verdicts, print: string, verdict: Verdict | null): Verdicts {
    const next = { accepted: new Set(accepted), rejected: new Set(rejected) };
    next.accepted.delete(print);
    next.rejected.delete(print);
    if (verdict) next[verdict].add(print);
    return next;
}

export function verdictOn({ accepted, rejected }: Verdicts, print: string): Verdict | null {
    if (accepted.has(print)) return 'accepted';
    return rejected.has(print) ? 'rejected' : null;
}

/** Everything that can be seen on a frame, in the order in which it is looked at: shapes and tracks by age, then tags. */
export function reviewedOn(document: AnnotationDocument, frame: number): ObjectId[] {
    if (document.deletedFrames.has(frame)) return [];
    const seen = document.objectsOn(frame).filter(object => !object.outside);
    return [...seen.map(object => object.id).sort((a, b) => a - b), ...document.tagsOn(frame).map(([id]) => id)];
}

export interface Place {
    readonly frame: number;
    readonly id: ObjectId;
}

/**
 * The next object without a verdict: on the frame behind the given object, then before it, then on the frames that follow,
 * and from the job's first frame again. Null when all have one.
 */
export function nextUndecided(
    document: AnnotationDocument,
    frames: FrameList,
    from: { readonly frame: number; readonly id: ObjectId | null },
    decided: (id: ObjectId) => boolean,
): Place | null {
    const here = reviewedOn(document, from.frame);
    const at = from.id === null ? -1 : here.indexOf(from.id);
    const around = [...here.slice(at + 1), ...here.slice(0, at + 1)];
    const found = around.find(id => !decided(id));
    if (found !== undefined) return { frame: from.frame, id: found };
    const open = [...document.entries()].filter(([id]) => !decided(id)).map(([, object]) => object);
    const tracks = open.some(object => object.kind === 'track');
    const withSingles = new Set(open.map(object => object.frame));
    const position = frames.positionOf(from.frame);
    const others = [...frames.numbers.slice(position + 1), ...frames.numbers.slice(0, position)];
    for (const frame of others) {
        if (!tracks && !withSingles.has(frame)) continue;
        const id = reviewedOn(document, frame).find(one => !decided(one));
        if (id !== undefined) return { frame, id };
    }
    return null;
}

export interface Progress {
    readonly accepted: number;
    readonly rejected: number;
    readonly total: number;
}

export function progressOf(ids: readonly ObjectId[], verdict: (id: ObjectId) => Verdict | null): Progress {
    let [accepted, rejected] = [0, 0];
    for (const id of ids) {
        const found = verdict(id);
        if (found === 'accepted') accepted += 1;
        if (found === 'rejected') rejected += 1;
    }
    return { accepted, rejected, total: ids.length };
}

/** Prints one after another, as they are kept. */
export function packed(prints: ReadonlySet<string>): string {
    return [...prints].join('');
}

export function unpacked(text: unknown): Set<string> {
    const prints = typeof text === 'string' ? text.match(new RegExp(`[\\w-]{${PRINT_LENGTH}}`, 'g')) : null;
    return new Set(prints ?? []);
}
