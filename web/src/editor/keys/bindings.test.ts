import { describe, expect, it } from 'vitest';
import { conflictsOf, indexOf, type Binding } from '../../shared/keys/keymap';
import { DEFAULT_KEYS, KEPT_AS, PRESET_NAMES, type PresetName } from '../../shared/keys/settings';
import { COMMANDS } from '../session/keys';
import { labelBindings, labelKeys, ownLabelKeys, withLabelKey, withoutOwnKey } from '../session/labelKeys';
import { allBindings, bindingsIn, LABEL_WORKSPACES } from './bindings';
import { FROM_CVAT, PRESETS } from './presets';

const LABELS = Array.from({ length: 11 }, (_, i) => ({ id: 100 + i, name: `label ${i}` }));
const withPreset = (preset: PresetName) => bindingsIn({ [KEPT_AS]: { ...DEFAULT_KEYS, preset } });

const digits = (name: (digit: number) => string, keys: (digit: number) => string) =>
    Array.from({ length: 10 }, (_, digit) => [name(digit), keys(digit)]);

/** CVAT's commands that this page has, with their keys there, as its users know them. */
const THEIRS: readonly string[][] = [
    ['SWITCH_SHORTCUTS', 'f1'],
    ['SWITCH_SETTINGS', 'f2'],
    ['UNDO', 'ctrl+z'],
    ['REDO', 'ctrl+shift+z', 'ctrl+y'],
    ['SAVE_JOB', 'ctrl+s'],
    ['NEXT_FRAME', 'f'],
    ['PREV_FRAME', 'd'],
    ['FORWARD_FRAME', 'v'],
    ['BACKWARD_FRAME', 'c'],
    ['SEARCH_FORWARD', 'arrowright'],
    ['SEARCH_BACKWARD', 'arrowleft'],
    ['CHAPTER_FORWARD', 'b'],
    ['CHAPTER_BACKWARD', 'x'],
    ['PLAY_PAUSE', 'space'],
    ['DELETE_FRAME', 'alt+delete'],
    ['FOCUS_INPUT_FRAME', '`'],
    ['SEARCH_FRAME_BY_NAME'],
    ['SWITCH_AUTOMATIC_BORDERING', 'ctrl+a'],
    ['CANCEL', 'escape'],
    ['CLOCKWISE_ROTATION_STANDARD_CONTROLS', 'ctrl+r'],
    ['ANTICLOCKWISE_ROTATION_STANDARD_CONTROLS', 'ctrl+shift+r'],
    ['SWITCH_DRAW_MODE_STANDARD_CONTROLS', 'n'],
    ['SWITCH_REDRAW_MODE_STANDARD_CONTROLS', 'shift+n'],
    ['SWITCH_GROUP_MODE_STANDARD_CONTROLS', 'g'],
    ['RESET_GROUP_STANDARD_CONTROLS', 'shift+g'],
    ['SWITCH_MERGE_MODE_STANDARD_CONTROLS', 'm'],
    ['SWITCH_SPLIT_MODE_STANDARD_CONTROLS', 'alt+m'],
    ['SWITCH_JOIN_MODE_STANDARD_CONTROLS', 'j'],
    ['SWITCH_SLICE_MODE_STANDARD_CONTROLS', 'alt+j'],
    ['ACTIVATE_BRUSH_TOOL_STANDARD_CONTROLS', 'shift+1'],
    ['ACTIVATE_ERASER_TOOL_STANDARD_CONTROLS', 'shift+2'],
    ['ACTIVATE_POLYGON_TOOL_STANDARD_CONTROLS', 'shift+3'],
    ['ACTIVATE_POLYGON_REMOVE_TOOL_STANDARD_CONTROLS', 'shift+4'],
    ['COPY_SHAPE', 'ctrl+c'],
    ['PASTE_SHAPE', 'ctrl+v'],
    ['SWITCH_ALL_LOCK', 't l'],
    ['SWITCH_LOCK', 'l'],
    ['SWITCH_ALL_HIDDEN', 't h'],
    ['SWITCH_HIDDEN', 'h'],
    ['SWITCH_OCCLUDED', 'q', '/'],
    ['SWITCH_PINNED', 'p'],
    ['SWITCH_KEYFRAME', 'k'],
    ['SWITCH_OUTSIDE', 'o'],
    ['NEXT_KEY_FRAME', 'r'],
    ['PREV_KEY_FRAME', 'e'],
    // Shift+Del has a command of its own here, as it asks nothing.
    ['DELETE_OBJECT_STANDARD_WORKSPACE', 'delete'],
    ['TO_BACKGROUND', '-', '_'],
    ['TO_FOREGROUND', '+', '='],
    ['CHANGE_OBJECT_COLOR', 'enter'],
    ['PROPAGATE_OBJECT', 'ctrl+b'],
    ['RUN_ANNOTATIONS_ACTION', 'ctrl+e'],
    ...digits(
        digit => `SWITCH_LABEL_${digit}`,
        digit => `ctrl+${digit}`,
    ),
    ['NEXT_ATTRIBUTE', 'arrowdown'],
    ['PREVIOUS_ATTRIBUTE', 'arrowup'],
    ['NEXT_OBJECT', 'tab'],
    ['PREVIOUS_OBJECT', 'shift+tab'],
    ...digits(
        digit => `AAM_SET_ATTR_VALUE_${digit}`,
        digit => `${digit}`,
    ),
    ['SWITCH_DRAW_MODE_TAG_ANNOTATION', 'n'],
    ...digits(
        digit => `SETUP_${digit}_TAG`,
        digit => `${digit}`,
    ),
    ['SWITCH_DRAW_MODE_SINGLE_SHAPE', 'n'],
    ['CANCEL_SINGLE_SHAPE', 'escape'],
    ['DELETE_OBJECT_SINGLE_SHAPE', 'delete', 'shift+delete'],
    ['HIDE_MASK_SINGLE_SHAPE', 'h'],
    ['OPEN_REVIEW_ISSUE', 'n'],
];

/** What keys are shared by, but for those of a workspace that go before everyone's on purpose. */
function clashes(bindings: readonly Binding[]): string[] {
    const shared = ({ scope }: Binding) => scope === 'page' || scope === 'editor';
    return bindings.flatMap(one =>
        one.keys.flatMap(keys =>
            conflictsOf(keys, one, bindings)
                .filter(other => shared(one) === shared(other))
                .map(other => `${keys}: ${one.id}, ${other.id}`),
        ),
    );
}

describe('the presets', () => {
    it.each(PRESET_NAMES)('%s give each key one meaning, labels included', preset => {
        const labels = labelBindings(LABELS, labelKeys(LABELS, {}), LABEL_WORKSPACES);
        expect(clashes([...labels, ...withPreset(preset)])).toEqual([]);
    });

    it('name commands that exist, each once', () => {
        const ids = allBindings().map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const preset of Object.values(PRESETS))
            expect(Object.keys(preset).filter(id => !ids.includes(id))).toEqual([]);
        expect([...FROM_CVAT.values()].filter(id => !ids.includes(id))).toEqual([]);
    });

    it.each([
        ['limn', 'ctrl+a', 'select_all'],
        ['cvat', 'ctrl+a', 'bordering'],
        ['limn', 't l', 'lock_all'],
        ['cvat', 't h', 'hide_all'],
        ['cvat', 'ctrl+0', 'label_10'],
        ['limn', 'ctrl+shift+z', 'redo'],
        ['limn', 'shift+arrowleft', 'left_10'],
        ['cvat', '/', 'occluded'],
    ] as const)('%s has %s for %s', (preset, keys, id) => {
        expect(indexOf(withPreset(preset), 'standard').commands.get(keys)).toBe(id);
    });

    it('of CVAT have its keys for each of its commands', () => {
        const bindings = withPreset('cvat');
        const keysOf = (name: string) => bindings.find(({ id }) => id === FROM_CVAT.get(name))?.keys;
        expect(THEIRS.filter(([name, ...keys]) => `${keysOf(name)}` !== `${keys}`)).toEqual([]);
        const names = THEIRS.map(([name]) => name);
        expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
        expect([...FROM_CVAT.keys()].filter(name => !names.includes(name))).toEqual([]);
    });

    it('leave every command of the editor a title of its own', () => {
        const titles = COMMANDS.map(({ title, scope }) => `${scope} ${title}`);
        expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
    });
});

describe('keys of labels', () => {
    it('are the numbers of the first nine', () => {
        const keys = labelKeys(LABELS, {});
        expect(keys.get(100)).toBe('1');
        expect(keys.get(108)).toBe('9');
        expect(keys.has(109)).toBe(false);
    });

    it('may be chosen, and a chosen number is taken from the label that had it', () => {
        const keys = labelKeys(LABELS, { 110: '1', 101: '', 109: 'shift+w' });
        expect([keys.get(110), keys.has(100), keys.has(101), keys.get(109)]).toEqual(['1', false, false, 'shift+w']);
    });

    it('are kept by set of labels; a key moves from one label to another', () => {
        const first = withLabelKey({ 'task/9': { 5: 'w' } }, 'project/1', LABELS, 110, 'w');
        expect(first).toEqual({ 'task/9': { 5: 'w' }, 'project/1': { 110: 'w' } });
        const second = withLabelKey(first, 'project/1', LABELS, 100, 'w');
        expect(second['project/1']).toEqual({ 110: '', 100: 'w' });
    });

    it('are the team’s where nobody has chosen another, and numbers only where neither has', () => {
        const team = LABELS.map(one => ({ ...one, hotkey: { 100: 'w', 105: '2', 106: 'Shift+E' }[one.id] ?? '' }));
        const keys = labelKeys(team, { 106: 'x' });
        expect([100, 101, 105, 106, 107].map(id => keys.get(id))).toEqual(['w', undefined, '2', 'x', '8']);
        expect(labelKeys(team, { 100: '' }).has(100)).toBe(false);
    });

    it('are one’s own before they are the team’s, also where one begins with the other', () => {
        const team = LABELS.map(one => ({ ...one, hotkey: one.id === 100 ? 't l' : '' }));
        const keys = labelKeys(team, { 110: 't' });
        expect([keys.get(110), keys.get(100)]).toEqual(['t', '1']);
    });

    it('go back to the team’s', () => {
        const kept = withLabelKey({ 'task/9': { 5: 'w' } }, 'project/1', LABELS, 110, 'w');
        expect(withoutOwnKey(kept, 'project/1', 110)).toEqual({ 'task/9': { 5: 'w' }, 'project/1': {} });
    });

    it('that cannot be read count as not chosen', () => {
        expect(ownLabelKeys({ s: { 1: 'hyper+q', 2: 'W', 3: '' } }, 's')).toEqual({ 2: 'w', 3: '' });
        expect(ownLabelKeys('broken', 's')).toEqual({});
    });
});
