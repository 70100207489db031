import { afterEach, describe, expect, it } from 'vitest';
import { isValidElement, type ReactElement, createElement } from 'react';
import { setLanguage, t } from '.';
import { languageOf, localeOf } from './languages';
import { rich } from './rich';

afterEach(() => setLanguage('en'));

describe('the language', () => {
    it.each([
        ['system', ['de-AT', 'en'], 'de'],
        ['system', ['fr', 'ar-EG', 'en'], 'ar'],
        ['system', ['fr'], 'en'],
        ['de', ['en'], 'de'],
        ['xx', ['en-GB'], 'en'],
        [undefined, [], 'en'],
    ])('of %s in a browser of %s is %s', (choice, browser, language) =>
        expect(languageOf(choice, browser)).toBe(language),
    );

    it.each([
        ['de', ['en', 'de-CH'], 'de-CH'],
        ['en', ['de'], 'en'],
        ['ar', ['ar-EG'], 'ar-EG-u-nu-latn'],
    ] as const)('%s in a browser of %s counts as %s', (language, browser, locale) =>
        expect(localeOf(language, browser)).toBe(locale),
    );
});

describe('texts', () => {
    const GREETING = 'Welcome, {name}';
    const FRAMES = '{n, plural, one {# frame} other {# frames}}';

    it('are English without a catalogue', () => {
        expect(t('Save')).toBe('Save');
        expect(t("It's {as it is}")).toBe("It's {as it is}");
        expect(t(GREETING, { name: 'Ada' })).toBe('Welcome, Ada');
        expect([1, 2, 1200].map(n => t(FRAMES, { n }))).toEqual(['1 frame', '2 frames', '1,200 frames']);
    });

    it('follow the catalogue, and its rules of plurals and numbers', () => {
        setLanguage('de', { Save: 'Speichern', [FRAMES]: '{n, plural, one {# Bild} other {# Bilder}}' });
        expect(t('Save')).toBe('Speichern');
        expect(t(FRAMES, { n: 1200 })).toBe('1.200 Bilder');
        setLanguage('ar', { [FRAMES]: '{n, plural, two {إطاران} few {# إطارات} other {# إطار}}' });
        expect([2, 5, 100].map(n => t(FRAMES, { n }))).toEqual(['إطاران', '5 إطارات', '100 إطار']);
    });

    it('hold elements', () => {
        const parts = rich('See <a>the {what}</a>.', {
            a: text => createElement('a', { href: '/guide' }, text),
            what: 'guide',
        }) as ReactElement<{ children: unknown }>[];
        expect(parts.map(part => (isValidElement(part) ? part.type : part))).toEqual(['See ', 'a', '.']);
        expect(parts[1].props.children).toEqual(['the guide']);
    });
});
