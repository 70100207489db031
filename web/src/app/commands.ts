import { t } from '../shared/language';
import type { Command } from '../shared/palette';

/** The words a user typed, in lower case. */
function wordsOf(text: string): string[] {
    return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** How well a command fits: every word must occur; words that begin a word of the title count more. Null: not at all. */
export function rank(command: Command, typed: string): number | null {
    const title = command.title.toLowerCase();
    const all = `${title} ${command.group.toLowerCase()} ${command.words?.toLowerCase() ?? ''}`;
    let score = 0;
    for (const word of wordsOf(typed)) {
        if (!all.includes(word)) return null;
        if (title.startsWith(word)) score += 4;
        else if (title.split(/\s+/).some(part => part.startsWith(word))) score += 3;
        else if (title.includes(word)) score += 2;
        else score += 1;
    }
    return score;
}

/** The commands that fit, best first; in the given order where they fit alike. */
export function matching(commands: Command[], typed: string): Command[] {
    return commands
        .map((command, index) => ({ command, index, score: rank(command, typed) }))
        .filter(item => item.score !== null)
        .sort((a, b) => (b.score as number) - (a.score as number) || a.index - b.index)
        .map(item => item.command);
}

/** `#12`, `12`, `task 12`, or the word in the language of the page: what an id may mean. */
export function byId(typed: string): Command[] {
    const found = /^\s*(?:(\p{L}+)\s*)?#?(\d{1,9})\s*$/u.exec(typed.toLowerCase());
    if (!found) return [];
    const [, kind, id] = found;
    const all: Command[] = [
        { key: `task-${id}`, title: t('Task #{id}', { id }), group: t('Go to'), to: `/tasks/${id}` },
        { key: `job-${id}`, title: t('Job #{id}', { id }), group: t('Go to'), to: `/jobs/${id}` },
        { key: `project-${id}`, title: t('Project #{id}', { id }), group: t('Go to'), to: `/projects/${id}` },
    ];
    if (!kind) return all;
    return all.filter(({ key, title }) => [key.split('-')[0], title.split(' ')[0].toLowerCase()].includes(kind));
}
