// @vitest-environment node
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './languages';
import { readTexts } from './source.testing';

type Ast = ReturnType<IntlMessageFormat['getAst']>;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { texts, problems } = readTexts(here('../..'));
const valuesOf = new Map(texts.map(({ message, values }) => [message, values]));

/** What a message needs: its values, and its elements as `<a>`. Throws where it is no message. */
function needsOf(text: string, language: string): string[] {
    const needs = new Set<string>();
    const walk = (parts: Ast) => {
        for (const part of parts) {
            if ('children' in part) {
                needs.add(`<${part.value}>`);
                walk(part.children);
            } else if ('options' in part) {
                needs.add(part.value);
                Object.values(part.options).forEach(({ value }) => walk(value));
            } else if (part.type !== 0 && part.type !== 7 && 'value' in part) needs.add(part.value as string);
        }
    };
    walk(new IntlMessageFormat(text, language).getAst());
    return [...needs].sort();
}

/** What is wrong with a text in a language, or null. */
function mistakeIn(text: string, message: string, language: string): string | null {
    if (!text.trim()) return 'is not translated';
    if (!valuesOf.get(message)) return null;
    try {
        const [has, should] = [needsOf(text, language), needsOf(message, 'en')];
        return has.join() === should.join() ? null : `has ${has.join(', ')} instead of ${should.join(', ')}`;
    } catch (error) {
        return `is no message: ${(error as Error).message}`;
    }
}

describe('the source', () => {
    it('gives every text to the catalogue', () => expect(problems).toEqual([]));

    it('gives a message just the values it has', () => {
        const wrong = texts.flatMap(({ message, values, place }) => {
            if (!values) return [];
            const needs = needsOf(message, 'en').map(name => name.replace(/[<>]/g, ''));
            return needs.join() === [...values].sort().join() ? [] : [`${place}: ${message}`];
        });
        expect(wrong).toEqual([]);
    });

    it('means either a plain text or a message with values by the same words', () => {
        const both = texts.filter(({ message, values }) => (values === null) !== (valuesOf.get(message) === null));
        expect(both).toEqual([]);
    });
});

describe.each(Object.keys(LANGUAGES).filter(language => language !== 'en'))('the catalogue %s', language => {
    const path = here(`./catalogues/${language}.json`);
    const catalogue = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    const messages = [...valuesOf.keys()].sort();

    // UPDATE_CATALOGUES=1 adds what is missing, empty, and takes away what is not used.
    if (process.env.UPDATE_CATALOGUES) {
        const entries = messages.map(message => [message, catalogue[message] ?? '']);
        writeFileSync(path, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
    }

    it('has every text and no other', () => expect(Object.keys(catalogue).sort()).toEqual(messages));

    it('translates each, with the same values', () => {
        const mistakes = Object.entries(catalogue).flatMap(([message, text]) => {
            const mistake = mistakeIn(text, message, language);
            return mistake ? [`“${message}” ${mistake}`] : [];
        });
        expect(mistakes).toEqual([]);
    });
});
