import { useEffect } from 'react';
import { dialogBefore } from './focus';

/** Escape closes a dialog from the moment it is seen on, which is before it has the focus. Listens in a window, for all dialogs there. */
export function useEscape(on: Window = window): void {
    useEffect(() => {
        const key = (event: KeyboardEvent) => {
            if (event.key !== 'Escape' || event.isComposing) return;
            const dialog = dialogBefore(event.target);
            if (!dialog) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            const { key, code, keyCode } = event;
            dialog.dispatchEvent(new KeyboardEvent('keydown', { key, code, keyCode, bubbles: true, cancelable: true }));
        };
        on.addEventListener('keydown', key, true);
        return () => on.removeEventListener('keydown', key, true);
    }, [on]);
}
