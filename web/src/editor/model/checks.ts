import type { AnnotationDocument } from './document';
import { attributeValue, isValidValue, type AttributeSpec, type LabelSet } from './labels';
import type { Attributes, DocObject, ObjectId } from './types';

/** The choice that stands for "nobody has chosen yet", as it is spelled in the field. */
export const UNDEFINED = '__undefined__';

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
        const specs = labels.get(object.labelId)?.attributes ?? [];
        for (const spec of specs) {
            const frame = frameWithout(object, spec);
            if (frame !== null && !document.deletedFrames.has(frame)) found.push({ id, frame, name: spec.name });
        }
    }
    return found.sort((a, b) => a.frame - b.frame || a.id - b.id);
}

function frameWithout(object: DocObject, spec: AttributeSpec): number | null {
    const missing = (attributes: Attributes) =>
        isMissing(spec, attributeValue(attributes, spec.id) ?? spec.default_value);
    if (object.kind !== 'track' || !spec.mutable) return missing(object.attributes) ? object.frame : null;
    let value = attributeValue(object.attributes, spec.id) ?? spec.default_value;
    for (const keyframe of object.keyframes) {
        value = attributeValue(keyframe.attributes, spec.id) ?? value;
        if (!keyframe.outside && isMissing(spec, value)) return keyframe.frame;
    }
    return null;
}
