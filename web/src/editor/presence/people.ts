import { displayName } from '../../app/session';
import type { HeldObject, Person, PersonUser } from '../../api';
import { t } from '../../shared/language';
import type { ObjectId } from '../model/types';

/** What is told of the others in a job, worked out of what the server says. No browser, no network. */

/** Dark enough for white letters, and far enough from each other. */
const COLOURS = [
    '#0958d9',
    '#c41d7f',
    '#237804',
    '#ad4e00',
    '#531dab',
    '#006d75',
    '#a8071a',
    '#614700',
    '#10239e',
    '#5c0011',
];

/** The same for a person everywhere and always. */
export function colourOfPerson({ id }: Pick<PersonUser, 'id'>): string {
    return COLOURS[id % COLOURS.length];
}

/** Of the first and the last word of a name, or the first two letters of the only one. */
export function initialsOf(user: PersonUser): string {
    const words = displayName(user)
        .split(/[\s._-]+/u)
        .filter(Boolean);
    const letters = words.length > 1 ? [first(words[0]), first(words[words.length - 1])] : [...(words[0] ?? '?')];
    return letters.slice(0, 2).join('').toUpperCase();
}

const first = (word: string) => [...word][0];

/** A person in the bar: several pages of one account are one, that which came last. */
export interface Shown {
    readonly person: Person;
    /** Who it is, and where. */
    readonly title: string;
}

export function shownPeople(people: readonly Person[], frame: number): Shown[] {
    const byUser = new Map<number, Person>();
    for (const person of people) byUser.set(person.user.id, person);
    return [...byUser.values()].map(person => {
        const name = displayName(person.user);
        return { person, title: titleOf(person, name, frame) };
    });
}

function titleOf({ frame, editing }: Person, name: string, here: number): string {
    if (frame === null) return t('{name} · opening the job', { name });
    if (frame === here)
        return editing ? t('{name} · this frame', { name }) : t('{name} · this frame · looking', { name });
    return editing
        ? t('{name} · frame {frame}', { name, frame: String(frame) })
        : t('{name} · frame {frame} · looking', { name, frame: String(frame) });
}

/** Somebody has come, moved, or taken up other objects; who was there keeps their place. */
export function withPerson(people: readonly Person[], person: Person): Person[] {
    const at = people.findIndex(one => one.id === person.id);
    return at < 0 ? [...people, person] : people.map((one, i) => (i === at ? person : one));
}

/** Which objects of the document others have in hand. An object of several is that of whoever may change it. */
export function marksOf(
    people: readonly Person[],
    idOf: (object: HeldObject) => ObjectId | undefined,
): Map<ObjectId, Person> {
    const marks = new Map<ObjectId, Person>();
    for (const person of people)
        for (const object of person.objects) {
            const id = idOf(object);
            if (id === undefined) continue;
            const before = marks.get(id);
            if (!before || (person.editing && !before.editing)) marks.set(id, person);
        }
    return marks;
}

/**
 * Which of the selected objects are one's own to change: those that nobody else had when they were taken up, and those
 * taken over. They stay so however many others take them up later.
 */
export function ownOf(
    before: ReadonlySet<ObjectId>,
    selected: Iterable<ObjectId>,
    heldByOthers: (id: ObjectId) => boolean,
): Set<ObjectId> {
    return new Set([...selected].filter(id => before.has(id) || !heldByOthers(id)));
}

/** What is said where somebody else's objects stay as they are. */
export function heldText([who, ...others]: readonly string[], count: number): string {
    const people = others.length + 1;
    if (count === 1)
        return t(
            '{people, plural, one {{who} is working on this object.} other {{who} and others are working on this object.}}',
            { who, people },
        );
    return t(
        '{people, plural, one {{who} is working on {count} of these objects: they stay as they are.} other {{who} and others are working on {count} of these objects: they stay as they are.}}',
        { who, people, count },
    );
}
