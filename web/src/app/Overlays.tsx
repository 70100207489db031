import { lazy, Suspense, useEffect } from 'react';
import { isTyping } from '../shared/keys/focus';
import { indexOf } from '../shared/keys/keymap';
import { PAGE_COMMANDS, pageBindings } from '../shared/keys/page';
import { KEPT_AS, readKeySettings } from '../shared/keys/settings';
import { useEscape } from '../shared/keys/useEscape';
import { useKeys, type KeyHandler } from '../shared/keys/useKeys';
import { useOverlays } from '../shared/overlays';
import { useSettings } from '../shared/settings';

const CommandPalette = lazy(() => import('./CommandPalette').then(module => ({ default: module.CommandPalette })));
const SettingsDialog = lazy(() => import('./SettingsDialog').then(module => ({ default: module.SettingsDialog })));
const ShortcutsDialog = lazy(() =>
    import('../editor/keys/ShortcutsDialog').then(module => ({ default: module.ShortcutsDialog })),
);
const AboutDialog = lazy(() => import('./AboutDialog').then(module => ({ default: module.AboutDialog })));

/** The keys of the page as a whole. In a field only those count that type nothing. */
const PAGE_KEYS: KeyHandler = {
    keys: () => {
        const { values } = useSettings.getState();
        return { index: indexOf(pageBindings(values)), byPlace: readKeySettings(values[KEPT_AS]).settings.byPlace };
    },
    ignores: isTyping,
    run: id => {
        const command = PAGE_COMMANDS.find(one => one.id === id);
        if (!command) return false;
        const { open, show, close } = useOverlays.getState();
        if (open === command.id) close();
        else show(command.id);
        return true;
    },
};

/** The slash goes to the search of a list, where there is one. */
function useSearchKey(): void {
    useEffect(() => {
        const onKeyDown = (event: KeyboardEvent) => {
            if (event.defaultPrevented || event.key !== '/' || isTyping(event.target, '/')) return;
            const search = document.querySelector<HTMLInputElement>('[data-list-search]');
            if (!search) return;
            event.preventDefault();
            search.focus();
        };
        window.addEventListener('keydown', onKeyDown);
        return () => window.removeEventListener('keydown', onKeyDown);
    }, []);
}

/** Dialogs that belong to no page. */
export function Overlays() {
    const { open, close } = useOverlays();
    useKeys(PAGE_KEYS);
    useEscape();
    useSearchKey();
    return (
        <Suspense fallback={null}>
            {open === 'palette' && <CommandPalette onClose={close} />}
            {open === 'settings' && <SettingsDialog onClose={close} />}
            {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
            {open === 'about' && <AboutDialog onClose={close} />}
        </Suspense>
    );
}
