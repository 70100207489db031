import { useEffect, useState } from 'react';
import { chordOf, type KeyPress } from './chord';
import { typed, type KeyIndex } from './keymap';

/** Milliseconds after which the beginning of a sequence is forgotten. */
const PENDING = 1500;

export interface KeyHandler {
    /** What keys are for at this moment. */
    keys: () => { readonly index: KeyIndex; readonly byPlace: boolean };
    /** Whether a key press is none of ours. */
    ignores: (target: EventTarget | null, chord: string) => boolean;
    /** Gives a command; returns whether there is such a one, and the browser has no part in it. */
    run: (id: string, repeated: boolean, chord: string) => boolean;
    /** The key that gave a command is let go. */
    release?: (id: string) => void;
}

/** Listens to the keyboard of a window. Returns the beginning of a sequence that waits for its next key. The handler must stay the same. */
export function useKeys(handler: KeyHandler, on: Window = window): string | null {
    const [pending, setPending] = useState<string | null>(null);
    useEffect(() => {
        let waiting: string | null = null;
        let held: { code: string; id: string } | null = null;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const wait = (sequence: string | null) => {
            clearTimeout(timer);
            waiting = sequence;
            setPending(sequence);
            if (sequence !== null) timer = setTimeout(() => wait(null), PENDING);
        };
        const key = (event: KeyboardEvent) => {
            if (event.defaultPrevented || event.isComposing) return;
            const { index, byPlace } = handler.keys();
            const chord = chordOf(event as KeyPress, byPlace);
            if (chord === null || handler.ignores(event.target, chord)) return;
            const meaning = typed(index, waiting, chord);
            if (meaning.kind === 'pending') {
                event.preventDefault();
                return wait(meaning.sequence);
            }
            // Escape that gives up a sequence gives up nothing else.
            if (waiting !== null && chord === 'escape') event.preventDefault();
            if (waiting !== null) wait(null);
            if (meaning.kind !== 'command') return;
            if (!event.repeat) letGo();
            if (!handler.run(meaning.id, event.repeat, chord)) return;
            event.preventDefault();
            held = { code: event.code, id: meaning.id };
        };
        const letGo = () => {
            if (held) handler.release?.(held.id);
            held = null;
        };
        const up = (event: KeyboardEvent) => {
            if (event.code === held?.code) letGo();
        };
        const forget = () => {
            wait(null);
            letGo();
        };
        on.addEventListener('keydown', key);
        on.addEventListener('keyup', up);
        on.addEventListener('blur', forget);
        return () => {
            clearTimeout(timer);
            on.removeEventListener('keydown', key);
            on.removeEventListener('keyup', up);
            on.removeEventListener('blur', forget);
        };
    }, [handler, on]);
    return pending;
}
