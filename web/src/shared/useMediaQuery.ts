import { useSyncExternalStore } from 'react';

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
