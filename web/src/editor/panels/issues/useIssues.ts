import { useState } from 'react';
import { useStore } from 'zustand';
import { messageOf } from '../../../api';
import type { Issues } from '../../session/issues';
import { useSession } from '../context';

export function useIssues<T>(select: (issues: Issues) => T): T {
    return useStore(useSession().issues.store, select);
}

export interface Sending {
    readonly busy: boolean;
    /** Why the last try failed. */
    readonly error: string | null;
    /** Resolves to whether it succeeded. */
    readonly send: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** One thing at a time that is sent to the server; what went wrong is told where it was asked for. */
export function useSending(): Sending {
    const [busy, setBusy] = useState(false);
    const [error, setError] = useState<string | null>(null);
    const send = async (work: () => Promise<unknown>) => {
        setBusy(true);
        setError(null);
        try {
            await work();
            return true;
        } catch (caught) {
            setError(messageOf(caught));
            return false;
        } finally {
            setBusy(false);
        }
    };
    return { busy, error, send };
}
