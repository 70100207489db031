import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../api';
import { allNotices, countedTitle, reportError, reportSuccess, useNotices } from './notices';

const state = () => useNotices.getState();
const at = (seconds: number) => new Date(1_000_000 + seconds * 1000);

beforeEach(() => {
    state().clear();
    state().setDrawerOpen(false);
});

describe('notices', () => {
    it('count the same error instead of repeating it', () => {
        reportError('Not saved', new Error('no answer'), at(0));
        reportError('Other', new Error('x'), at(1));
        reportError('Not saved', new Error('no answer'), at(2));
        expect(state().errors.map(item => [item.title, item.count])).toEqual([
            ['Not saved', 2],
            ['Other', 1],
        ]);
        expect(state().unseen).toBe(2);
    });

    it('tell an error again when it comes back much later', () => {
        reportError('Not saved', new Error('no answer'), at(0));
        reportError('Not saved', new Error('no answer'), at(3600));
        expect(state().errors).toHaveLength(2);
    });

    it('keep the request id for a report', () => {
        reportError(
            'Refused',
            new ApiError({ status: 500, message: 'broken', requestId: 'abc', method: 'GET', url: '/x' }),
        );
        expect(state().errors[0]).toMatchObject({ requestId: 'abc', message: 'broken' });
        expect(state().errors[0].details).toContain('Request id: abc');
    });

    it('say nothing of what the user aborted', () => {
        reportError('Upload', new DOMException('Aborted', 'AbortError'));
        expect(state().errors).toEqual([]);
    });

    it('are seen once the centre was open', () => {
        reportError('A', new Error('a'));
        state().setDrawerOpen(true);
        expect(state().unseen).toBe(0);
        reportError('B', new Error('b'));
        expect(state().unseen).toBe(0);
    });

    it('count what went well again, but for what leads elsewhere', () => {
        reportSuccess('Task deleted', {}, at(0));
        reportSuccess('Task deleted', {}, at(1));
        reportSuccess('Exported', { action: { text: 'Download', href: '/1' } }, at(2));
        reportSuccess('Exported', { action: { text: 'Download', href: '/2' } }, at(3));
        expect(state().successes.map(countedTitle)).toEqual(['Exported', 'Exported', 'Task deleted (2 times)']);
        expect(new Set(state().successes.map(item => item.key)).size).toBe(3);
    });

    it('stand together, newest first', () => {
        reportError('A', new Error('a'), at(0));
        reportSuccess('Saved');
        expect(allNotices(state().errors, state().successes).map(item => item.title)).toEqual(['Saved', 'A']);
    });
});
