import { describe, expect, it } from 'vitest';
import type { Notice, NoticeKind } from '../../session/view';
import { staysFor, withNotice, type Shown } from './notices';

let id = 0;
const notice = (kind: NoticeKind, text: string): Notice => ({ id: (id += 1), kind, text });
const after = (...notices: Notice[]) => notices.reduce<readonly Shown[]>(withNotice, []);

describe('notices of the editor', () => {
    it('are three at most: one of a kind', () => {
        const kinds: NoticeKind[] = ['info', 'warning', 'error'];
        const shown = after(...Array.from({ length: 30 }, (_, i) => notice(kinds[i % 3], `${i}`)));
        expect(shown.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['info 27', 'warning 28', 'error 29']);
    });

    it('that come again are counted in their place', () => {
        const shown = after(notice('info', 'a'), notice('error', 'b'), notice('info', 'a'), notice('info', 'a'));
        expect(shown.map(({ text, count }) => `${text} ${count}`)).toEqual(['a 3', 'b 1']);
        expect(withNotice(shown, notice('info', 'c'))[0].count).toBe(1);
    });

    it('are shown once each', () => {
        const one = notice('info', 'a');
        const shown = after(one);
        expect(withNotice(shown, one)).toBe(shown);
    });

    it('stay longer where something can be done', () => {
        const plain = notice('info', 'a');
        expect(staysFor({ ...plain, offer: { text: 'Undo', command: 'undo' } })).toBeGreaterThan(staysFor(plain));
    });
});
