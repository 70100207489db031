import type { BasicUser, JobPerson } from '../../api';

/** The texts of comments: people in them are named as `@username`, pictures follow as Markdown that names their assets. */

export interface NamedPicture {
    readonly uuid: string;
    readonly name: string;
}

const PICTURE = /!\[([^\]\n]*)\]\(\/api\/assets\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/g;

/** What a comment says in words, and the pictures that it names. */
export function splitPictures(message: string): { text: string; pictures: NamedPicture[] } {
    const pictures = [...message.matchAll(PICTURE)].map(([, name, uuid]) => ({ uuid, name }));
    if (!pictures.length) return { text: message, pictures };
    return {
        text: message
            .replaceAll(PICTURE, '')
            .replaceAll(/\n{3,}/g, '\n\n')
            .trim(),
        pictures,
    };
}

export function withPictures(text: string, pictures: readonly NamedPicture[]): string {
    const lines = pictures.map(({ name, uuid }) => `![${name.replaceAll(/[[\]\n]/g, ' ')}](/api/assets/${uuid})`);
    return [text, lines.join('\n')].filter(Boolean).join('\n\n');
}

export type CommentPart =
    { readonly kind: 'text'; readonly text: string } | { readonly kind: 'person'; readonly user: BasicUser };

/** What user names are made of, as on the server. */
const NAME = '[\\p{L}\\p{M}\\p{N}@.+_-]';

/** A comment in pieces. Only whom the server took for somebody is a person; any other @ is text. */
export function partsOf(message: string, mentions: readonly BasicUser[] = []): CommentPart[] {
    const parts: CommentPart[] = [];
    let from = 0;
    for (const { index, name, user } of namesIn(message, mentions)) {
        if (index > from) parts.push({ kind: 'text', text: message.slice(from, index) });
        parts.push({ kind: 'person', user });
        from = index + 1 + name.length;
    }
    if (from < message.length) parts.push({ kind: 'text', text: message.slice(from) });
    return parts;
}

function namesIn(message: string, mentions: readonly BasicUser[]) {
    const found: { index: number; name: string; user: BasicUser }[] = [];
    for (const match of message.matchAll(new RegExp(`(?<!${NAME})@${NAME}+`, 'gu'))) {
        let name = match[0].slice(1);
        // Full stops and the like behind a name belong to the sentence.
        for (; name; name = name.slice(0, -1)) {
            const lower = name.toLowerCase();
            const user =
                mentions.find(one => one.username === name) ??
                mentions.find(one => one.username.toLowerCase() === lower);
            if (user) found.push({ index: match.index, name, user });
            if (user || !/[@.+_-]$/.test(name)) break;
        }
    }
    return found;
}

/** The beginning of a name that is being typed at the caret; null where none is. */
export function nameAt(text: string, caret: number): { from: number; query: string } | null {
    const match = new RegExp(`(?<!${NAME})@(${NAME}*)$`, 'u').exec(text.slice(0, caret));
    return match && { from: match.index, query: match[1] };
}

const MOST_OFFERED = 6;

/** People whose user name, first or last name begins as the query does; those before others whose name holds it. */
export function peopleLike(people: readonly JobPerson[], query: string): BasicUser[] {
    const wanted = query.toLowerCase();
    const rank = ({ username, first_name: first, last_name: last }: BasicUser) => {
        const names = [username, first, last, `${first} ${last}`].map(name => name.toLowerCase());
        if (names.some(name => name.startsWith(wanted))) return 0;
        return names.some(name => name.includes(wanted)) ? 1 : 2;
    };
    return people
        .map(({ user }) => ({ user, rank: rank(user) }))
        .filter(one => one.rank < 2)
        .sort((a, b) => a.rank - b.rank)
        .slice(0, MOST_OFFERED)
        .map(({ user }) => user);
}

/** The text with a chosen name in place of what was typed of it, and where the caret then is. */
export function withName(text: string, caret: number, username: string): { text: string; caret: number } {
    const at = nameAt(text, caret);
    if (!at) return { text, caret };
    const before = `${text.slice(0, at.from)}@${username} `;
    return { text: before + text.slice(caret).replace(/^ /, ''), caret: before.length };
}
