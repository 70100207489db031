import { describe, expect, it } from 'vitest';
import { follow, groundTruthProblem, initialGroundTruth, percentOf, toChoice } from './quantity';

const SIZE = 200;
const SEGMENT = 50;

describe('quantity of ground truth', () => {
    const start = initialGroundTruth(SIZE, SEGMENT);

    it('begins with five per cent of the task', () => {
        expect(start).toEqual({ method: 'random_uniform', percent: 5, frames: 10, seed: null });
        expect(initialGroundTruth(3, 0).frames).toBe(1);
    });

    it('lets the number follow the share and the share the number', () => {
        expect(follow(start, { percent: 50 }, SIZE, SEGMENT).frames).toBe(100);
        expect(follow(start, { frames: 33 }, SIZE, SEGMENT).percent).toBe(16.5);
        expect(follow(start, { percent: null }, SIZE, SEGMENT).frames).toBeNull();
        expect(follow(start, { percent: 0.01 }, SIZE, SEGMENT).frames).toBe(1);
        expect(percentOf(1, 0)).toBe(0);
    });

    it('counts within a job when frames are chosen per job', () => {
        const perJob = follow(start, { method: 'random_per_job' }, SIZE, SEGMENT);
        expect(perJob).toMatchObject({ percent: 1, frames: 1 });
        expect(follow(perJob, { percent: 20 }, SIZE, SEGMENT).frames).toBe(10);
    });

    it('says what cannot be', () => {
        expect(groundTruthProblem(start, SIZE, SEGMENT)).toBeNull();
        expect(groundTruthProblem({ ...start, frames: 201 }, SIZE, SEGMENT)).toContain('200');
        expect(groundTruthProblem({ ...start, method: 'random_per_job', frames: 51 }, SIZE, SEGMENT)).toContain('50');
        expect(groundTruthProblem({ ...start, frames: null }, SIZE, SEGMENT)).not.toBeNull();
    });

    it('sends exactly one quantity', () => {
        expect(toChoice(start)).toEqual({ frame_selection_method: 'random_uniform', frame_count: 10 });
        expect(toChoice({ ...start, method: 'random_per_job', frames: 2, seed: 7 })).toEqual({
            frame_selection_method: 'random_per_job',
            frames_per_job_count: 2,
            random_seed: 7,
        });
    });
});
