/** The languages the page speaks. A new one is an entry here, one in `load.ts`, and its catalogue. */
export const LANGUAGES = {
    en: { name: 'English', direction: 'ltr' },
    de: { name: 'Deutsch', direction: 'ltr' },
    ar: { name: 'العربية', direction: 'rtl' },
} as const;

export type Language = keyof typeof LANGUAGES;
export type LanguageChoice = Language | 'system';

export const isLanguage = (value: unknown): value is Language => typeof value === 'string' && value in LANGUAGES;

/** The first language of the browser that the page speaks; English where it speaks none of them. */
export function languageOf(choice: unknown, browser: readonly string[]): Language {
    if (isLanguage(choice)) return choice;
    return browser.map(tag => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en';
}

/**
 * Whose numbers and dates go with a language: those of the browser's region where it speaks it (`de-CH`, `en-GB`). Digits are
 * always 0 to 9, as they are in identifiers, coordinates and files.
 */
export function localeOf(language: Language, browser: readonly string[]): string {
    const tag = browser.find(one => one.toLowerCase().split('-')[0] === language) ?? language;
    return language === 'ar' && !tag.includes('-u-') ? `${tag}-u-nu-latn` : tag;
}
