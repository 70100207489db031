import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Session } from '../session/session';
import type { View } from '../session/view';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
    const session = useContext(SessionContext);
    if (!session) throw new Error('This panel belongs inside the editor.');
    return session;
}

export function useView<T>(select: (view: View) => T): T {
    return useStore(useSession().view, select);
}
