import { describe, expect, it } from 'vitest';
import { shape } from '../testdata/world';
import { compose, AnnotationDocument, inverse } from './document';
import { create, remove } from './edits';
import { History } from './history';
import { flippedOnce, inherited, isAbove, LinkSet, linksAmong, relinked, type Link } from './links';

const link = (from: number, to: number, more: Partial<Link> = {}): Link => ({
    from,
    to,
    kind: 'link',
    name: '',
    ...more,
});
const parent = (from: number, to: number) => link(from, to, { kind: 'parent' });

function setOf(...links: Link[]): LinkSet {
    const set = new LinkSet();
    for (const one of links) set.flip(one);
    return set;
}

function documentWith(count: number): AnnotationDocument {
    const document = new AnnotationDocument();
    const objects = Array.from({ length: count }, (_, i) => shape('rectangle', [10 * i, 0, 10 * i + 5, 5]));
    document.apply(create(document, objects));
    return document;
}

describe('a set of links', () => {
    it('holds each once, by what it says', () => {
        const set = setOf(link(1, 2), link(2, 1), link(1, 2, { name: 'drives' }), parent(1, 2));
        expect(set.size).toBe(4);
        set.flip(link(1, 2));
        expect(set.has(link(1, 2))).toBe(false);
        expect(set.of(2)).toHaveLength(3);
        expect(set.of(7)).toEqual([]);
    });

    it('knows who is above whom, around circles, too', () => {
        const set = setOf(parent(1, 2), parent(2, 3), link(4, 1), parent(5, 6), parent(6, 5));
        expect(isAbove(set, 1, 3)).toBe(true);
        expect(isAbove(set, 3, 1)).toBe(false);
        expect(isAbove(set, 4, 3)).toBe(false);
        expect(isAbove(set, 1, 5)).toBe(false);
        const [first] = set.of(2).filter(one => one.to === 2);
        expect(isAbove(set, 1, 3, first)).toBe(false);
    });

    it('gives copies the links among what they are copies of', () => {
        const set = setOf(link(1, 2), link(2, 3, { name: 'a' }), link(4, 1));
        const among = linksAmong(set, [1, 2, 4]);
        expect(among).toEqual([link(1, 2), link(4, 1)]);
        expect(
            relinked(
                among,
                new Map([
                    [1, 11],
                    [2, 12],
                ]),
            ),
        ).toEqual([link(11, 12)]);
    });

    it('leaves the links of what is replaced to what takes its place', () => {
        const set = setOf(link(1, 2), link(1, 3), link(3, 2));
        const flips = inherited(
            set,
            new Map([
                [1, 9],
                [2, 9],
            ]),
        );
        for (const one of flips) set.flip(one);
        expect([...set.values()]).toEqual([link(9, 3), link(3, 9)]);
    });

    it('flipped twice is as it was', () => {
        expect(flippedOnce([link(1, 2), link(2, 3)], [link(2, 3), link(3, 4)])).toEqual([link(1, 2), link(3, 4)]);
    });
});

describe('links of a document', () => {
    it('go with an object, and come back with it', () => {
        const document = documentWith(3);
        const history = new History(document);
        const edit = (diff: Parameters<typeof document.withLinks>[0]) =>
            history.commit({
                label: '',
                frame: 0,
                selectionBefore: [],
                selectionAfter: [],
                diff: document.withLinks(diff),
            });
        edit({ objects: [], links: [link(1, 2), link(2, 3)] });
        edit(remove(document, [1, 2]));
        expect(document.links.size).toBe(0);
        history.undo();
        expect(document.linksOf(2)).toEqual([link(1, 2), link(2, 3)]);
        history.undo();
        expect(document.links.size).toBe(0);
        history.redo();
        expect(document.links.size).toBe(2);
    });

    it('are as they were after an edit and its inverse', () => {
        const document = documentWith(2);
        const first = { objects: [], links: [link(1, 2)] };
        document.apply(first);
        const second = { objects: [], links: [link(1, 2), link(1, 2, { name: 'b' })] };
        document.apply(second);
        const both = compose(first, second);
        expect(both.links).toEqual([link(1, 2, { name: 'b' })]);
        document.apply(inverse(both));
        expect(document.links.size).toBe(0);
    });

    it('are not taken back once others have changed them', () => {
        const document = documentWith(3);
        const history = new History(document);
        const step = (links: Link[]) =>
            history.commit({
                label: '',
                frame: 0,
                selectionBefore: [],
                selectionAfter: [],
                diff: { objects: [], links },
            });
        step([link(1, 2), link(2, 3)]);
        step([link(1, 3)]);
        history.adopt({ objects: [], links: [link(1, 2)] });
        expect(history.steps).toHaveLength(2);
        history.undo();
        history.undo();
        expect([...document.links.values()]).toEqual([]);
        step([link(1, 2)]);
        history.adopt({ objects: [], links: [link(1, 2)] });
        expect(history.steps).toHaveLength(0);
    });
});
