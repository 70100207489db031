import { afterEach, describe, expect, it } from 'vitest';
import { KEPT_AS } from '../../shared/keys/settings';
import { useSettings } from '../../shared/settings';
import { makeTool, TOOL_NAMES } from '../tools';
import { DEFAULT_TOOL_SETTINGS } from '../tools/types';
import { heldFor, keyName, keyNames } from './names';

const keep = (keys: object) => useSettings.setState({ values: { [KEPT_AS]: keys } });

afterEach(() => useSettings.setState({ values: {} }));

describe('keys in texts', () => {
    it('are those that somebody has', () => {
        expect([keyName('repeat'), keyName('delete_locked'), keyName('palette')]).toEqual(['N', 'Shift+Del', 'Ctrl+K']);
        keep({ preset: 'roboflow', own: { delete_locked: ['ctrl+delete'] } });
        expect([keyName('repeat'), keyName('delete_locked')]).toEqual(['Enter', 'Ctrl+Del']);
    });

    it('of commands without any are the command itself', () => {
        keep({ own: { repeat: [] } });
        expect(keyName('repeat')).toBe('“Draw again, or finish drawing”');
    });

    it('are those of the workspace in use', () => {
        keep({ own: { repeat: ['w'] } });
        expect([keyNames('standard').key('repeat'), keyNames('single').key('repeat')]).toEqual(['W', 'N']);
    });

    it('held beside the mouse are those that somebody has, too', () => {
        expect([keyNames().held('slide'), heldFor('slide')]).toEqual(['Shift', 'Shift']);
        keep({ mouse: { slide: ['ctrl+alt'], add: [] } });
        expect([heldFor('slide'), keyNames().held('add')]).toEqual(['Ctrl+Alt', undefined]);
        expect(heldFor('add')).toBe('“Add to the selection, or take away”');
    });

    it('are named by no tool by itself', () => {
        const silent = { key: () => '·', held: () => '·' };
        for (const name of TOOL_NAMES) {
            const tool = makeTool(name, { selection: [] });
            const hint = tool.hint(tool.initial, DEFAULT_TOOL_SETTINGS, silent) ?? '';
            expect(hint, name).not.toMatch(/\b([A-Z]|Esc|Ctrl|Shift|Alt|Tab|Enter|Delete|Backspace)\b(?!\w)/);
        }
    });
});
