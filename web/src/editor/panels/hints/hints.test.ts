import { describe, expect, it } from 'vitest';
import { TOOL_NAMES } from '../../tools';
import { hiddenTopics } from './hiddenHints';
import { aboutTopic, topicOf } from './topics';

describe('hints of tools', () => {
    it('have a topic for each tool but selecting', () => {
        const without = TOOL_NAMES.filter(name => topicOf(name) === null);
        expect(without).toEqual(['select']);
        expect(topicOf('paint')).toBe(topicOf('mask'));
    });

    it('name the keys that somebody has', () => {
        expect(aboutTopic('join', id => `<${id}>`)).toContain('<join>');
        expect(aboutTopic('rectangle', id => id)).toBeNull();
    });

    it('are hidden by what is kept with the account, whatever that is', () => {
        expect(hiddenTopics({ join: true, slice: false, merge: 'yes' })).toEqual(['join']);
        for (const broken of [null, undefined, 7, 'join', ['join']]) expect(hiddenTopics(broken)).toEqual([]);
    });
});
