import { describe, expect, it } from 'vitest';
import type { HeldObject, Person } from '../../api';
import { colourOfPerson, heldText, initialsOf, marksOf, ownOf, shownPeople, withPerson } from './people';

const person = (id: number, more: Partial<Person> = {}): Person => ({
    id,
    user: { id, username: `user${id}`, first_name: '', last_name: '' },
    since: '2025-01-01T10:00:00Z',
    frame: 0,
    editing: true,
    objects: [],
    ...more,
});
const named = (first_name: string, last_name: string, username = 'login') => ({
    id: 1,
    username,
    first_name,
    last_name,
});

/** Relative luminance as WCAG has it. */
function luminance(colour: string): number {
    const [r, g, b] = [1, 3, 5].map(at => {
        const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
        return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('people', () => {
    it('have two letters, whatever their name', () => {
        expect(initialsOf(named('Mia', 'de la Cruz'))).toBe('MC');
        expect(initialsOf(named('Mia', ''))).toBe('MI');
        expect(initialsOf(named('', '', 'ann.lee'))).toBe('AL');
        expect(initialsOf(named('', '', 'x'))).toBe('X');
        expect(initialsOf(named('Élodie', '𝒜da'))).toBe('É𝒜');
        expect(initialsOf(named('', '', '___'))).toBe('?');
    });

    it('have a colour of their own that stays, and carries white letters', () => {
        expect(colourOfPerson({ id: 3 })).toBe(colourOfPerson({ id: 3 }));
        const colours = Array.from({ length: 10 }, (_, id) => colourOfPerson({ id }));
        expect(new Set(colours).size).toBe(10);
        for (const colour of colours) expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThan(4.5);
    });

    it('are shown once each, and where they are', () => {
        const mia = { ...person(1), user: named('Mia', '') };
        const shown = shownPeople(
            [mia, { ...mia, id: 9, frame: 12 }, person(2, { editing: false }), person(3, { frame: null })],
            0,
        );
        expect(shown.map(one => one.title)).toEqual([
            'Mia · frame 12',
            'user2 · this frame · looking',
            'user3 · opening the job',
        ]);
    });

    it('keep their place while they move', () => {
        const people = withPerson(withPerson([person(1)], person(2)), person(1, { frame: 5 }));
        expect(people.map(one => [one.id, one.frame])).toEqual([
            [1, 5],
            [2, 0],
        ]);
    });
});

describe('objects in hand', () => {
    const object = (id: number): HeldObject => ({ type: 'shape', id });
    const idOf = ({ type, id }: HeldObject) => (type === 'shape' && id < 100 ? id + 1000 : undefined);

    it('are found by the numbers of the server; what is not here yet is left out', () => {
        const mia = person(1, { objects: [object(1), object(200), { type: 'track', id: 1 }] });
        expect([...marksOf([mia], idOf)]).toEqual([[1001, mia]]);
    });

    it('belong to who may change them rather than to who looks', () => {
        const looker = person(1, { editing: false, objects: [object(1)] });
        const editor = person(2, { objects: [object(1)] });
        const another = person(3, { objects: [object(1)] });
        expect(marksOf([looker, editor, another], idOf).get(1001)).toBe(editor);
    });

    it('are one’s own when nobody had them first, and stay so', () => {
        const held = new Set([2]);
        const own = ownOf(new Set(), [1, 2], id => held.has(id));
        expect([...own]).toEqual([1]);
        held.add(1); // somebody else selects it, too
        expect([...ownOf(own, [1, 2], id => held.has(id))]).toEqual([1]);
        expect([
            ...ownOf(
                ownOf(own, [], id => held.has(id)),
                [1],
                id => held.has(id),
            ),
        ]).toEqual([]); // let go, and lost
        held.clear();
        expect([...ownOf(new Set(), [1, 2], id => held.has(id))]).toEqual([1, 2]);
    });

    it('are told of with who has them', () => {
        expect(heldText(['Mia'], 1)).toBe('Mia is working on this object.');
        expect(heldText(['Mia'], 3)).toBe('Mia is working on 3 of these objects: they stay as they are.');
        expect(heldText(['Mia', 'Tom', 'Ann'], 2)).toMatch(/^Mia and others are working on 2/);
    });
});
