import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyText } from './copyText';

const put = (name: string, value: unknown) =>
    Object.defineProperty(name === 'execCommand' ? document : navigator, name, { value, configurable: true });

afterEach(() => {
    put('clipboard', undefined);
    put('execCommand', undefined);
    vi.unstubAllGlobals();
});

describe('copying text', () => {
    it('hands over a text that is there', async () => {
        const writeText = vi.fn().mockResolvedValue(undefined);
        put('clipboard', { writeText });
        await copyText('a link');
        expect(writeText).toHaveBeenCalledWith('a link');
    });

    it('promises a text that is to come within the click', async () => {
        const items: Record<string, Promise<Blob>>[] = [];
        vi.stubGlobal(
            'ClipboardItem',
            class {
                constructor(parts: Record<string, Promise<Blob>>) {
                    items.push(parts);
                }
            },
        );
        put('clipboard', { write: () => items[0]['text/plain'] });
        let bring: (text: string) => void = () => undefined;
        const copied = copyText(new Promise<string>(resolve => (bring = resolve)));
        expect(items).toHaveLength(1);
        bring('a table');
        await copied;
        expect((await items[0]['text/plain']).size).toBe(7);
    });

    it('copies by the event where the address is not a secure one, and says when it may not', async () => {
        const taken = vi.fn();
        put('execCommand', () => {
            const event = Object.assign(new Event('copy', { cancelable: true }), { clipboardData: { setData: taken } });
            return !document.dispatchEvent(event);
        });
        await copyText('plain');
        expect(taken).toHaveBeenCalledWith('text/plain', 'plain');
        put('execCommand', () => false);
        await expect(copyText('plain')).rejects.toThrow('copy');
    });
});
