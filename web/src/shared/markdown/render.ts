import DOMPurify from 'dompurify';
import { marked } from 'marked';

const ALLOWED_TAGS = [
    ...['a', 'blockquote', 'br', 'code', 'del', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'img', 'input', 'kbd'],
    ...['li', 'ol', 'p', 'pre', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
];
const ALLOWED_ATTR = [
    'href',
    'src',
    'alt',
    'title',
    'width',
    'height',
    'type',
    'checked',
    'disabled',
    'start',
    'align',
];

/** Markdown as HTML that is safe to show: no script, no style, no form, whatever its author wrote. */
export function renderMarkdown(text: string): string {
    const html = marked.parse(text, { async: false, gfm: true, breaks: true });
    const fragment = DOMPurify.sanitize(html, { ALLOWED_TAGS, ALLOWED_ATTR, RETURN_DOM_FRAGMENT: true });
    for (const link of fragment.querySelectorAll('a[href]')) {
        // A guide is read beside the work: what it links to opens beside it.
        link.setAttribute('target', '_blank');
        link.setAttribute('rel', 'noopener noreferrer');
    }
    for (const image of fragment.querySelectorAll('img')) image.setAttribute('loading', 'lazy');
    for (const box of fragment.querySelectorAll('input')) {
        if (box.getAttribute('type') !== 'checkbox') box.remove();
        else box.setAttribute('aria-label', box.hasAttribute('checked') ? 'done' : 'to do');
    }
    const holder = document.createElement('div');
    holder.append(fragment);
    return holder.innerHTML;
}
