import { act, cleanup, fireEvent, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { indexOf } from './keymap';
import { useKeys, type KeyHandler } from './useKeys';

const index = indexOf(
    [
        { id: 'hide', title: 'Hide', scope: 'editor', keys: ['h'] },
        { id: 'hide_all', title: 'Hide all', scope: 'editor', keys: ['t h'] },
        { id: 'cancel', title: 'Cancel', scope: 'editor', keys: ['escape'] },
    ],
    'standard',
);
const given: string[] = [];
const handler: KeyHandler = {
    keys: () => ({ index, byPlace: false }),
    ignores: target => target instanceof HTMLInputElement,
    run: (id, repeated) => {
        given.push(repeated ? `${id} again` : id);
        return true;
    },
    release: id => void given.push(`${id} let go`),
};

const press = (key: string, more: KeyboardEventInit = {}) =>
    fireEvent.keyDown(document.body, { key, code: `Key${key.toUpperCase()}`, ...more });
const letGo = (key: string) => fireEvent.keyUp(document.body, { key, code: `Key${key.toUpperCase()}` });

beforeEach(() => {
    vi.useFakeTimers();
    given.length = 0;
});

afterEach(() => {
    cleanup();
    vi.useRealTimers();
});

describe('listening to keys', () => {
    it('gives commands and keeps the browser from what it would do', () => {
        renderHook(() => useKeys(handler));
        // fireEvent tells false where the default was prevented.
        expect(press('h')).toBe(false);
        expect(press('x')).toBe(true);
        press('h', { repeat: true });
        expect(given).toEqual(['hide', 'hide again']);
    });

    it('shows the beginning of a sequence until it is finished, given up or forgotten', () => {
        const { result } = renderHook(() => useKeys(handler));
        press('t');
        expect(result.current).toBe('t');
        press('h');
        expect(result.current).toBeNull();
        press('t');
        press('Escape');
        expect(result.current).toBeNull();
        press('t');
        act(() => void vi.runAllTimers());
        expect(result.current).toBeNull();
        press('h');
        // Neither Escape nor a forgotten beginning has given anything.
        expect(given).toEqual(['hide_all', 'hide_all let go', 'hide']);
    });

    it('tells when the key of a command is let go, or the window is left', () => {
        renderHook(() => useKeys(handler));
        press('h');
        letGo('x');
        expect(given).toEqual(['hide']);
        letGo('h');
        expect(given).toEqual(['hide', 'hide let go']);
        press('h');
        fireEvent.blur(window);
        letGo('h');
        expect(given).toEqual(['hide', 'hide let go', 'hide', 'hide let go']);
    });

    it('leaves alone what belongs to somebody else', () => {
        renderHook(() => useKeys(handler));
        const field = document.body.appendChild(document.createElement('input'));
        fireEvent.keyDown(field, { key: 'h', code: 'KeyH' });
        const event = new KeyboardEvent('keydown', { key: 'h', code: 'KeyH', cancelable: true });
        event.preventDefault();
        window.dispatchEvent(event);
        expect(given).toEqual([]);
        field.remove();
    });
});
