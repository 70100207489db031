import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, localeOf, type Language } from './languages';

/**
 * Every text of the page goes through here. The English text in the source is its key; the catalogue of the chosen language
 * is there before any other module of the page (`load.ts`), so that texts at the top of modules are right, too.
 */
export type Catalogue = Readonly<Record<string, string>>;

export type Values = Readonly<Record<string, string | number | Date | null | undefined>>;

const NOTHING: Catalogue = {};
let language: Language = 'en';
let locale: string | undefined;
let catalogue = NOTHING;
const formats = new Map<string, IntlMessageFormat>();

export function setLanguage(chosen: Language, texts: Catalogue = NOTHING): void {
    language = chosen;
    locale = localeOf(chosen, navigator.languages);
    catalogue = texts;
    formats.clear();
}

export const currentLanguage = () => language;
export const direction = () => LANGUAGES[language].direction;

/** For `Intl`; undefined, which is the browser's own, until a language is set. */
export const currentLocale = () => locale;

/** A side of the page, the other one where the page runs from right to left: `bottomRight` becomes `bottomLeft`. */
export function sideOf<S extends string>(side: S): S {
    if (direction() === 'ltr') return side;
    return side.replace(/left|right/i, one => OTHER_SIDES[one as keyof typeof OTHER_SIDES]) as S;
}

const OTHER_SIDES = { left: 'right', right: 'left', Left: 'Right', Right: 'Left' };

export const translated = (message: string): string => catalogue[message] ?? message;

export function formatOf(text: string): IntlMessageFormat {
    let format = formats.get(text);
    if (!format) {
        format = new IntlMessageFormat(text, locale ?? 'en');
        formats.set(text, format);
    }
    return format;
}

/**
 * A text in the language of the page. With values it is an ICU message: `{name}`, `{n, number}`,
 * `{n, plural, one {# frame} other {# frames}}`, `{kind, select, …}`. Without, it stays as it is written.
 */
export const t = (message: string, values?: Values): string => translate(message, values);

/** The same for a text that comes from elsewhere, as from a worker: it stands there, in a `Told`. */
export function translate(message: string, values?: Values): string {
    const text = translated(message);
    return values ? String(formatOf(text).format(values)) : text;
}
