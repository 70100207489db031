import { useEffect } from 'react';
import { useOverlays } from '../../shared/overlays';
import { useSession } from './context';

/** A window that closes gives the focus back to where it was before, or to the picture: keys never fall on nothing. */
export function useFocusBack(): void {
    const session = useSession();
    useEffect(() => {
        let before: Element | null = null;
        const giveBack = (to: Element | null) => {
            if (document.activeElement !== document.body) return;
            if (to instanceof HTMLElement && to !== document.body && to.isConnected) to.focus({ preventScroll: true });
            if (document.activeElement === document.body) session.viewport.takeFocus();
        };
        const watch = (was: boolean, is: boolean) => {
            if (is && !was) before = document.activeElement;
            else if (was && !is) setTimeout(giveBack, 0, before);
        };
        const stops = [
            session.view.subscribe((now, was) => watch(was.dialog !== null, now.dialog !== null)),
            useOverlays.subscribe((now, was) => watch(was.open !== null, now.open !== null)),
        ];
        return () => stops.forEach(stop => stop());
    }, [session]);
}
