import { describe, expect, it, vi } from 'vitest';
import { lockJob, waitForJob, type JobLock } from './lock';

/** The browser's locks, as far as one name is concerned: waiting for one that is held times out, unless it is queued. */
function fakeLocks() {
    let holder: { fail: (error: Error) => void } | null = null;
    const queue: (() => void)[] = [];
    const request = (_name: string, options: LockOptions, run: (lock: unknown) => unknown) =>
        new Promise<unknown>((resolve, reject) => {
            const take = () => {
                const own = { fail: reject };
                holder = own;
                void Promise.resolve(run({})).then(value => {
                    if (holder === own) {
                        holder = null;
                        queue.shift()?.();
                    }
                    resolve(value);
                });
            };
            if (holder && options.steal) holder.fail(new DOMException('stolen', 'AbortError'));
            else if (holder && options.ifAvailable) return resolve(run(null));
            else if (holder && waiting.has(options.signal!)) return void queue.push(take);
            else if (holder) return reject(new DOMException('timed out', 'TimeoutError'));
            take();
        });
    /** Whose patience has no end here. */
    const waiting = new Set<AbortSignal>();
    return { waiting, waits: () => queue.length, locks: { request } as unknown as LockManager };
}

const isLost = async (lock: JobLock | null) => {
    let lost = false;
    void lock!.lost.then(() => (lost = true));
    await new Promise(wake => setTimeout(wake));
    return lost;
};

describe('one tab a job', () => {
    it('holds the lock until it is released', async () => {
        const { locks } = fakeLocks();
        const first = await lockJob(1, { locks });
        expect(await lockJob(1, { locks })).toBeNull();
        first?.release();
        await Promise.resolve();
        expect(await lockJob(1, { locks })).not.toBeNull();
        expect(await isLost(first)).toBe(false);
    });

    it('is told when another tab takes over', async () => {
        const { locks } = fakeLocks();
        const first = await lockJob(1, { locks });
        const second = await lockJob(1, { steal: true, locks });
        expect(await isLost(first)).toBe(true);
        expect(await isLost(second)).toBe(false);
    });

    it('is left to a tab that waits for it, but not while its own is only reloaded', async () => {
        const { locks, waiting, waits } = fakeLocks();
        const first = await lockJob(1, { locks });
        const giveUp = new AbortController();
        waiting.add(giveUp.signal);
        const free = vi.fn();
        const pauses: (() => void)[] = [];
        const pause = () => new Promise<void>(wake => pauses.push(wake));
        const paused = (times: number) => vi.waitFor(() => expect(pauses).toHaveLength(times), { timeout: 60_000 });
        void waitForJob(1, giveUp.signal, { locks, pause }).then(free);
        first?.release();
        await paused(1);
        const reloaded = await lockJob(1, { locks });
        pauses[0]();
        await vi.waitFor(() => expect(waits()).toBe(1), { timeout: 60_000 });
        expect(free).not.toHaveBeenCalled();
        reloaded?.release();
        await paused(2);
        pauses[1]();
        await vi.waitFor(() => expect(free).toHaveBeenCalledOnce(), { timeout: 60_000 });
    });
});
