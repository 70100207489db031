import { isAbort, messageOf } from '../../api';

export type ItemStatus = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

export interface ItemState {
    status: ItemStatus;
    /** Why it failed. */
    message: string;
}

export const WAITING: ItemState = { status: 'waiting', message: '' };

const PARALLEL = 4;

/**
 * Does something to each of many items, a few at a time. A failure of one does not stop the others. Items that had not
 * begun when it was stopped are told as skipped.
 */
export async function runBulk<T>(
    items: readonly T[],
    each: (item: T, signal: AbortSignal) => Promise<unknown>,
    tell: (index: number, state: ItemState) => void,
    signal: AbortSignal,
    parallel = PARALLEL,
): Promise<void> {
    let next = 0;
    const worker = async () => {
        while (next < items.length) {
            const index = next++;
            if (signal.aborted) {
                tell(index, { status: 'skipped', message: '' });
                continue;
            }
            tell(index, { status: 'running', message: '' });
            try {
                await each(items[index], signal);
                tell(index, { status: 'done', message: '' });
            } catch (error) {
                tell(
                    index,
                    isAbort(error)
                        ? { status: 'skipped', message: '' }
                        : { status: 'failed', message: messageOf(error) },
                );
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker));
}

export interface Totals {
    done: number;
    failed: number;
    skipped: number;
    left: number;
}

export function totals(states: readonly ItemState[]): Totals {
    const count = (status: ItemStatus) => states.filter(state => state.status === status).length;
    return {
        done: count('done'),
        failed: count('failed'),
        skipped: count('skipped'),
        left: count('waiting') + count('running'),
    };
}
