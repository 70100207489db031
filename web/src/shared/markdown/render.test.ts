import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './render';

describe('renderMarkdown', () => {
    it('shows headings, lists, tables, code and images', () => {
        const html = renderMarkdown(
            '# Cars\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`x` ![p](/api/assets/1)',
        );
        for (const part of ['<h1>Cars</h1>', '<li>one</li>', '<td>1</td>', '<code>x</code>', 'src="/api/assets/1"']) {
            expect(html).toContain(part);
        }
    });

    it('opens links beside the page', () => {
        expect(renderMarkdown('[site](https://example.com)')).toContain('target="_blank" rel="noopener noreferrer"');
    });

    it('runs nothing of what its author wrote', () => {
        const evil = [
            '<script>alert(1)</script>',
            '<img src=x onerror="alert(1)">',
            '[x](javascript:alert(1))',
            '<a href="javascript:alert(1)">x</a>',
            '<iframe src="https://evil.example"></iframe>',
            '<form action="https://evil.example"><input name="password"><button>Go</button></form>',
            '<style>body{display:none}</style>',
            '<svg onload="alert(1)"></svg>',
        ].join('\n\n');
        const html = renderMarkdown(evil);
        for (const part of [
            '<script',
            'onerror',
            'javascript:',
            '<iframe',
            '<form',
            '<style',
            'onload',
            'name="password"',
        ]) {
            expect(html, part).not.toContain(part);
        }
    });
});
