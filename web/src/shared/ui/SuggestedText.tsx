import { AutoComplete, type AutoCompleteProps } from 'antd';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

/**
 * For fields that suggest texts and take others: what was typed counts, unless the arrow keys led to a suggestion. The
 * library marks suggestions by itself, as the first one at the moment its list appears, or one that begins with what was
 * typed; Enter and Tab would put that in place of the text. `taken` hears of the key where the text counts, and closes the list.
 */
export function useTypedCounts(taken: (event: KeyboardEvent) => void): (event: KeyboardEvent) => void {
    const led = useRef(false);
    return event => {
        const { key } = event;
        const leads = led.current;
        led.current = key === 'ArrowDown' || key === 'ArrowUp';
        if (leads || (key !== 'Enter' && key !== 'Tab')) return;
        // The list hears of keys further up.
        event.stopPropagation();
        taken(event);
    };
}

/** A field for a text, with suggestions: see above. */
export function SuggestedText(props: AutoCompleteProps<string, { value: string; label?: ReactNode }>) {
    const [open, setOpen] = useState(false);
    const onInputKeyDown = useTypedCounts(() => setOpen(false));
    return <AutoComplete {...props} open={open} onOpenChange={setOpen} onInputKeyDown={onInputKeyDown} />;
}
