import { describe, expect, it } from 'vitest';
import type { Job } from '../../api';
import { jobsAsText } from './jobsAsText';
import { lifeOf } from './lifeOf';
import { nextJob } from './OpenJobButton';

const job = (id: number, part: Partial<Job> = {}) =>
    ({
        id,
        task_id: 2,
        assignee: null,
        stage: 'annotation',
        state: 'new',
        start_frame: 0,
        stop_frame: 9,
        frame_count: 10,
        ...part,
    }) as Job;
const ada = { url: '', id: 1, username: 'ada', first_name: '', last_name: '' };

describe('nextJob', () => {
    it('prefers what is unfinished, then one’s own, then the first', () => {
        expect(nextJob([], 'ada')).toBeUndefined();
        expect(nextJob([job(2), job(1)], 'ada')?.id).toBe(1);
        expect(nextJob([job(1), job(2, { assignee: ada })], 'ada')?.id).toBe(2);
        expect(nextJob([job(1, { assignee: ada, state: 'completed' }), job(2)], 'ada')?.id).toBe(2);
        expect(nextJob([job(1, { stage: 'acceptance' })], 'ada')?.id).toBe(1);
    });
});

describe('lifeOf', () => {
    it('counts on until the job is completed', () => {
        const dates = { created_date: '2026-05-01T08:00:00Z', updated_date: '2026-05-01T10:00:00Z' };
        const now = new Date('2026-05-11T08:00:00Z');
        expect(lifeOf(job(1, dates), now)).toBe('open for 10 days');
        expect(lifeOf(job(1, { ...dates, state: 'completed' }), now)).toBe('done after 2 h 0 min');
    });
});

describe('jobsAsText', () => {
    it('is a line for each job, in columns', () => {
        const lines = jobsAsText([job(4, { assignee: ada })], 'http://host').split('\n');
        expect(lines[1].split('\t')).toEqual([
            '4',
            'http://host/tasks/2/jobs/4',
            'ada',
            'annotation',
            'new',
            '0',
            '9',
            '10',
        ]);
        expect(lines[0].split('\t')).toHaveLength(8);
    });
});
