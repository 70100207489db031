import { t } from '../language';
import { useSettings } from '../settings';
import { shownKeys } from './chord';
import type { Binding } from './keymap';
import { KEPT_AS, readKeySettings } from './settings';

/** Windows that any page opens by a key; each has the name of its overlay. */
export const PAGE_COMMANDS = [
    { id: 'palette', title: t('Find or do anything'), scope: 'page', keys: ['ctrl+k'] },
    { id: 'shortcuts', title: t('Change keys'), scope: 'page', keys: ['f1'] },
    { id: 'settings', title: t('Settings'), scope: 'page', keys: ['f2'] },
] as const satisfies readonly Binding[];

export type PageCommand = (typeof PAGE_COMMANDS)[number]['id'];

/** The keys of these windows as this person has them, by what is kept with the account. */
export function pageBindings(kept: Readonly<Record<string, unknown>>): (Binding & { readonly id: PageCommand })[] {
    const { own } = readKeySettings(kept[KEPT_AS]).settings;
    return PAGE_COMMANDS.map(command => ({ ...command, keys: own[command.id] ?? command.keys }));
}

/** The first key of a window as it is shown, where it has one. */
export function usePageKey(): (id: PageCommand) => string | undefined {
    const kept = useSettings(state => state.values);
    const bindings = pageBindings(kept);
    return id => {
        const [first] = bindings.find(one => one.id === id)?.keys ?? [];
        return first && shownKeys(first);
    };
}
