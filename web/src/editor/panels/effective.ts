import { attributeValue, type AttributeSpec } from '../model/labels';
import type { ObjectId } from '../model/types';
import type { Session } from '../session/session';

/** An attribute's value on a frame; the default where nothing is set. */
export function effectiveValue(session: Session, id: ObjectId, frame: number, spec: AttributeSpec): string {
    const attributes = session.document.stateOf(id, frame)?.attributes ?? session.object(id)?.attributes ?? [];
    return attributeValue(attributes, spec.id) ?? spec.default_value;
}
