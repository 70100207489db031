import type { AnnotationDocument } from '../model/document';
import type { FrameList } from '../model/frames';
import type { LabelSpec } from '../model/labels';
import { seek } from './seek';

/** The keys that give tags, in the order of the keyboard. */
export const TAG_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;
export type TagKey = (typeof TAG_KEYS)[number];

/** The key of a label by its name; an empty text is a label that shall have none. The same in all jobs. */
export type AssignedKeys = Readonly<Record<string, string>>;

const isKey = (text: string | undefined): text is TagKey => TAG_KEYS.some(key => key === text);

/**
 * Which label each key stands for. Assigned keys go first, the earlier label winning; the keys left over go to the labels
 * that have none, in their order.
 */
export function labelsByKey(labels: readonly LabelSpec[], assigned: AssignedKeys): ReadonlyMap<TagKey, LabelSpec> {
    const found = new Map<TagKey, LabelSpec>();
    const waiting: LabelSpec[] = [];
    for (const label of labels) {
        const key = assigned[label.name];
        if (isKey(key) && !found.has(key)) found.set(key, label);
        else if (key !== '') waiting.push(label);
    }
    for (const key of TAG_KEYS) {
        const label = found.has(key) ? undefined : waiting.shift();
        if (label) found.set(key, label);
    }
    return new Map(TAG_KEYS.flatMap(key => (found.has(key) ? [[key, found.get(key)!] as const] : [])));
}

/** Gives a key to a label, or takes its key away. Whoever had the key gets the one that has become free. */
export function assignKey(
    labels: readonly LabelSpec[],
    assigned: AssignedKeys,
    label: LabelSpec,
    key: TagKey | null,
): AssignedKeys {
    const before = labelsByKey(labels, assigned);
    const free = [...before].find(([, one]) => one.id === label.id)?.[0];
    const other = key === null ? undefined : before.get(key);
    const next: Record<string, string> = { ...assigned, [label.name]: key ?? '' };
    if (other && other.id !== label.id) next[other.name] = free ?? '';
    return next;
}

interface Walk {
    readonly document: AnnotationDocument;
    readonly frames: FrameList;
    readonly skip: (frame: number) => boolean;
    /** Pass over frames that have a tag already. */
    readonly onlyEmpty: boolean;
}

/** Where tagging goes on after a frame; null at the end. */
export function nextToTag({ document, frames, skip, onlyEmpty }: Walk, from: number): number | null {
    const suits = (frame: number) => !skip(frame) && !(onlyEmpty && document.tagsOn(frame).length);
    return seek(frames, from, 1, suits);
}

/** How many of these frames have a tag. */
export function taggedAmong(document: AnnotationDocument, frames: FrameList): number {
    const tagged = new Set<number>();
    for (const [, object] of document.entries()) {
        if (object.kind === 'tag' && frames.has(object.frame)) tagged.add(object.frame);
    }
    return tagged.size;
}
