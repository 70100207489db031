import { direction } from '../language';

/**
 * How keys are written: a chord is modifiers and a key, `ctrl+shift+z`; chords typed one after the other make a sequence,
 * `t l`. Letters and digits are small, named keys as in KeyboardEvent.key, and signs that need Shift stand for themselves
 * (`_`, `?`). `ctrl` is Control, or Command on a Mac.
 */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
    readonly code?: string;
    readonly getModifierState?: (name: string) => boolean;
};

/** What the places of keys give on the keyboard that most lists of keys are written for, without and with Shift. */
const SIGNS: Readonly<Record<string, readonly [string, string]>> = {
    Minus: ['-', '_'],
    Equal: ['=', '+'],
    BracketLeft: ['[', '{'],
    BracketRight: [']', '}'],
    Backslash: ['\\', '|'],
    Semicolon: [';', ':'],
    Quote: ["'", '"'],
    Backquote: ['`', '~'],
    Comma: [',', '<'],
    Period: ['.', '>'],
    Slash: ['/', '?'],
};

const MODIFIERS = new Set(['control', 'shift', 'alt', 'meta', 'altgraph', 'capslock', 'numlock', 'dead', 'process']);

function atPlace(code: string, shift: boolean): string | null {
    if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
    if (/^Digit\d$/.test(code)) return code.slice(5);
    return SIGNS[code]?.[shift ? 1 : 0] ?? null;
}

/**
 * The sign on the key cap. It is told by the place of the key where the sign says little: digits, which some keyboards give
 * only with Shift and others only without; letters of other alphabets; and what Alt makes of letters on some systems.
 */
function capOf({ key, code = '', shiftKey, altKey }: KeyPress, byPlace: boolean): string {
    if (key === ' ') return 'space';
    const place = atPlace(code, shiftKey);
    if (place === null) return key.toLowerCase();
    const isLetter = /^Key/.test(code);
    const foreign = isLetter ? !/^[a-z]$/i.test(key) && (altKey || key.length > 1 || /\p{L}/u.test(key)) : false;
    if (byPlace || foreign || /^Digit/.test(code) || key === 'Dead') return place;
    return key.toLowerCase();
}

/** How a key press is written, or null for a modifier by itself. By place, letters and signs are those of a US keyboard. */
export function chordOf(event: KeyPress, byPlace = false): string | null {
    // The key that gives third signs sets Control and Alt along with it on some systems.
    const third = event.getModifierState?.('AltGraph') ?? false;
    const key = third ? event.key.toLowerCase() : capOf(event, byPlace);
    if (MODIFIERS.has(key)) return null;
    const named = key.length > 1 || /^[a-z0-9]$/.test(key);
    const parts = [];
    if ((event.ctrlKey || event.metaKey) && !third) parts.push('ctrl');
    if (event.altKey && !third) parts.push('alt');
    if (event.shiftKey && named) parts.push('shift');
    return [...parts, key].join('+');
}

export const chordsOf = (sequence: string) => sequence.split(' ');
const partsOf = (chord: string) => chord.split(/\+(?=.)/);

const NAMES: Readonly<Record<string, string>> = {
    control: 'ctrl',
    command: 'ctrl',
    cmd: 'ctrl',
    meta: 'ctrl',
    mod: 'ctrl',
    option: 'alt',
    esc: 'escape',
    del: 'delete',
    ins: 'insert',
    return: 'enter',
    left: 'arrowleft',
    right: 'arrowright',
    up: 'arrowup',
    down: 'arrowdown',
    plus: '+',
};
const ORDER = ['ctrl', 'alt', 'shift'];

/** A sequence as we write it, from how other programs and people write it; null if it is none. */
export function readSequence(text: string): string | null {
    const chords = text.trim().toLowerCase().split(/\s+/).filter(Boolean).map(readChord);
    return chords.length > 0 && chords.length <= 3 && !chords.includes(null) ? chords.join(' ') : null;
}

function readChord(text: string): string | null {
    const parts = partsOf(text).map(part => NAMES[part] ?? part);
    const key = parts.at(-1) ?? '';
    const modifiers = parts.slice(0, -1);
    const isKey = key.length === 1 || /^(f\d\d?|[a-z]{3,}\d?)$/.test(key);
    if (!isKey || ORDER.includes(key) || modifiers.some(part => !ORDER.includes(part))) return null;
    return [...ORDER.filter(part => modifiers.includes(part)), key].join('+');
}

const SHOWN: Readonly<Record<string, string>> = {
    arrowleft: '←',
    arrowright: '→',
    arrowup: '↑',
    arrowdown: '↓',
    escape: 'Esc',
    delete: 'Del',
    pageup: 'Page up',
    pagedown: 'Page down',
};

const onMac = () => /mac/i.test(navigator.platform);

/** A sequence for reading: `Ctrl+Shift+Z`, `T L`. */
export function shownKeys(sequence: string, mac = onMac()): string {
    const show = (part: string) => {
        if (part === 'ctrl' && mac) return 'Cmd';
        return SHOWN[part] ?? part.replace(/^./, letter => letter.toUpperCase());
    };
    const shown = chordsOf(sequence)
        .map(chord => partsOf(chord).map(show).join('+'))
        .join(' ');
    // Brackets would be turned round where the text runs from right to left.
    return direction() === 'rtl' ? `\u2066${shown}\u2069` : shown;
}
