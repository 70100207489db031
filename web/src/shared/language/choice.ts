import { languageOf, type LanguageChoice } from './languages';

/** The choice is kept with the account; this browser remembers it for the pages before one has signed in. */
const KEY = 'limn.language';

export function rememberedChoice(): LanguageChoice {
    try {
        return (localStorage.getItem(KEY) as LanguageChoice | null) ?? 'system';
    } catch {
        return 'system';
    }
}

/** False where the browser keeps nothing: loading the page again would not change its language. */
export function remember(choice: LanguageChoice): boolean {
    try {
        localStorage.setItem(KEY, choice);
    } catch {
        return false;
    }
    return rememberedChoice() === choice;
}

export const chosenLanguage = (choice: LanguageChoice = rememberedChoice()) => languageOf(choice, navigator.languages);
