import { t } from '../../shared/language';
import type { AnnotationDocument } from './document';
import { attributeValue, isValidValue, type AttributeSpec, type LabelSet } from './labels';
import type { Attributes, Common, Keyframe, ObjectId } from './types';

/** The choice that stands for "nobody has chosen yet", as it is spelled in the field. */
export const UNDEFINED = '__undefined__';

/** An attribute's value to a person: nothing while nobody has chosen. */
export function shownValue(value: string): string {
    return value === UNDEFINED ? '' : value;
}

/** What a choice is called in a list of choices. */
export function choiceName(value: string): string {
    return value === UNDEFINED ? t('not set') : value || t('(empty)');
}

/** An attribute of an object that still has to be given a value. */
export interface MissingValue {
    readonly id: ObjectId;
    readonly frame: number;
    readonly name: string;
}

/** Whether a value is none: left at `__undefined__`, or no value of its kind at all, as an empty choice. */
export function isMissing(spec: AttributeSpec, value: string): boolean {
    return value === UNDEFINED || !isValidValue(spec, value);
}

/** Objects with an attribute that nobody has given a value, each with the first frame on which it is so. */
export function missingValues(document: AnnotationDocument, labels: LabelSet): MissingValue[] {
    const found: MissingValue[] = [];
    for (const [id, object] of document.entries()) {
        const missing = (part: Holder, prefix = '') => {
            for (const spec of labels.get(part.labelId)?.attributes ?? []) {
                const frame = frameWithout(part, spec);
                if (frame === null || document.deletedFrames.has(frame)) continue;
                found.push({ id, frame, name: prefix + spec.name });
            }
        };
        missing(object);
        for (const part of object.kind === 'tag' ? [] : object.elements)
            missing(part, `${labels.get(part.labelId)?.name ?? 'part'}: `);
    }
    return found.sort((a, b) => a.frame - b.frame || a.id - b.id);
}

/** What has attributes: an object, or a part of a skeleton; of tracks with keyframes. */
type Holder = Common & { readonly outside?: boolean; readonly keyframes?: readonly Keyframe[] };

function frameWithout(object: Holder, spec: AttributeSpec): number | null {
    const missing = (attributes: Attributes) =>
        isMissing(spec, attributeValue(attributes, spec.id) ?? spec.default_value);
    if (object.outside) return null;
    if (!object.keyframes || !spec.mutable) return missing(object.attributes) ? object.frame : null;
    let value = attributeValue(object.attributes, spec.id) ?? spec.default_value;
    for (const keyframe of object.keyframes) {
        value = attributeValue(keyframe.attributes, spec.id) ?? value;
        if (!keyframe.outside && isMissing(spec, value)) return keyframe.frame;
    }
    return null;
}
