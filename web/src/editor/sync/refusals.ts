import { ApiError, messageOf } from '../../api';
import { t } from '../../shared/language';
import type { PlannedObject } from './base';

/** Objects that cannot be saved as they are; all others were. */
export class WithheldError extends Error {
    constructor(readonly objects: readonly PlannedObject[]) {
        const [{ id }] = objects;
        super(
            t(
                '{count, plural, one {Object {id} has} other {# objects have}} a label that was removed meanwhile. Choose another label; everything else was saved.',
                { count: objects.length, id },
            ),
        );
    }
}

/** What is said of a save that was refused. */
export function refusal(error: unknown): string {
    const status = error instanceof ApiError ? error.status : null;
    if (status === 404)
        return t(
            'The job was deleted, or you may not see it any more. Download your changes before you leave: here they cannot be saved.',
        );
    if (status === 403)
        return t(
            'You may not change this job any more: it was given to somebody else, or your role has changed. Download your changes before you leave, or save them when you may again.',
        );
    return messageOf(error);
}

export const isOutdated = (error: unknown) => error instanceof ApiError && error.status === 409;
export const isRefused = (error: unknown) => error instanceof ApiError && error.status === 400;

/** No answer came, or one that says to try again. */
export function isUnreachable(error: unknown): boolean {
    return error instanceof ApiError && (error.status === 0 || error.status === 429 || error.status >= 500);
}
