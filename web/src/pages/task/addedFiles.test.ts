import { describe, expect, it } from 'vitest';
import type { MediaFile } from '../../api';
import { addedBy, additionOf, newJobs, whyNotAdd } from './addedFiles';

const file = (name: string): MediaFile => ({ name, body: new File(['x'], name) });
const TASK = { size: 5, mode: 'annotation' as const, validation_mode: null, data_cloud_storage_id: null };

describe('files for a task that has frames', () => {
    it('are those whose names it does not have', () => {
        const { files, known, problem } = additionOf(
            ['a.jpg', 'b.jpg', 'notes.txt', 'manifest.jsonl'].map(file),
            new Set(['a.jpg']),
        );
        expect(files.map(({ name }) => name)).toEqual(['b.jpg']);
        expect([known, problem]).toEqual([1, null]);
    });

    it('are refused in words where none is new, or a video is among them', () => {
        expect(additionOf([file('a.jpg')], new Set(['a.jpg'])).problem).toBe(
            'The task has a file of these names already.',
        );
        expect(additionOf([file('a.mp4')], new Set()).problem).toMatch(/^A video becomes/);
        expect(additionOf([], new Set()).problem).toBe('Add at least one file');
        expect(additionOf([file('more.zip')], new Set()).problem).toBeNull();
    });

    it('become jobs of the size that the others have', () => {
        expect(newJobs(30, { segment_size: 10, overlap: 0 })).toBe(3);
        expect(newJobs(31, { segment_size: 10, overlap: 0 })).toBe(4);
        expect(newJobs(28, { segment_size: 10, overlap: 1 })).toBe(3);
        expect(newJobs(5, { segment_size: 10, overlap: 0 })).toBe(1);
        expect(newJobs(500, { segment_size: 0, overlap: 0 })).toBe(1);
    });

    it('are told of afterwards', () => {
        expect(addedBy({ frames_added: 12, files_skipped: 0, jobs: [4, 5] })).toBe(
            '12 frames were added, in 2 new jobs.',
        );
        expect(addedBy({ frames_added: 1, files_skipped: 2, jobs: [4] })).toBe(
            '1 frame was added, in 1 new job. 2 files were left out: the task has their names already.',
        );
    });
});

describe('a task', () => {
    it('takes files unless it is a video, of a cloud storage or with a validation pool', () => {
        expect(whyNotAdd(TASK)).toBeNull();
        expect(whyNotAdd({ ...TASK, size: 0 })).toMatch(/no frames/);
        expect(whyNotAdd({ ...TASK, mode: 'interpolation' })).toMatch(/video/);
        expect(whyNotAdd({ ...TASK, data_cloud_storage_id: 3 })).toMatch(/cloud storage/);
        expect(whyNotAdd({ ...TASK, validation_mode: 'gt_pool' })).toMatch(/validation frames/);
    });
});
