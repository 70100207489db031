/**
 * One tab at a time works on a job. The first tab to open it holds the browser's lock; another one is told, looks only,
 * and may take over, upon which the first becomes the one that looks.
 */
export interface JobLock {
    release(): void;
}

/** How long to wait for a tab that is just closing, or for this one's last visit to the job to end. */
const PATIENCE = 600;

const nameOf = (jobId: number) => `limn-job-${jobId}`;

/**
 * Resolves to the lock, or to null where another tab has it. `steal` takes it in any case. `lost` is called when it is
 * taken from this tab. Browsers without locks give everyone one.
 */
export function lockJob(
    jobId: number,
    lost: () => void,
    steal = false,
    locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<JobLock | null> {
    if (!locks) return Promise.resolve({ release: () => undefined });
    return new Promise(resolve => {
        let granted = false;
        let released = false;
        const hold = () =>
            new Promise<void>(end => {
                granted = true;
                const release = () => {
                    released = true;
                    end();
                };
                resolve({ release });
            });
        const options = steal ? { steal } : { signal: AbortSignal.timeout(PATIENCE) };
        // Settles when the lock is released; fails when waiting was in vain, or when the lock is stolen.
        locks.request(nameOf(jobId), options, hold).catch(() => {
            if (!granted) resolve(null);
            else if (!released) lost();
        });
    });
}

/** Resolves once no other tab has the job. Giving up leaves it pending. */
export function waitForJob(
    jobId: number,
    signal: AbortSignal,
    locks: LockManager | undefined = globalThis.navigator?.locks,
): Promise<void> {
    return new Promise(resolve => {
        locks
            ?.request(nameOf(jobId), { signal }, () => resolve())
            .catch((error: unknown) => {
                if (!signal.aborted) throw error;
            });
    });
}
