import { describe, expect, it } from 'vitest';
import type { Label } from '../../api';
import { byName, copyLabel, diffLabels, fromLabels, isReordered, toCreate, withHotkey, type DraftLabel } from './model';
import { fromRaw, toRaw } from './raw';
import { validateLabels } from './validate';

const label = (id: number, name: string, hotkey = ''): Label => ({
    id,
    name,
    hotkey,
    color: '#e6194b',
    type: 'any',
    attributes: [],
    sublabels: [],
});
const SAVED = [label(1, 'car', 'w'), label(2, 'bus'), label(3, 'tram', 't l')];
const drafts = () => fromLabels(SAVED);
const keysOf = (labels: DraftLabel[]) => labels.map(one => one.hotkey);

describe('the key of a label', () => {
    it('is sent when it is given or taken away, and at no other time', () => {
        expect(diffLabels(SAVED, drafts())).toEqual([]);
        const [given] = diffLabels(SAVED, withHotkey(drafts(), 'label-2', 'e'));
        expect(given).toMatchObject({ id: 2, hotkey: 'e' });
        const [taken] = diffLabels(SAVED, withHotkey(drafts(), 'label-1', ''));
        expect(taken).toMatchObject({ id: 1, hotkey: '' });
        expect(toCreate(drafts())[1]).not.toHaveProperty('hotkey');
    });

    it('moves from one label to another, also where one begins with the other', () => {
        expect(keysOf(withHotkey(drafts(), 'label-2', 'w'))).toEqual([undefined, 'w', 't l']);
        expect(keysOf(withHotkey(drafts(), 'label-2', 't'))).toEqual(['w', 't', undefined]);
    });

    it('does not go along with a copy', () => {
        expect(copyLabel(drafts()[0], drafts()).hotkey).toBeUndefined();
    });

    it('is refused where it is no key, or another label has it', () => {
        const wrong = (hotkey: string) =>
            validateLabels(drafts().map((one, i) => (i === 1 ? { ...one, hotkey } : one)));
        expect(wrong('hyper+w')['label-2'][0]).toMatch(/is no key/);
        expect(Object.keys(wrong('w'))).toEqual(['label-1', 'label-2']);
        expect(wrong('t')['label-2'][0]).toMatch(/one begins with the other/);
        expect(wrong('e')).toEqual({});
    });

    it('is written into the text and read from it, however it is spelt', () => {
        expect(JSON.parse(toRaw(drafts()))).toMatchObject([{ hotkey: 'w' }, { name: 'bus' }, { hotkey: 't l' }]);
        expect(toRaw(drafts()).match(/hotkey/g)).toHaveLength(2);
        const read = fromRaw('[{"name": "car", "hotkey": "Shift+Ctrl+W"}, {"name": "bus", "hotkey": ""}]', []);
        expect(read.labels && keysOf(read.labels)).toEqual(['ctrl+shift+w', undefined]);
        expect(fromRaw('[{"name": "car", "hotkey": 5}]', []).problems[0]).toMatch(/must be a text/);
        expect(fromRaw('[{"name": "a", "hotkey": "w"}, {"name": "b", "hotkey": "W"}]', []).labels).toBeNull();
    });
});

describe('the order of labels', () => {
    const [car, bus, tram] = drafts();
    const fresh: DraftLabel = { ...bus, key: 'new-1', id: undefined, name: 'bike' };

    it('is another one when saved labels changed places, or a new one stands before them', () => {
        expect(isReordered(SAVED, [car, bus, tram, fresh])).toBe(false);
        expect(isReordered(SAVED, [car, tram])).toBe(false);
        expect(isReordered(SAVED, [bus, car, tram])).toBe(true);
        expect(isReordered(SAVED, [fresh, car, bus, tram])).toBe(true);
    });

    it('is sent for all labels, with what is needed to leave them as they are', () => {
        const changes = diffLabels(SAVED, [tram, fresh, car]);
        expect(changes).toMatchObject([
            { id: 2, deleted: true },
            { id: 3, name: 'tram', color: '#e6194b', position: 1 },
            { name: 'bike', position: 2 },
            { id: 1, name: 'car', color: '#e6194b', position: 3 },
        ]);
        expect(changes[1]).not.toHaveProperty('type');
    });

    it('by name counts numbers as such', () => {
        const named = ['b10', 'a', 'b9'].map(name => ({ ...bus, name }));
        expect(byName(named).map(one => one.name)).toEqual(['a', 'b9', 'b10']);
    });
});
