import { lazy, Suspense, useEffect } from 'react';
import { useLocation } from 'react-router';
import { useOverlays } from './useOverlays';

const CommandPalette = lazy(() => import('./CommandPalette').then(module => ({ default: module.CommandPalette })));
const SettingsDialog = lazy(() => import('./SettingsDialog').then(module => ({ default: module.SettingsDialog })));
const AboutDialog = lazy(() => import('./AboutDialog').then(module => ({ default: module.AboutDialog })));

/** Keys of the page as a whole. The editor has keys of its own and is asked first. */
function useGlobalKeys(): void {
    const { open, show, close } = useOverlays();
    const inEditor = /^\/tasks\/\d+\/jobs\/\d+/.test(useLocation().pathname);
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            if (event.defaultPrevented) return;
            if (event.code === 'KeyK' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
                event.preventDefault();
                if (open === 'palette') close();
                else show('palette');
            } else if (event.key === 'F2' && !inEditor) {
                event.preventDefault();
                show('settings');
            } else if (
                event.key === '/' &&
                !(event.target as HTMLElement).closest('input, textarea, [contenteditable]')
            ) {
                const search = document.querySelector<HTMLInputElement>('[data-list-search]');
                if (!search) return;
                event.preventDefault();
                search.focus();
            }
        };
        window.addEventListener('keydown', onKeyDown);
        return () => window.removeEventListener('keydown', onKeyDown);
    }, [open, show, close, inEditor]);
}

/** Dialogs that belong to no page. */
export function Overlays() {
    const { open, close } = useOverlays();
    useGlobalKeys();
    return (
        <Suspense fallback={null}>
            {open === 'palette' && <CommandPalette onClose={close} />}
            {open === 'settings' && <SettingsDialog onClose={close} />}
            {open === 'about' && <AboutDialog onClose={close} />}
        </Suspense>
    );
}
