import type { Locale } from 'antd/es/locale';
import dayjs from 'dayjs';
import { setLanguage, type Catalogue } from '.';
import { chosenLanguage } from './choice';
import { LANGUAGES, type Language } from './languages';

interface Texts {
    catalogue: Catalogue;
    /** The texts of the component library. */
    components: Locale;
}

/** What each language brings, each in a chunk of its own. English is in the source. */
const TEXTS: Record<Exclude<Language, 'en'>, () => Promise<Texts>> = {
    de: async () => {
        const [{ default: catalogue }, { default: components }] = await Promise.all([
            import('./catalogues/de.json'),
            import('antd/es/locale/de_DE'),
            import('dayjs/locale/de'),
        ]);
        return { catalogue, components };
    },
    ar: async () => {
        const [{ default: catalogue }, { default: components }] = await Promise.all([
            import('./catalogues/ar.json'),
            import('antd/es/locale/ar_EG'),
            import('dayjs/locale/ar'),
        ]);
        return { catalogue, components };
    },
};

let components: Locale | undefined;
export const componentTexts = () => components;

/** Loads the chosen language. Without an answer the page speaks English: it is better than no page. */
export async function startLanguage(): Promise<void> {
    let language = chosenLanguage();
    let catalogue: Catalogue | undefined;
    if (language !== 'en') {
        try {
            ({ catalogue, components } = await TEXTS[language]());
            dayjs.locale(language);
        } catch {
            language = 'en';
        }
    }
    setLanguage(language, catalogue);
    document.documentElement.lang = language;
    document.documentElement.dir = LANGUAGES[language].direction;
}
