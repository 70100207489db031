import { describe, expect, it } from 'vitest';
import { conflictText, inOrder, stillThere, type Conflict } from './conflicts';

const JOB = 7;
const TRUTH = 9;
const of = (job_id: number, obj_id: number) => ({ obj_id, job_id, type: 'shape' as const, shape_type: null });
const conflict = (id: number, annotation_ids: Conflict['annotation_ids'], more: Partial<Conflict> = {}): Conflict => ({
    id,
    frame: 0,
    type: 'low_overlap',
    severity: 'warning',
    report_id: 1,
    annotation_ids,
    ...more,
});
/** The server's objects 1 to 4 of the job are 11 to 14 here, those of the ground truth 21 to 24. */
const NAMED = {
    jobId: JOB,
    own: (name: string) => new Map([1, 2, 3, 4].map(id => [`shape ${id}`, 10 + id])).get(name),
    truth: (name: string) => new Map([1, 2, 3, 4].map(id => [`shape ${id}`, 20 + id])).get(name),
};

describe('conflicts with the ground truth', () => {
    it('are called by words', () => {
        expect(conflictText('missing_annotation')).toBe('Missing annotation');
        expect(conflictText('something_new')).toBe('Something new');
    });

    it('know the objects of both sides, though their numbers are the same', () => {
        const [found] = stillThere([conflict(1, [of(JOB, 2), of(TRUTH, 2)])], NAMED);
        expect([found.own, found.truth]).toEqual([12, 22]);
    });

    it('of one side have one object', () => {
        const found = stillThere([conflict(1, [of(TRUTH, 3)]), conflict(2, [of(JOB, 4)])], NAMED);
        expect(found.map(({ own, truth }) => [own, truth])).toEqual([
            [null, 23],
            [14, null],
        ]);
    });

    it('about an object that is gone are not true any more', () => {
        const found = stillThere([conflict(1, [of(JOB, 99), of(TRUTH, 2)]), conflict(2, [of(TRUTH, 99)])], NAMED);
        expect(found).toEqual([]);
    });

    it('come errors first', () => {
        const found = stillThere(
            [conflict(1, [of(JOB, 1)]), conflict(2, [of(JOB, 2)], { severity: 'error' }), conflict(3, [of(JOB, 3)])],
            NAMED,
        );
        expect(inOrder(found).map(one => one.conflict.id)).toEqual([2, 1, 3]);
    });
});
