import type { FormInstance } from 'antd';
import { ApiError, messageOf } from '../api';

/** Some refusals are plain text with the name of a field in front: `resource: The storage cannot be reached`. */
function fieldsOf({ fields, message }: ApiError, known: string[]): Readonly<Record<string, string[]>> {
    if (Object.keys(fields).length) return fields;
    const [, name, text] = /^(\w+): (.+)$/s.exec(message) ?? [];
    return name !== undefined && known.includes(name) ? { [name]: [text] } : {};
}

/**
 * Puts the server's messages beside the fields they are about, and the first of these fields into sight. Gives what is left
 * to show above the form, or null.
 */
export function showFieldErrors(form: FormInstance, error: unknown): string | null {
    if (!(error instanceof ApiError)) return messageOf(error);
    const known = Object.keys(form.getFieldsValue() as Record<string, unknown>);
    const fields = fieldsOf(error, known);
    const own = Object.entries(fields).filter(([field]) => known.includes(field));
    form.setFields(own.map(([name, errors]) => ({ name, errors })));
    if (own.length) form.scrollToField(own[0][0], { block: 'center' });
    return own.length && own.length === Object.keys(fields).length ? null : error.message;
}
