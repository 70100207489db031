import { useCallback, useEffect, useRef, useState } from 'react';
import { reportError } from './notices';

/**
 * Something the user sets off: says whether it is under way and reports its failure under `failure`. The call resolves
 * to true when it worked.
 */
export function useAction<Args extends unknown[]>(
    failure: string,
    action: (...args: Args) => Promise<unknown>,
): [run: (...args: Args) => Promise<boolean>, busy: boolean] {
    const [busy, setBusy] = useState(false);
    const latest = useRef({ failure, action });
    useEffect(() => {
        latest.current = { failure, action };
    });
    const run = useCallback(async (...args: Args) => {
        setBusy(true);
        try {
            await latest.current.action(...args);
            return true;
        } catch (error) {
            reportError(latest.current.failure, error);
            return false;
        } finally {
            setBusy(false);
        }
    }, []);
    return [run, busy];
}
