import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SuggestedText } from './SuggestedText';

const KEYS: Record<string, number> = { Enter: 13, Tab: 9, ArrowDown: 40 };

beforeAll(() => {
    // jsdom lays nothing out; the list asks for the place of its field.
    globalThis.ResizeObserver ??= class {
        observe() {}
        unobserve() {}
        disconnect() {}
    };
});
afterEach(cleanup);

function open() {
    function Form() {
        const [name, setName] = useState('');
        return (
            <SuggestedText
                aria-label="Name"
                value={name}
                onChange={setName}
                options={[{ value: 'part of' }]}
            ></SuggestedText>
        );
    }
    render(<Form />);
    const field = screen.getByRole<HTMLInputElement>('combobox');
    const type = (text: string) => fireEvent.change(field, { target: { value: text } });
    const press = (key: string) => {
        fireEvent.keyDown(field, { key, keyCode: KEYS[key], which: KEYS[key] });
        fireEvent.keyUp(field, { key, keyCode: KEYS[key], which: KEYS[key] });
    };
    return { field, type, press };
}

describe('a field with suggestions', () => {
    it.each(['Enter', 'Tab'])('keeps what was typed, although a suggestion begins with it: %s', async key => {
        const { field, type, press } = open();
        type('part');
        await screen.findByTitle('part of');
        press(key);
        expect(field.value).toBe('part');
    });

    it('takes the suggestion that the arrow keys led to', async () => {
        const { field, type, press } = open();
        type('part');
        await screen.findByTitle('part of');
        press('ArrowDown');
        press('Enter');
        expect(field.value).toBe('part of');
    });

    it('keeps a text that was typed on after the arrow keys', async () => {
        const { field, type, press } = open();
        type('par');
        await screen.findByTitle('part of');
        press('ArrowDown');
        fireEvent.keyDown(field, { key: 't', keyCode: 84, which: 84 });
        type('part');
        press('Enter');
        expect(field.value).toBe('part');
    });
});
