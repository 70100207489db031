import { describe, expect, it } from 'vitest';
import { changed, DEFAULT_PREFERENCES, forgetting, preferencesIn, sharing, toKeep } from './preferences';

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

    it('are the project’s where nothing is kept, but for what is personal', () => {
        const project = { 'editor.player': { step: 5, fps: 'fast' }, 'editor.touch': { finger: 'moves' } };
        const preferences = preferencesIn({ 'editor.player': { fps: 50 } }, project);
        expect(preferences.player).toEqual({ ...DEFAULT_PREFERENCES.player, step: 5, fps: 50 });
        expect(preferences.touch).toEqual(DEFAULT_PREFERENCES.touch);
    });

    it('are forgotten member by member, so that the project’s hold again', () => {
        const members = [
            { group: 'player', names: ['step'] },
            { group: 'player', names: ['fps'] },
        ] as const;
        expect(forgetting({ 'editor.player': { step: 3, memory: 160 }, theme: 'dark' }, members)).toEqual({
            'editor.player': { memory: 160 },
        });
        expect(forgetting({ 'editor.player': { step: 3 } }, members)).toEqual({ 'editor.player': null });
        expect(forgetting({}, members)).toEqual({});
    });

    it('are given to a project where they differ from the first ones; all else of it stays', () => {
        const members = [
            { group: 'player', names: ['step', 'fps'] },
            { group: 'touch', names: ['finger'] },
            { group: 'text', names: ['size'] },
        ] as const;
        const now = changed(preferencesIn({}), { player: { step: 3 }, touch: { finger: 'moves' } });
        const project = { 'editor.player': { fps: 50, showDeleted: true }, 'editor.text': { size: 9 } };
        expect(sharing(project, now, members)).toEqual({
            'editor.player': { showDeleted: true, step: 3 },
            'editor.text': null,
        });
    });

    it('stay the same object where nothing changes', () => {
        const before = preferencesIn({});
        expect(changed(before, { player: { step: before.player.step } })).toBe(before);
        const after = changed(before, { player: { step: 3 } });
        expect(after.image).toBe(before.image);
        expect(after.player.step).toBe(3);
    });
});
