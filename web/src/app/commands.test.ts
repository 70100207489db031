import { describe, expect, it } from 'vitest';
import type { Command } from '../shared/palette';
import { byId, matching } from './commands';

const command = (title: string, part: Partial<Command> = {}): Command => ({
    key: title,
    title,
    group: 'Page',
    ...part,
});
const titles = (commands: Command[]) => commands.map(item => item.title);

describe('matching', () => {
    const all = [
        command('Projects'),
        command('New project', { group: 'Create' }),
        command('Requests', { words: 'exports imports background' }),
        command('Dark theme', { group: 'Theme' }),
    ];

    it('keeps the order while nothing is typed', () => {
        expect(titles(matching(all, ' '))).toEqual(titles(all));
    });

    it('puts the closest first', () => {
        expect(titles(matching(all, 'proj'))).toEqual(['Projects', 'New project']);
        expect(titles(matching(all, 'project new'))).toEqual(['New project']);
    });

    it('knows other words for a thing', () => {
        expect(titles(matching(all, 'export'))).toEqual(['Requests']);
        expect(titles(matching(all, 'theme'))).toEqual(['Dark theme']);
        expect(matching(all, 'nothing of this')).toEqual([]);
    });
});

describe('byId', () => {
    it('leads to whatever has the number', () => {
        expect(titles(byId('#12'))).toEqual(['Task #12', 'Job #12', 'Project #12']);
        expect(titles(byId('job 7'))).toEqual(['Job #7']);
        expect(byId('job 7')[0].to).toBe('/jobs/7');
        for (const text of ['', 'cat', '12 cats', '1.5', '12345678901']) expect(byId(text), text).toEqual([]);
    });
});
