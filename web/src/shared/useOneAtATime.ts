import { useRef } from 'react';

/** The same work, left out while it is under way: the second click of a double one does nothing. */
export function useOneAtATime<Arguments extends unknown[]>(
    work: (...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
    const busy = useRef(false);
    return async (...given) => {
        if (busy.current) return;
        busy.current = true;
        try {
            await work(...given);
        } finally {
            busy.current = false;
        }
    };
}
