import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Toolbar } from './Toolbar';

afterEach(cleanup);

function strip(disabled = false) {
    const { getByText, rerender } = render(<Buttons disabled={disabled} />);
    const stops = () => ['one', 'two', 'three'].filter(name => getByText(name).tabIndex === 0);
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    return { getByText, stops, press, disable: () => rerender(<Buttons disabled />) };
}

function Buttons({ disabled }: { disabled: boolean }) {
    return (
        <Toolbar>
            <button>one</button>
            <button aria-pressed disabled={disabled}>
                two
            </button>
            <button>three</button>
        </Toolbar>
    );
}

describe('a strip of tools', () => {
    it('has one stop: the tool in use', () => expect(strip().stops()).toEqual(['two']));

    it('is walked through with the arrows, round the ends', () => {
        const { getByText, stops, press } = strip();
        getByText('two').focus();
        press('ArrowDown');
        expect([document.activeElement, stops()]).toEqual([getByText('three'), ['three']]);
        press('ArrowDown');
        expect(stops()).toEqual(['one']);
        press('End');
        expect(stops()).toEqual(['three']);
    });

    it('passes over what is out of use, also where it becomes so', () => {
        const { getByText, stops, press, disable } = strip();
        getByText('two').focus();
        disable();
        expect(stops()).toEqual(['one']);
        getByText('one').focus();
        press('ArrowDown');
        expect(stops()).toEqual(['three']);
    });
});
