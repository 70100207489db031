import { afterEach, describe, expect, it } from 'vitest';
import { dressAs, surfaceIn } from './surface';

const other = () => document.implementation.createHTMLDocument('other');
const style = (text: string) => {
    const made = document.createElement('style');
    made.textContent = text;
    return made;
};
const texts = (page: Document) => [...page.head.querySelectorAll('style')].map(one => one.textContent);
const soon = () => new Promise(resolve => setTimeout(resolve));

afterEach(() => {
    document.head.replaceChildren();
    delete document.documentElement.dataset.theme;
});

describe('a second document', () => {
    it('has the styles of the first, in their order, and what comes and goes later', async () => {
        const [a, c] = [style('a{}'), style('c{}')];
        document.head.append(a, c);
        document.documentElement.dataset.theme = 'dark';
        const page = other();
        const end = dressAs(page);
        expect(texts(page)).toEqual(['a{}', 'c{}']);
        expect(page.documentElement.dataset.theme).toBe('dark');
        c.before(style('b{}'));
        a.textContent = 'a{color:red}';
        document.documentElement.dataset.theme = 'light';
        await soon();
        expect(texts(page)).toEqual(['a{color:red}', 'b{}', 'c{}']);
        expect(page.documentElement.dataset.theme).toBe('light');
        a.remove();
        await soon();
        expect(texts(page)).toEqual(['b{}', 'c{}']);
        end();
        document.head.append(style('d{}'));
        await soon();
        expect(texts(page)).toEqual(['b{}', 'c{}']);
    });

    it('takes elements that are still of the first window', () => {
        const page = other();
        const surface = surfaceIn({ document: page } as Window, 'panels');
        expect(page.body.firstElementChild).toBe(surface);
        expect(surface.ownerDocument).toBe(document);
        const child = document.createElement('p');
        surface.append(child);
        expect(child.ownerDocument).toBe(page);
        expect(child).toBeInstanceOf(HTMLElement);
    });
});
