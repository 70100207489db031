import { useSetting } from '../shared/settings';
import { useMediaQuery } from '../shared/useMediaQuery';

export type ThemeChoice = 'system' | 'light' | 'dark';

export function useThemeChoice(): [ThemeChoice, (theme: ThemeChoice) => void] {
    return useSetting<ThemeChoice>('theme', 'system');
}

export function useIsDark(): boolean {
    const [choice] = useThemeChoice();
    const system = useMediaQuery('(prefers-color-scheme: dark)');
    return choice === 'system' ? system : choice === 'dark';
}

/** What pops up over the page; everything is kept in the notification centre all the same. */
export type Quietness = 'all' | 'errors' | 'nothing';

export function useQuietness(): [Quietness, (quietness: Quietness) => void] {
    return useSetting<Quietness>('notifications', 'all');
}

/** Whether things slide and fade. */
export type Motion = 'system' | 'reduced';

export function useMotion(): [Motion, (motion: Motion) => void] {
    return useSetting<Motion>('motion', 'system');
}

export function useIsStill(): boolean {
    const [choice] = useMotion();
    const system = useMediaQuery('(prefers-reduced-motion: reduce)');
    return choice === 'reduced' || system;
}

/** The page one lands on after signing in. */
export const START_PAGES = ['/tasks', '/projects', '/jobs'] as const;
export type StartPage = (typeof START_PAGES)[number];

export function useStartPage(): [StartPage, (page: StartPage) => void] {
    return useSetting<StartPage>('startPage', '/tasks');
}
