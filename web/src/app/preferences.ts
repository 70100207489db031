import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type ThemeChoice = 'system' | 'light' | 'dark';

interface Preferences {
    theme: ThemeChoice;
    setTheme: (theme: ThemeChoice) => void;
}

export const usePreferences = create<Preferences>()(
    persist(set => ({ theme: 'system', setTheme: theme => set({ theme }) }), { name: 'limn.preferences' }),
);

/** Follows a media query of the browser. */
export function useMediaQuery(query: string): boolean {
    return useSyncExternalStore(
        notify => {
            const list = window.matchMedia(query);
            list.addEventListener('change', notify);
            return () => list.removeEventListener('change', notify);
        },
        () => window.matchMedia(query).matches,
    );
}

export function useIsDark(): boolean {
    const choice = usePreferences(state => state.theme);
    const system = useMediaQuery('(prefers-color-scheme: dark)');
    return choice === 'system' ? system : choice === 'dark';
}
