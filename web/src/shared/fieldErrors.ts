import type { FormInstance } from 'antd';
import { ApiError, messageOf } from '../api';

/**
 * Puts the server's messages beside the fields they are about. Gives what is left to show above the form, or null.
 */
export function showFieldErrors(form: FormInstance, error: unknown): string | null {
    if (!(error instanceof ApiError)) return messageOf(error);
    const known = Object.keys(form.getFieldsValue() as Record<string, unknown>);
    const own = Object.entries(error.fields).filter(([field]) => known.includes(field));
    form.setFields(own.map(([name, errors]) => ({ name, errors })));
    return own.length && own.length === Object.keys(error.fields).length ? null : error.message;
}
