/**
 * One tab at a time works on a job. The first tab to open it holds the browser's lock; another one is told, looks only,
 * and may take over, upon which the first becomes the one that looks.
 */
export interface JobLock {
    release(): void;
    /** Resolves when another tab takes it. */
    readonly lost: Promise<void>;
}

interface Locking {
    /** In any case, also from another tab. */
    readonly steal?: boolean;
    readonly locks?: LockManager;
}

/** How long to wait for a tab that is just closing, or for this one's last visit to the job to end. */
const PATIENCE = 600;
/** A tab that has left a job is given so much time to come back: it may only have been reloaded. */
const GRACE = 5000;

const NEVER = new Promise<void>(() => undefined);
const nameOf = (jobId: number) => `limn-job-${jobId}`;
const grace = () => new Promise<void>(wake => setTimeout(wake, GRACE));
const ofBrowser = () => globalThis.navigator?.locks as LockManager | undefined;

/** Resolves to the lock, or to null where another tab has it. Browsers without locks give everyone one. */
export function lockJob(jobId: number, { steal = false, locks = ofBrowser() }: Locking = {}): Promise<JobLock | null> {
    if (!locks) return Promise.resolve({ release: () => undefined, lost: NEVER });
    return new Promise(resolve => {
        let granted = false;
        let released = false;
        let lose = () => undefined as void;
        const lost = new Promise<void>(done => (lose = done));
        const hold = () =>
            new Promise<void>(end => {
                granted = true;
                const release = () => {
                    released = true;
                    end();
                };
                resolve({ release, lost });
            });
        const options = steal ? { steal } : { signal: AbortSignal.timeout(PATIENCE) };
        // Settles when the lock is released; fails when waiting was in vain, or when the lock is stolen.
        locks.request(nameOf(jobId), options, hold).catch(() => {
            if (!granted) resolve(null);
            else if (!released) lose();
        });
    });
}

/** Resolves once the tab that has the job has left it for good, and this one can be seen. Giving up leaves it pending. */
export async function waitForJob(
    jobId: number,
    signal: AbortSignal,
    { locks = ofBrowser(), pause = grace }: { locks?: LockManager; pause?: () => Promise<void> } = {},
): Promise<void> {
    if (!locks) return NEVER;
    try {
        for (;;) {
            await locks.request(nameOf(jobId), { signal }, () => undefined);
            await pause();
            await untilVisible();
            const free = await locks.request(nameOf(jobId), { ifAvailable: true }, lock => lock !== null);
            if (free && !signal.aborted) return;
        }
    } catch (error) {
        if (!signal.aborted) throw error;
        return NEVER;
    }
}

function untilVisible(): Promise<void> {
    if (!document.hidden) return Promise.resolve();
    return new Promise(resolve => document.addEventListener('visibilitychange', () => resolve(), { once: true }));
}
