import { changeSettings, sendSettings, useSettings } from '../settings';
import { currentLanguage } from '.';
import { chosenLanguage, remember, rememberedChoice } from './choice';
import type { LanguageChoice } from './languages';

const NAME = 'language';
const savers = new Set<() => Promise<unknown>>();

/** What is saved before the page is loaded again; gives back how to take it out. */
export function saveBeforeReload(save: () => Promise<unknown>): () => void {
    savers.add(save);
    return () => void savers.delete(save);
}

export function useLanguageChoice(): LanguageChoice {
    const kept = useSettings(state => state.values[NAME]) as LanguageChoice | undefined;
    return kept ?? rememberedChoice();
}

/** Saves what is open and loads the page again in the language. */
export async function changeLanguage(choice: LanguageChoice): Promise<void> {
    const remembered = remember(choice);
    changeSettings({ [NAME]: choice });
    await Promise.all([sendSettings(), ...[...savers].map(save => save())]);
    if (remembered && chosenLanguage() !== currentLanguage()) location.reload();
}

/** After signing in: the language of the account, where this browser remembers another. True when the page is loaded anew. */
export function followAccountLanguage(): boolean {
    const kept = useSettings.getState().values[NAME] as LanguageChoice | undefined;
    if (kept === undefined || !remember(kept) || chosenLanguage() === currentLanguage()) return false;
    location.reload();
    return true;
}
