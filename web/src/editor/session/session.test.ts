import { describe, expect, it, vi } from 'vitest';
import { lockJob } from './lock';

/** The browser's locks, as far as one name is concerned. */
function fakeLocks() {
    let holder: { fail: (error: Error) => void } | null = null;
    const request = (_name: string, options: LockOptions, run: (lock: unknown) => Promise<void>) =>
        new Promise<void>((resolve, reject) => {
            if (holder && !options.steal) return reject(new DOMException('timed out', 'TimeoutError'));
            holder?.fail(new DOMException('stolen', 'AbortError'));
            const own = { fail: reject };
            holder = own;
            void run({}).then(() => {
                if (holder === own) holder = null;
                resolve();
            });
        });
    return { request } as unknown as LockManager;
}

describe('one tab a job', () => {
    it('holds the lock until it is released', async () => {
        const locks = fakeLocks();
        const lost = vi.fn();
        const first = await lockJob(1, lost, false, locks);
        expect(await lockJob(1, lost, false, locks)).toBeNull();
        first?.release();
        await Promise.resolve();
        expect(await lockJob(1, lost, false, locks)).not.toBeNull();
        expect(lost).not.toHaveBeenCalled();
    });

    it('is told when another tab takes over', async () => {
        const locks = fakeLocks();
        const lost = vi.fn();
        await lockJob(1, lost, false, locks);
        expect(await lockJob(1, vi.fn(), true, locks)).not.toBeNull();
        await Promise.resolve();
        expect(lost).toHaveBeenCalledOnce();
    });
});
