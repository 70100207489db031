import type { Conflict, ConflictingAnnotation } from '../../api';
import type { ObjectId } from './types';
import { capital, word } from '../../shared/language/words';

/** Differences between a job and its ground truth, as a report has found them. */
export type { Conflict };

/** The objects that a conflict is between: of the job at hand, and of its ground truth. */
export interface Sides {
    readonly own: ObjectId | null;
    readonly truth: ObjectId | null;
}

/** A conflict with the objects that it is about. */
export interface Found extends Sides {
    readonly conflict: Conflict;
}

/** An object as reports name it. */
export const nameInReport = (kind: ConflictingAnnotation['type'], serverId: number) => `${kind} ${serverId}`;

/** What a conflict is called: `missing_annotation` reads "Missing annotation". */
export function conflictText(type: string): string {
    const words = type.replaceAll('_', ' ');
    return capital(word(words));
}

/** What is asked about by its name in the report: objects of the job, and those of the ground truth. */
export interface Named {
    readonly jobId: number;
    own(name: string): ObjectId | undefined;
    truth(name: string): ObjectId | undefined;
}

/**
 * Conflicts whose objects are still there. What a report says of an object that has been removed since is no longer
 * true.
 */
export function stillThere(conflicts: readonly Conflict[], { jobId, own, truth }: Named): Found[] {
    return conflicts.flatMap(conflict => {
        const sides: { own: ObjectId | null; truth: ObjectId | null } = { own: null, truth: null };
        for (const { job_id, type, obj_id } of conflict.annotation_ids) {
            const side = job_id === jobId ? 'own' : 'truth';
            const id = (side === 'own' ? own : truth)(nameInReport(type, obj_id));
            if (id === undefined && side === 'own') return [];
            sides[side] ??= id ?? null;
        }
        return sides.own === null && sides.truth === null ? [] : [{ conflict, ...sides }];
    });
}

/** Errors before warnings, as they are to be looked at. */
export function inOrder(found: readonly Found[]): Found[] {
    const rank = ({ conflict }: Found) => (conflict.severity === 'error' ? 0 : 1);
    return [...found].sort((a, b) => rank(a) - rank(b) || a.conflict.id - b.conflict.id);
}
