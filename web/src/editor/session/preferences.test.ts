import { describe, expect, it } from 'vitest';
import { changed, DEFAULT_PREFERENCES, preferencesIn, toKeep } from './preferences';

describe('preferences', () => {
    it('are the defaults where nothing is kept', () => {
        expect(preferencesIn({})).toEqual(DEFAULT_PREFERENCES);
    });

    it('survive values of another kind, and members that are unknown', () => {
        const kept = { 'editor.player': { step: '25', fps: 50, later: true }, 'editor.image': 'broken', theme: 'dark' };
        const preferences = preferencesIn(kept);
        expect(preferences.player).toEqual({ ...DEFAULT_PREFERENCES.player, fps: 50 });
        expect(preferences.image).toEqual(DEFAULT_PREFERENCES.image);
    });

    it('come back as they were kept', () => {
        const change = { player: { step: 25 }, appearance: { opacity: 50 } };
        expect(preferencesIn(toKeep({}, change))).toEqual(changed(preferencesIn({}), change));
    });

    it('keep what a newer page has put into the group', () => {
        const kept = toKeep({ 'editor.player': { later: true, fps: 50 } }, { player: { fps: 12 } });
        expect(kept).toEqual({ 'editor.player': { later: true, fps: 12 } });
    });

    it('stay the same object where nothing changes', () => {
        const before = preferencesIn({});
        expect(changed(before, { player: { step: before.player.step } })).toBe(before);
        const after = changed(before, { player: { step: 3 } });
        expect(after.image).toBe(before.image);
        expect(after.player.step).toBe(3);
    });
});
