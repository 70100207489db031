import { describe, expect, it } from 'vitest';
import { nameAt, partsOf, peopleLike, splitPictures, withName, withPictures } from './commentText';

const user = (username: string, first = '', last = '') => ({
    url: '',
    id: username.length,
    username,
    first_name: first,
    last_name: last,
});
const anna = user('anna', 'Anna', 'Berg');
const dotted = user('j.doe', 'Jo', 'Doe');
const people = [anna, dotted, user('bertha', 'Bertha', 'Ann')].map(one => ({
    user: one,
    annotator: false,
    assignable: true,
}));

const shown = (message: string, mentions = [anna, dotted]) =>
    partsOf(message, mentions).map(part => (part.kind === 'person' ? { person: part.user.username } : part.text));

describe('people in comments', () => {
    it.each([
        ['@anna look', [{ person: 'anna' }, ' look']],
        ['look, @anna.', ['look, ', { person: 'anna' }, '.']],
        ['(@j.doe), @Anna!', ['(', { person: 'j.doe' }, '), ', { person: 'anna' }, '!']],
        ['write to x@anna', ['write to x@anna']],
        ['@annabel and @ alone', ['@annabel and @ alone']],
        ['<b>@anna</b>', ['<b>', { person: 'anna' }, '</b>']],
        ['', []],
    ])('of %j are %j', (message, parts) => {
        expect(shown(message)).toEqual(parts);
    });

    it('are only those that the server knows', () => {
        expect(shown('@anna', [])).toEqual(['@anna']);
    });
});

describe('a name that is being typed', () => {
    it.each([
        ['@', 1, { from: 0, query: '' }],
        ['see @an', 7, { from: 4, query: 'an' }],
        ['see @anna there', 7, { from: 4, query: 'an' }],
        ['mail a@b', 8, null],
        ['no name', 7, null],
        ['@anna ', 6, null],
    ])('in %j at %i is %j', (text, caret, name) => {
        expect(nameAt(text, caret)).toEqual(name);
    });

    it('finds people by any of their names, beginnings first', () => {
        expect(peopleLike(people, 'an').map(one => one.username)).toEqual(['anna', 'bertha']);
        expect(peopleLike(people, 'oe').map(one => one.username)).toEqual(['j.doe']);
        expect(peopleLike(people, 'zzz')).toEqual([]);
        expect(peopleLike(people, '')).toHaveLength(3);
    });

    it('is replaced by the whole name', () => {
        expect(withName('see @an there', 7, 'anna')).toEqual({ text: 'see @anna there', caret: 10 });
        expect(withName('@', 1, 'j.doe')).toEqual({ text: '@j.doe ', caret: 7 });
    });
});

describe('pictures in comments', () => {
    const [one, two] = ['1', '2'].map(digit => ({
        uuid: `${digit.repeat(8)}-aaaa-bbbb-cccc-${digit.repeat(12)}`,
        name: digit,
    }));

    it('are taken from the text, and put back behind it', () => {
        const message = withPictures('look\nhere', [one, two]);
        expect(message).toBe(`look\nhere\n\n![1](/api/assets/${one.uuid})\n![2](/api/assets/${two.uuid})`);
        expect(splitPictures(message)).toEqual({ text: 'look\nhere', pictures: [one, two] });
        expect(splitPictures(withPictures('', [one]))).toEqual({ text: '', pictures: [one] });
    });

    it('are assets of this server alone', () => {
        const foreign = 'see ![x](https://evil.example/a.png) and ![y](/api/assets/1)';
        expect(splitPictures(foreign)).toEqual({ text: foreign, pictures: [] });
    });

    it('have names that cannot end their own markup', () => {
        expect(splitPictures(withPictures('', [{ ...one, name: 'a](b)[c' }])).pictures).toEqual([
            { ...one, name: 'a (b) c' },
        ]);
    });
});
