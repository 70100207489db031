import { describe, expect, it } from 'vitest';
import { adviceFor, keepTold, lacksOf, untold, type Browser } from './browser';

const browser = (missing: readonly string[], more: Partial<Browser> = {}): Browser => ({
    has: name => !missing.includes(name),
    supports: () => true,
    locks: true,
    secure: true,
    ...more,
});
const names = (one: Browser) => lacksOf(one).map(({ name }) => name);

function memory() {
    const kept = new Map<string, string>();
    return {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, text: string) => void kept.set(key, text),
    };
}

describe('what a browser lacks', () => {
    it('is nothing where all features are there', () => expect(names(browser([]))).toEqual([]));

    it('is told by its features', () => {
        expect(names(browser(['VideoDecoder']))).toEqual(['video']);
        expect(names(browser(['OffscreenCanvas', 'indexedDB'], { supports: () => false }))).toEqual([
            'canvas',
            'drafts',
            'styles',
        ]);
    });

    it('may be for want of HTTPS', () => {
        expect(adviceFor(browser(['VideoDecoder'], { secure: false }))).toContain('HTTPS');
        expect(adviceFor(browser(['VideoDecoder']))).not.toContain('HTTPS');
    });
});

describe('a warning that was dismissed', () => {
    it('stays away until something else is missing', () => {
        const storage = memory();
        const lacks = lacksOf(browser(['VideoDecoder', 'OffscreenCanvas']));
        expect(untold(lacks, storage)).toEqual(lacks);
        keepTold(lacks, storage);
        expect(untold(lacks, storage)).toEqual([]);
        expect(untold(lacksOf(browser(['VideoDecoder'])), storage)).toEqual([]);
        expect(untold(lacksOf(browser(['indexedDB'])), storage)).toHaveLength(1);
    });

    it('is told again where nothing can be remembered', () => {
        const forbidden = () => {
            throw new Error('no storage');
        };
        const lacks = lacksOf(browser(['indexedDB']));
        keepTold(lacks, { setItem: forbidden });
        expect(untold(lacks, { getItem: forbidden })).toEqual(lacks);
    });
});
