import { describe, expect, it } from 'vitest';
import { conflictsOf, indexOf, type Binding } from '../../shared/keys/keymap';
import { DEFAULT_KEYS, KEPT_AS, type PresetName } from '../../shared/keys/settings';
import { COMMANDS } from '../session/keys';
import { labelBindings, labelKeys, ownLabelKeys, withLabelKey } from '../session/labelKeys';
import { ALL, bindingsIn, LABEL_WORKSPACES } from './bindings';
import { FROM_CVAT, PRESETS } from './presets';

const LABELS = Array.from({ length: 11 }, (_, i) => ({ id: 100 + i, name: `label ${i}` }));
const withPreset = (preset: PresetName) => bindingsIn({ [KEPT_AS]: { ...DEFAULT_KEYS, preset } });

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
    it.each(['limn', 'cvat'] as const)('%s give each key one meaning, labels included', preset => {
        const labels = labelBindings(LABELS, labelKeys(LABELS, {}), LABEL_WORKSPACES);
        expect(clashes([...labels, ...withPreset(preset)])).toEqual([]);
    });

    it('name commands that exist, each once', () => {
        const ids = ALL.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(Object.keys(PRESETS.cvat).filter(id => !ids.includes(id))).toEqual([]);
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

    it('that cannot be read count as not chosen', () => {
        expect(ownLabelKeys({ s: { 1: 'hyper+q', 2: 'W', 3: '' } }, 's')).toEqual({ 2: 'w', 3: '' });
        expect(ownLabelKeys('broken', 's')).toEqual({});
    });
});
