import { patchJobAnnotations, readJobAnnotations } from '../../api';
import type { ObjectChange } from '../../editor/model/document';
import { formatCount } from '../../shared/format';
import { t } from '../../shared/language';
import type { Gallery } from './model';
import { inversePlan, type FramePlan, type JobPlan } from './plans';
import { JobSave, saveFrames } from './save';

/** One job's part of an edit. */
export interface EditPart {
    readonly name: string;
    run(): Promise<void>;
}

/** Something that is done to a job after the other, and can be taken back. */
export interface Edit {
    /** While it goes on: `Setting the label`. */
    readonly doing: string;
    readonly parts: readonly EditPart[];
    /** What came of it so far: `Label set on 12 objects`. */
    outcome(): string;
    /** Takes back what was carried out; null while there is nothing. */
    undo(): Edit | null;
}

const HOST = { read: readJobAnnotations, patch: patchJobAnnotations };

/** `one` is what the edit counts; `done` says what happened to them. */
export function annotationEdit(
    gallery: Gallery,
    plans: readonly JobPlan[],
    { doing, done, one }: { doing: string; done: string; one: string },
): Edit {
    const carriedOut = new Map<JobPlan, ObjectChange[]>();
    const parts = plans.map((plan): EditPart => {
        const save = new JobSave(gallery, plan, HOST, changes =>
            carriedOut.set(plan, [...(carriedOut.get(plan) ?? []), ...changes]),
        );
        return {
            name: t('Job #{id}: {count}', { id: plan.of.job.id, count: formatCount(plan.changes.length, one) }),
            run: () => save.run(),
        };
    });
    return {
        doing,
        parts,
        outcome: () => {
            const count = [...carriedOut.values()].reduce((sum, changes) => sum + changes.length, 0);
            return `${done}: ${formatCount(count, one)}`;
        },
        undo: () => {
            const inverse = [...carriedOut].map(([{ of }, changes]) => inversePlan({ of, changes }));
            if (!inverse.length) return null;
            return annotationEdit(gallery, inverse, { doing: t('Taking it back'), done: t('Taken back'), one });
        },
    };
}

export function frameEdit(gallery: Gallery, plans: readonly FramePlan[]): Edit {
    const carriedOut: FramePlan[] = [];
    const parts = plans.map((plan): EditPart => ({
        name: t('Job #{id}: {count, plural, one {# frame} other {# frames}}', {
            id: plan.of.job.id,
            count: plan.frames.length,
        }),
        run: async () => {
            await saveFrames(gallery, plan);
            carriedOut.push(plan);
        },
    }));
    const deleted = plans.some(plan => plan.deleted);
    return {
        doing: deleted ? t('Deleting frames') : t('Restoring frames'),
        parts,
        outcome: () => {
            const count = carriedOut.reduce((sum, plan) => sum + plan.frames.length, 0);
            return deleted
                ? t('Deleted: {count, plural, one {# frame} other {# frames}}', { count })
                : t('Restored: {count, plural, one {# frame} other {# frames}}', { count });
        },
        undo: () =>
            carriedOut.length
                ? frameEdit(
                      gallery,
                      carriedOut.map(plan => ({ ...plan, deleted: !plan.deleted })),
                  )
                : null,
    };
}
