import { describe, expect, it } from 'vitest';
import { setLanguage } from '../language';
import { chordOf, readSequence, shownKeys, type KeyPress } from './chord';
import { belongsToControl, dialogBefore, hasOpenMenu, isBehindDialog, isField, isTyping } from './focus';
import { clash, conflictsOf, indexOf, typed, type Binding } from './keymap';
import { bindingsWith, DEFAULT_KEYS, readKeySettings, withKeys } from './settings';

type Mods = Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>>;

const press = (key: string, code = '', mods: Mods = {}): KeyPress => ({
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...mods,
});

describe('a key press is written', () => {
    it.each([
        ['with modifiers in order', press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'ctrl+shift+z'],
        ['Command as Control', press('s', 'KeyS', { metaKey: true }), 'ctrl+s'],
        ['by the letter on the cap', press('z', 'KeyY'), 'z'],
        ['by place for another alphabet', press('ф', 'KeyA'), 'a'],
        ['by place where Alt makes a sign', press('µ', 'KeyM', { altKey: true }), 'alt+m'],
        ['as a digit with Shift', press('!', 'Digit1', { shiftKey: true }), 'shift+1'],
        ['as a digit where digits need Shift', press('&', 'Digit1'), '1'],
        ['without Shift for signs', press('_', 'Minus', { shiftKey: true }), '_'],
        ['by name', press('ArrowLeft', 'ArrowLeft', { shiftKey: true }), 'shift+arrowleft'],
        ['as a word for the space bar', press(' ', 'Space'), 'space'],
    ])('%s', (_how, event, chord) => {
        expect(chordOf(event)).toBe(chord);
    });

    it('by place on demand, as on a US keyboard', () => {
        expect(chordOf(press('a', 'KeyQ'), true)).toBe('q');
        expect(chordOf(press('°', 'Minus', { shiftKey: true }), true)).toBe('_');
        expect(chordOf(press('Home', 'Home'), true)).toBe('home');
    });

    it('as the third sign of a key, without the modifiers that give it', () => {
        const third = { ...press('[', 'Digit8', { ctrlKey: true, altKey: true }), getModifierState: () => true };
        expect(chordOf(third)).toBe('[');
    });

    it('not at all for a modifier by itself', () => {
        expect(chordOf(press('Shift', 'ShiftLeft', { shiftKey: true }))).toBeNull();
    });
});

describe('a sequence', () => {
    it.each([
        ['T L', 't l'],
        ['Shift+Command+z', 'ctrl+shift+z'],
        ['del', 'delete'],
        ['ctrl++', 'ctrl++'],
        ['up', 'arrowup'],
        ['f12', 'f12'],
    ])('%s is read', (text, sequence) => {
        expect(readSequence(text)).toBe(sequence);
    });

    it.each(['', 'ctrl', 'hyper+x', 'ctrl+', 'a b c d', '!!'])('%s is none', text => {
        expect(readSequence(text)).toBeNull();
    });

    it('is shown as on the keys', () => {
        expect(shownKeys('ctrl+shift+z', false)).toBe('Ctrl+Shift+Z');
        expect(shownKeys('ctrl+z', true)).toBe('Cmd+Z');
        expect(shownKeys('t arrowleft', false)).toBe('T ←');
        expect(shownKeys('+', false)).toBe('+');
    });

    it('is shown as on the keys where the text around it runs from right to left, too', () => {
        setLanguage('ar');
        expect(shownKeys('alt+[', false)).toBe('\u2066Alt+[\u2069');
        setLanguage('en');
    });
});

const bind = (id: string, scope: string, ...keys: string[]): Binding => ({ id, title: id, scope, keys });

describe('sequences clash', () => {
    it('when equal, or one begins the other, key by key', () => {
        expect(clash('t l', 't l')).toBe(true);
        expect(clash('t', 't l')).toBe(true);
        expect(clash('t l', 't h')).toBe(false);
        expect(clash('t', 'tab')).toBe(false);
    });

    const all = [bind('lock', 'editor', 'l'), bind('lock_all', 'editor', 't l'), bind('accept', 'review', 'a')];

    it('only between commands that can be asked for at the same moment', () => {
        expect(conflictsOf('a', { id: 'one', scope: 'standard' }, all)).toEqual([]);
        expect(conflictsOf('a', { id: 'one', scope: 'editor' }, all).map(({ id }) => id)).toEqual(['accept']);
        expect(conflictsOf('t', { id: 'one', scope: 'review' }, all).map(({ id }) => id)).toEqual(['lock_all']);
        expect(conflictsOf('l', { id: 'lock', scope: 'editor' }, all)).toEqual([]);
    });

    it('not between what no workspace mounts together', () => {
        const drawing = { id: 'one', scope: 'editor', workspaces: ['standard'] };
        expect(conflictsOf('a', drawing, all)).toEqual([]);
        expect(conflictsOf('l', drawing, all).map(({ id }) => id)).toEqual(['lock']);
        const reviewing = all.map(one => ({ ...one, workspaces: ['review'] }));
        expect(conflictsOf('l', drawing, reviewing)).toEqual([]);
    });
});

describe('typing', () => {
    const all = [
        bind('page', 'page', 'f1'),
        bind('hide', 'editor', 'h'),
        bind('hide_all', 'editor', 't h'),
        bind('value', 'attributes', '1'),
        bind('label', 'editor', '1'),
    ];
    const index = indexOf(all, 'standard');

    it('a key gives its command', () => {
        expect(typed(index, null, 'h')).toEqual({ kind: 'command', id: 'hide' });
        expect(typed(index, null, 'x')).toEqual({ kind: 'nothing' });
    });

    it('a sequence waits for its end', () => {
        expect(typed(index, null, 't')).toEqual({ kind: 'pending', sequence: 't' });
        expect(typed(index, 't', 'h')).toEqual({ kind: 'command', id: 'hide_all' });
    });

    it('a sequence that leads nowhere leaves the last key for itself', () => {
        expect(typed(index, 't', 'f1')).toEqual({ kind: 'command', id: 'page' });
        expect(typed(index, 't', 't')).toEqual({ kind: 'pending', sequence: 't' });
        expect(typed(index, 't', 'escape')).toEqual({ kind: 'nothing' });
    });

    it("a workspace's own keys go before the editor's, and are unknown elsewhere", () => {
        expect(indexOf(all, 'attributes').commands.get('1')).toBe('value');
        expect(index.commands.get('1')).toBe('label');
        expect([...indexOf(all).commands.keys()]).toEqual(['f1']);
    });
});

describe('chosen keys', () => {
    const lock = bind('lock', 'editor', 'l');
    const presets = { limn: {}, cvat: { lock: ['k'] }, labelstudio: {}, roboflow: {}, hand: {} };

    it('go before those of the preset, and these before those of the command', () => {
        expect(bindingsWith([lock], DEFAULT_KEYS, presets)[0].keys).toEqual(['l']);
        expect(bindingsWith([lock], { ...DEFAULT_KEYS, preset: 'cvat' }, presets)[0].keys).toEqual(['k']);
        expect(bindingsWith([lock], { ...DEFAULT_KEYS, own: { lock: [] } }, presets)[0].keys).toEqual([]);
    });

    it('are no choice when they are those of the preset', () => {
        const chosen = withKeys(DEFAULT_KEYS, lock, ['x'], presets);
        expect(chosen.own).toEqual({ lock: ['x'] });
        expect(withKeys(chosen, lock, ['l'], presets)).toEqual(DEFAULT_KEYS);
    });

    it('that cannot be read leave the command as it was', () => {
        const kept = {
            preset: 'other',
            own: { lock: ['hyper+q'], hide: ['X', 'x'], odd: 5 },
            mouse: { pan: ['ctrl'], add: 'shift', copy: [7] },
            byPlace: true,
        };
        expect(readKeySettings(kept)).toEqual({
            settings: { preset: 'limn', own: { hide: ['x'] }, mouse: { pan: ['ctrl'] }, byPlace: true },
            left: 2,
        });
        expect(readKeySettings('broken').settings).toEqual(DEFAULT_KEYS);
    });
});

describe('keys belong', () => {
    document.body.innerHTML =
        '<input id="i"><button id="b"></button><div id="d" tabindex="0"></div><input id="t" type="checkbox">' +
        '<ul role="menu"><li id="m" role="menuitem" tabindex="-1"></li></ul>';
    const element = (id: string) => document.getElementById(id);

    it('to fields and controls that have the focus', () => {
        expect(belongsToControl(element('i'), 'n')).toBe(true);
        expect(belongsToControl(element('b'), 'space')).toBe(true);
        expect(belongsToControl(element('b'), 'n')).toBe(false);
        expect(belongsToControl(element('t'), 'space')).toBe(true);
        expect(belongsToControl(element('t'), 'n')).toBe(false);
        expect(belongsToControl(element('d'), 'tab')).toBe(false);
        expect(belongsToControl(element('m'), 'escape')).toBe(true);
        expect(belongsToControl(element('m'), 'n')).toBe(false);
    });

    it('to a field when they type something', () => {
        expect(isTyping(element('i'), 'k')).toBe(true);
        expect(isTyping(element('i'), 'ctrl+k')).toBe(false);
        expect(isTyping(element('i'), 'f1')).toBe(false);
        expect(isTyping(element('b'), 'k')).toBe(false);
    });

    it('to what may be saved from: a field outside dialogs', () => {
        expect([isField(element('i')), isField(element('b'))]).toEqual([true, false]);
    });

    it('to a menu that is open, and to none that closes', () => {
        const menu = document.createElement('div');
        document.body.append(menu);
        const open = (classes: string) => ((menu.className = classes), hasOpenMenu(document));
        expect(open('ant-dropdown')).toBe(true);
        expect(open('ant-dropdown ant-slide-up-leave')).toBe(false);
        expect(open('ant-dropdown ant-dropdown-hidden')).toBe(false);
        menu.remove();
    });

    it('to the dialog that is open above the place, once it is seen and until it closes', () => {
        const behind = document.body.appendChild(document.createElement('button'));
        const wrap = document.body.appendChild(document.createElement('div'));
        wrap.innerHTML = '<div role="dialog" aria-modal="true"><button></button></div>';
        const menu = document.body.appendChild(document.createElement('ul'));
        const dialog = wrap.firstElementChild as HTMLElement;
        expect(dialogBefore(behind)).toBeUndefined();
        dialog.getClientRects = () => [{}] as unknown as DOMRectList;
        expect([behind, document.body].map(dialogBefore)).toEqual([dialog, dialog]);
        expect([wrap, dialog.firstChild, menu, window, null].map(dialogBefore)).toEqual(Array(5).fill(undefined));
        dialog.className = 'ant-modal ant-zoom-leave';
        expect(dialogBefore(behind)).toBeUndefined();
        [behind, wrap, menu].forEach(one => one.remove());
    });

    it('to a dialog that has lost the focus, and has it again', () => {
        const dialog = document.createElement('div');
        dialog.setAttribute('role', 'dialog');
        dialog.setAttribute('aria-modal', 'true');
        dialog.append(document.createElement('button'));
        document.body.append(dialog);
        expect(isBehindDialog(document.body)).toBe(false);
        dialog.getClientRects = () => [{}] as unknown as DOMRectList;
        expect(isBehindDialog(element('b'))).toBe(false);
        expect(isBehindDialog(document.body)).toBe(true);
        expect(document.activeElement).toBe(dialog.firstChild);
        dialog.remove();
    });
});
