/**
 * A place in another window of the same origin that the page renders into. Elements are made in this window and then move
 * over, so that they stay of its kind: libraries ask `instanceof`, which tells the elements of two windows apart.
 */
export function surfaceIn(target: Window, className: string): HTMLElement {
    const surface = document.createElement('div');
    surface.className = className;
    target.document.body.append(surface);
    // React makes the children of a portal in its owner document.
    Object.defineProperty(surface, 'ownerDocument', { value: document });
    return surface;
}

type Style = HTMLStyleElement | HTMLLinkElement;

const isStyle = (node: Node): node is Style =>
    node instanceof HTMLStyleElement || (node instanceof HTMLLinkElement && node.rel === 'stylesheet');

/** What a style says, or null while it has not arrived. It is copied as text: the server may be out of reach. */
function textOf(node: Style): string | null {
    if (node instanceof HTMLStyleElement) return node.textContent;
    return node.sheet && [...node.sheet.cssRules].map(rule => rule.cssText).join('\n');
}

/**
 * Lets another document look like this one, from now on: its styles in their order, and what is said of the whole page (theme,
 * language, direction). Returns what ends that.
 */
export function dressAs(target: Document): () => void {
    const copies = new Map<Style, HTMLStyleElement>();
    const copyOf = (node: Style): HTMLStyleElement | null => {
        const known = copies.get(node);
        // Files do not change any more.
        if (known && (node instanceof HTMLLinkElement || known.textContent === node.textContent)) return known;
        const text = textOf(node);
        if (text === null) {
            node.addEventListener('load', dress, { once: true });
            return null;
        }
        const copy = known ?? target.createElement('style');
        copy.textContent = text;
        copies.set(node, copy);
        return copy;
    };
    const dress = () => {
        for (const [node, copy] of copies) {
            if (node.parentNode === document.head) continue;
            copy.remove();
            copies.delete(node);
        }
        let place = target.head.firstChild;
        for (const node of [...document.head.childNodes].filter(isStyle)) {
            const copy = copyOf(node);
            if (copy && copy === place) place = place.nextSibling;
            else if (copy) target.head.insertBefore(copy, place);
        }
        for (const { name, value } of document.documentElement.attributes)
            target.documentElement.setAttribute(name, value);
    };
    dress();
    const observer = new MutationObserver(dress);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    observer.observe(document.documentElement, { attributes: true });
    return () => observer.disconnect();
}
