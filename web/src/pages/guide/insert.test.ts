import { describe, expect, it } from 'vitest';
import { insertAt, prefixLines, wrap } from './insert';

describe('editing Markdown', () => {
    it('inserts in the place of the selection', () => {
        expect(insertAt({ text: 'a--b', start: 1, end: 3 }, 'XY')).toEqual({ text: 'aXYb', start: 3, end: 3 });
    });

    it('marks a selection and takes the marks away', () => {
        const bold = wrap({ text: 'a car b', start: 2, end: 5 }, '**');
        expect(bold).toEqual({ text: 'a **car** b', start: 4, end: 7 });
        expect(wrap(bold, '**')).toEqual({ text: 'a car b', start: 2, end: 5 });
    });

    it('marks whole lines and takes the marks away', () => {
        const list = prefixLines({ text: 'x\none\ntwo\ny', start: 3, end: 7 }, '- ');
        expect(list.text).toBe('x\n- one\n- two\ny');
        expect(prefixLines(list, '- ').text).toBe('x\none\ntwo\ny');
        expect(prefixLines({ text: '', start: 0, end: 0 }, '# ').text).toBe('# ');
    });
});
