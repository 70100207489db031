import { describe, expect, it } from 'vitest';
import { runBulk, totals, WAITING, type ItemState } from './run';

function start<T>(items: T[], each: (item: T, signal: AbortSignal) => Promise<unknown>, abort = new AbortController()) {
    const states: ItemState[] = items.map(() => WAITING);
    const ended = runBulk(items, each, (index, state) => (states[index] = state), abort.signal);
    return { states, ended, abort };
}

describe('runBulk', () => {
    it('does four at a time and all in the end', async () => {
        let running = 0;
        let most = 0;
        const { states, ended } = start([1, 2, 3, 4, 5, 6, 7, 8, 9], async () => {
            running += 1;
            most = Math.max(most, running);
            await Promise.resolve();
            await Promise.resolve();
            running -= 1;
        });
        await ended;
        expect(most).toBe(4);
        expect(totals(states)).toEqual({ done: 9, failed: 0, skipped: 0, left: 0 });
    });

    it('goes on after a failure and says why', async () => {
        const { states, ended } = start([1, 2, 3], async item => {
            if (item === 2) throw new Error('locked');
        });
        await ended;
        expect(states.map(state => state.status)).toEqual(['done', 'failed', 'done']);
        expect(states[1].message).toBe('locked');
    });

    it('begins nothing more once it is stopped', async () => {
        const abort = new AbortController();
        const begun: number[] = [];
        const { states, ended } = start(
            [1, 2, 3, 4, 5, 6],
            async (item, signal) => {
                begun.push(item);
                if (item === 2) abort.abort();
                signal.throwIfAborted();
            },
            abort,
        );
        await ended;
        expect(begun.length).toBeLessThan(6);
        expect(totals(states).skipped).toBe(6 - totals(states).done);
        expect(totals(states).failed).toBe(0);
    });

    it('has nothing to do for nothing', async () => {
        await expect(start([], async () => undefined).ended).resolves.toBeUndefined();
    });
});
