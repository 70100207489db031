import { UNDEFINED } from '../model/checks';
import type { AnnotationDocument } from '../model/document';
import type { AttributeSpec, LabelSet } from '../model/labels';
import type { Box, FrameObject, ObjectId, Size, TagObject } from '../model/types';

/** An object whose attributes can be gone through, and which they are. */
export interface Target {
    readonly id: ObjectId;
    readonly specs: readonly AttributeSpec[];
}

/** An object as it is on a frame. */
export type Seen = FrameObject | (TagObject & { readonly id: ObjectId });

/** Tags, shapes and tracks seen on a frame that have attributes, oldest first. */
export function targetsOn(
    document: AnnotationDocument,
    labels: LabelSet,
    frame: number,
    shown: (subject: Seen) => boolean,
): Target[] {
    const seen = document.objectsOn(frame).filter(object => !object.outside);
    const tags = document.tagsOn(frame).map(([id, tag]) => ({ id, ...tag }));
    return [...tags, ...seen]
        .filter(shown)
        .map(({ id, labelId }) => ({ id, specs: labels.get(labelId)?.attributes ?? [] }))
        .filter(({ specs }) => specs.length > 0)
        .sort((one, other) => one.id - other.id);
}

/** The item some places further, round the end; the first (or last) one where there is none to go from. */
export function around<T>(list: readonly T[], at: number, by: 1 | -1): T | undefined {
    if (!list.length) return undefined;
    const from = at < 0 ? (by > 0 ? -1 : list.length) : at;
    return list[(from + by + list.length) % list.length];
}

/** What is looked at once objects, frame or selection have changed. */
export function settled(
    targets: readonly Target[],
    selection: readonly ObjectId[],
    before: ObjectId | null,
): ObjectId | null {
    const chosen = targets.find(({ id }) => selection.includes(id));
    if (chosen) return chosen.id;
    // Put down by the person: nothing is taken up instead.
    if (before !== null && targets.some(({ id }) => id === before)) return null;
    const following = before === null ? undefined : targets.find(({ id }) => id > before);
    return (following ?? targets[0])?.id ?? null;
}

/** The attribute to begin with on another object: the same one, or one of the same name, or else the first. */
export function sameAttribute(
    specs: readonly AttributeSpec[],
    before: Pick<AttributeSpec, 'id' | 'name'> | undefined,
): AttributeSpec | undefined {
    return specs.find(({ id }) => id === before?.id) ?? specs.find(({ name }) => name === before?.name) ?? specs[0];
}

/** The values that the digits stand for, in their order; none for what is typed. */
export function choicesOf(spec: AttributeSpec): readonly string[] {
    switch (spec.input_type) {
        case 'checkbox':
            return ['true', 'false'];
        case 'select':
        case 'radio':
            return spec.values.filter(value => value !== UNDEFINED);
        default:
            return [];
    }
}

/** What a digit means for an attribute: a value, or to go to the field in which it is typed. */
export function meaningOf(spec: AttributeSpec, digit: number): { readonly value: string } | 'field' | null {
    if (spec.input_type === 'text' || spec.input_type === 'number') return 'field';
    const value = choicesOf(spec).at(digit);
    return value === undefined ? null : { value };
}

/**
 * The part of the image shown around an object: with a margin in image pixels, and at least twice the object's size, so
 * that what lies around it can be seen. With a scale of the person's own the part that this scale shows.
 */
export function regionAround(box: Box, padding: number, viewport: Size, scale: number | null): Box {
    const x = (box.minX + box.maxX) / 2;
    const y = (box.minY + box.maxY) / 2;
    const width = box.maxX - box.minX;
    const height = box.maxY - box.minY;
    const margin = (size: number) => Math.max(padding, size / 2);
    const half =
        scale === null
            ? { x: width / 2 + margin(width), y: height / 2 + margin(height) }
            : { x: viewport.width / scale / 2, y: viewport.height / scale / 2 };
    return { minX: x - half.x, minY: y - half.y, maxX: x + half.x, maxY: y + half.y };
}
