import { describe, expect, it, vi } from 'vitest';
import { ApiError, type Conflict, type DataMeta, type Job, type LabeledData, type Shape } from '../../api';
import { toWire } from '../model/wire';
import { sessionWith } from '../testdata/session';
import { CAR, shape } from '../testdata/world';
import { REVIEWING } from './review';
import { stepConflict } from './conflicts';
import { Truth } from './truth';

const TRUTH = { id: 2, task_id: 5, type: 'ground_truth', start_frame: 0, stop_frame: 9, frame_count: 3 } as Job;

const box = (id: number, frame: number, left: number): Shape => ({
    id,
    frame,
    label_id: CAR.id,
    group: 0,
    source: 'Ground truth',
    attributes: [],
    type: 'rectangle',
    occluded: false,
    outside: false,
    z_order: 0,
    rotation: 0,
    points: [left, 10, left + 20, 30],
});

const missing = (id: number, frame: number, obj_id: number): Conflict => ({
    id,
    frame,
    type: 'missing_annotation',
    severity: 'error',
    report_id: 3,
    annotation_ids: [{ obj_id, job_id: TRUTH.id, type: 'shape', shape_type: 'rectangle' }],
});

/** A job over a ground truth on frames 0, 2 and 4, whose report misses something on 0 and 4. */
function world(change: Partial<ConstructorParameters<typeof Truth>[1]> = {}) {
    const session = sessionWith(shape('rectangle', [100, 10, 120, 30]));
    Object.assign(session.job, { task_id: 5, type: 'annotation', dimension: '2d' });
    const own = session.object(1);
    if (own) session.saved.set(1, { object: own, wire: { ...toWire(own), id: 40 } });
    const data: LabeledData = { version: 0, tags: [], tracks: [], shapes: [box(50, 0, 10), box(51, 4, 40)] };
    const truth = new Truth(session, {
        listTaskJobs: vi.fn(async () => [session.job, TRUTH]),
        getAnnotations: vi.fn(async () => data),
        getJobMeta: vi.fn(
            async () => ({ included_frames: [0, 2, 4], start_frame: 0, frame_filter: '' }) as unknown as DataMeta,
        ),
        getJobValidation: vi.fn(async () => ({ mode: 'gt' as const, frames_per_job_count: null })),
        latestReport: vi.fn(async () => ({ id: 3, created_date: '2026-01-01T00:00:00Z' })),
        listConflicts: vi.fn(async () => [missing(70, 0, 50), missing(71, 4, 51)]),
        ...change,
    });
    Object.assign(session, { truth });
    return { session, truth };
}

const settled = () => new Promise(done => setTimeout(done));

describe('the ground truth of a job', () => {
    it('is found without being read, and read once it is wanted', async () => {
        const { truth } = world();
        await truth.look();
        expect([truth.offered, truth.shown, truth.visible()]).toEqual([true, false, null]);
        truth.show(true);
        await settled();
        expect(truth.visible()?.size).toBe(1);
        expect([0, 1, 2].map(frame => truth.covers(frame))).toEqual([true, false, true]);
    });

    it('is not offered where there is none, or none to be seen', async () => {
        const none = world({ listTaskJobs: async () => [] });
        await none.truth.look();
        expect(none.truth.offered).toBe(false);
        const hidden = world({ listTaskJobs: () => Promise.reject(new ApiError({ status: 403, message: 'No' })) });
        await hidden.truth.look();
        expect(hidden.truth.offered).toBe(false);
    });

    it('says what went wrong, and is read when asked again', async () => {
        const answers = [() => Promise.reject(new ApiError({ status: 500, message: 'Broken' })), async () => [TRUTH]];
        const { truth } = world({ listTaskJobs: () => answers.shift()?.() ?? Promise.resolve([]) });
        await truth.look();
        expect(truth.store.getState().status).toBe('failed');
        truth.show(true);
        await settled();
        expect(truth.store.getState().status).toBe('ready');
    });

    it('follows the frame, and the frame that a honeypot shows', async () => {
        const { session, truth } = world({
            getJobValidation: async () => ({
                mode: 'gt_pool' as const,
                frames_per_job_count: 1,
                honeypot_frames: [7],
                honeypot_real_frames: [4],
            }),
        });
        await truth.look();
        truth.show(true);
        await settled();
        session.goTo(1);
        expect(truth.visible()?.size).toBe(0);
        session.goTo(7);
        expect(truth.visible()?.size).toBe(1);
        expect(truth.covers(7)).toBe(true);
    });

    it('has the conflicts of the report, and the way from one to the next', async () => {
        const { session, truth } = world();
        await truth.look();
        truth.show(true);
        await settled();
        expect(truth.onFrame().map(({ conflict, own, truth: theirs }) => [conflict.id, own, theirs])).toEqual([
            [70, null, 1],
        ]);
        stepConflict(session, 1);
        expect(session.frame).toBe(4);
        truth.pointAt(71);
        expect(truth.pointedAt?.truth).toBe(2);
        stepConflict(session, 1);
        expect([session.frame, truth.comparing]).toEqual([0, false]);
    });

    it('without a report shows the objects alone', async () => {
        const { truth } = world({ latestReport: async () => null });
        await truth.look();
        truth.show(true);
        await settled();
        expect([truth.visible()?.size, truth.found(), truth.store.getState().reported]).toEqual([1, [], null]);
    });

    it('is copied into the job as new work, in Review too, and taken out again', async () => {
        const { session, truth } = world();
        await truth.look();
        truth.show(true);
        await settled();
        session.view.setState({ workspace: 'review', readOnly: REVIEWING });
        truth.copy(1);
        const [, copy] = session.document.objectsOn(0);
        expect([copy.points, copy.source, copy.labelId]).toEqual([[10, 10, 30, 30], 'manual', CAR.id]);
        expect(session.document.size).toBe(2);
        session.undo();
        expect(session.document.size).toBe(1);
        session.redo();
        expect(session.document.size).toBe(2);
    });

    it('cannot be copied into a job that is edited elsewhere', async () => {
        const { session, truth } = world();
        await truth.look();
        truth.show(true);
        await settled();
        session.view.setState({ readOnly: 'This job is being edited in another tab.' });
        truth.copy(1);
        expect(session.document.size).toBe(1);
    });
});
