import { describe, expect, it } from 'vitest';
import { DEFAULT_KEYS } from '../../shared/keys/settings';
import { exportedKeys, importedKeys } from './exchange';
import { withOnly } from './useKeySettings';

const CHANGED = { ...DEFAULT_KEYS, own: { lock: ['x', 't x'], hide: [] }, byPlace: true };

describe('a file of keys', () => {
    it('comes back as it was written', () => {
        expect(importedKeys(exportedKeys(CHANGED))).toEqual({ settings: CHANGED, left: 0 });
    });

    it('may be the settings of CVAT, or only their key map', () => {
        const keyMap = {
            SWITCH_LOCK: { name: 'Lock', sequences: ['l'] },
            SWITCH_HIDDEN: { sequences: ['Shift+Y', 'command+y'] },
            DELETE_OBJECT_STANDARD_WORKSPACE: { sequences: ['del', 'shift+del'] },
            TILT_UP: { sequences: ['shift+up'] },
        };
        const expected = {
            settings: { ...DEFAULT_KEYS, preset: 'cvat', own: { hide: ['shift+y', 'ctrl+y'] } },
            left: 1,
        };
        expect(importedKeys(JSON.stringify(keyMap))).toEqual(expected);
        expect(importedKeys(JSON.stringify({ player: {}, shortcuts: { keyMap } }))).toEqual(expected);
    });

    it('leaves out and counts what means nothing here', () => {
        const file = { kind: 'limn-keys', preset: 'limn', own: { lock: ['x'], flying: ['y'], hide: ['hyper+h'] } };
        expect(importedKeys(JSON.stringify(file))).toEqual({
            settings: { ...DEFAULT_KEYS, own: { lock: ['x'] } },
            left: 2,
        });
    });

    it.each(['broken', '[]', '{}', '{"kind":"other"}'])('%s is refused, with what to choose instead', text => {
        expect(() => importedKeys(text)).toThrow(/exported from this window|copied from the settings/);
    });
});

describe('assigning keys', () => {
    it('takes them from whatever else had them, beginnings of sequences included', () => {
        const settings = withOnly(DEFAULT_KEYS, 'hide', ['h', 'l', 't']);
        expect(settings.own).toEqual({ hide: ['h', 'l', 't'], lock: [], lock_all: ['shift+k'], hide_all: ['shift+h'] });
    });

    it('takes nothing for keys the command had already', () => {
        expect(withOnly(DEFAULT_KEYS, 'redo', ['ctrl+y']).own).toEqual({ redo: ['ctrl+y'] });
    });
});
