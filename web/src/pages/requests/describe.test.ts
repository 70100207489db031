import { describe, expect, it } from 'vitest';
import type { BackgroundRequest } from '../../api';
import { adviceFor, changesOf, messageOfRequest, operationTitle, resultOf, targetOf } from './describe';

const request = (part: Partial<BackgroundRequest>, operation: Partial<BackgroundRequest['operation']> = {}) =>
    ({
        status: 'finished',
        message: '',
        result_id: null,
        ...part,
        operation: { type: 'export:dataset', target: 'task', project_id: null, task_id: 3, job_id: null, ...operation },
    }) as BackgroundRequest;

describe('requests', () => {
    it('say what they do, known or not', () => {
        expect(operationTitle({ type: 'export:dataset' })).toBe('Export dataset');
        expect(operationTitle({ type: 'merge:consensus_task' })).toBe('Merge consensus task');
    });

    it('tell an import from one that was only tried out', () => {
        const kind = (added: number, removed: number) => ({ present: 5, read: 4, added, skipped: 4 - added, removed });
        const summary = { tags: kind(0, 0), shapes: kind(3, 1), tracks: kind(1, 1), frames: 2 };
        const trial = request({ summary }, { type: 'import:annotations', dry_run: true });
        expect(operationTitle(trial.operation)).toBe('Trial import');
        expect(changesOf(trial, summary)).toBe(
            'Nothing was changed. The import would add 4 objects and delete 2 objects.',
        );
        const none = { ...summary, shapes: kind(0, 0), tracks: kind(0, 0) };
        expect(changesOf(trial, none)).toBe('Nothing was changed. The import would change nothing.');
        const done = request({ summary }, { type: 'import:annotations' });
        expect(operationTitle(done.operation)).toBe('Import annotations');
        expect(changesOf(done, none)).toBe('0 objects added.');
    });

    it('lead to what they work on', () => {
        expect(targetOf(request({}))).toEqual({ text: 'Task #3', path: '/tasks/3' });
        expect(targetOf(request({}, { target: 'job', job_id: 9 }))?.path).toBe('/tasks/3/jobs/9');
        expect(targetOf(request({}, { target: 'events', task_id: null }))).toBeNull();
    });

    it('lead to what a restored backup made', () => {
        expect(resultOf(request({ result_id: 12 }, { type: 'import:backup', target: 'project' }))?.path).toBe(
            '/projects/12',
        );
        expect(resultOf(request({ result_id: 12 }))).toBeNull();
    });

    it('give a readable reason and advice when they failed', () => {
        const failed = request({ status: 'failed', message: 'ValueError: No image found\n' }, { type: 'create:task' });
        expect(messageOfRequest(failed)).toBe('No image found');
        expect(adviceFor(failed)).toContain('kept');
    });
});
