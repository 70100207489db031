import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Session } from '../session/session';
import type { View } from '../session/view';

export const SessionContext = createContext<Session | null>(null);

function useOpenSession(): Session {
    const session = useContext(SessionContext);
    if (!session) throw new Error('This panel belongs inside the editor.');
    return session;
}

/** The job that is open. Its labels may change at any time, and whoever uses it is rendered anew then. */
export function useSession(): Session {
    const session = useOpenSession();
    useStore(session.view, ({ labelsVersion }) => labelsVersion);
    return session;
}

export function useView<T>(select: (view: View) => T): T {
    return useStore(useOpenSession().view, select);
}
