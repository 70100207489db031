import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Shape } from '../../api';
import { create, edit, remove } from '../model/edits';
import type { ShapeObject } from '../model/types';
import { closePages, FakeServer, openPage, wire } from '../testdata/server';
import { shape } from '../testdata/world';

let job = 1000;
afterEach(closePages);
const page = (server: FakeServer) => openPage(server, ++job);

describe('what others change while a job is open', () => {
    const boxes = (server: FakeServer) => server.data.shapes.map(one => one.points).sort();

    /** Two saved boxes, and somebody else's edit of the server's copy before this page saves its own. */
    async function both(mine: (page: Awaited<ReturnType<typeof openPage>>) => void, theirs: (all: Shape[]) => Shape[]) {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5]), wire(2, [10, 10, 20, 20])];
        const here = await page(server);
        mine(here);
        server.change(theirs);
        const done = await here.saver.save();
        return { server, done, ...here };
    }
    const moved = (id: number, points: number[]) => (all: Shape[]) =>
        all.map(one => (one.id === id ? { ...one, points } : one));

    it('is taken over, and what was done here is saved beside it', async () => {
        const { server, document, done, merges } = await both(
            ({ move }) => move(1, [1, 1, 5, 5]),
            moved(2, [11, 11, 20, 20]),
        );
        expect(done).toBe(true);
        expect(boxes(server)).toEqual([
            [1, 1, 5, 5],
            [11, 11, 20, 20],
        ]);
        expect(document.get(2)).toMatchObject({ points: [11, 11, 20, 20] });
        expect(merges).toMatchObject([{ conflicts: 0 }]);
    });

    it('of the same object gives way to the edit here, and is counted', async () => {
        const { server, merges } = await both(({ move }) => move(1, [1, 1, 5, 5]), moved(1, [2, 2, 5, 5]));
        expect(boxes(server)).toEqual([
            [1, 1, 5, 5],
            [10, 10, 20, 20],
        ]);
        expect(merges).toMatchObject([{ conflicts: 1, objects: [] }]);
    });

    it('that is the same on both sides is no conflict, and is not sent again', async () => {
        const { server, merges, saver } = await both(({ move }) => move(1, [1, 1, 5, 5]), moved(1, [1, 1, 5, 5]));
        expect(merges).toMatchObject([{ conflicts: 0, objects: [] }]);
        expect(server.calls).toEqual([]);
        expect(saver.dirty).toBe(false);
    });

    it('of what a skeleton is made of goes into an edit here, and is no conflict', async () => {
        const part = (label_id: number, more: Partial<Shape> = {}) =>
            wire(0, [5, 5], { type: 'points', label_id, ...more });
        const skeleton = wire(1, [], { type: 'skeleton', label_id: 3, elements: [part(31)] });
        const server = new FakeServer();
        server.data.shapes = [skeleton];
        const here = await page(server);
        here.document.apply(edit(here.document, [1], object => ({ ...object, group: 7 })));
        server.change(all =>
            all.map(one => ({ ...one, elements: [...(one.elements ?? []), part(32, { outside: true })] })),
        );
        expect(await here.saver.save()).toBe(true);
        expect(here.merges).toMatchObject([{ conflicts: 0, objects: [{ id: 1 }] }]);
        const [kept] = server.data.shapes;
        expect([kept.group, kept.elements?.map(one => [one.label_id, one.outside])]).toEqual([
            7,
            [
                [31, false],
                [32, true],
            ],
        ]);
    });

    it('adds what they drew and takes away what they deleted', async () => {
        const { document, server } = await both(
            ({ move }) => move(1, [1, 1, 5, 5]),
            all => [...all.filter(one => one.id !== 2), wire(3, [7, 7, 8, 8])],
        );
        expect([...document.entries()].map(([, one]) => (one as ShapeObject).points)).toEqual([
            [1, 1, 5, 5],
            [7, 7, 8, 8],
        ]);
        expect(server.data.shapes).toHaveLength(2);
    });

    it('an edit is worth more than a deletion, whichever side it was on', async () => {
        const theirs = await both(
            ({ move }) => move(1, [1, 1, 5, 5]),
            all => all.filter(one => one.id !== 1),
        );
        expect(boxes(theirs.server)).toEqual([
            [1, 1, 5, 5],
            [10, 10, 20, 20],
        ]);
        const ours = await both(({ document }) => document.apply(remove(document, [1])), moved(1, [2, 2, 5, 5]));
        expect(ours.document.get(1)).toMatchObject({ points: [2, 2, 5, 5] });
        expect(boxes(ours.server)).toEqual([
            [10, 10, 20, 20],
            [2, 2, 5, 5],
        ]);
        expect([theirs.merges[0].conflicts, ours.merges[0].conflicts]).toEqual([1, 1]);
    });

    it('is looked for after a save that had to be repeated', async () => {
        const server = new FakeServer();
        const { saver, document } = await page(server);
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5])]));
        server.loseAnswer = true;
        await saver.save();
        server.change(all => [...all, wire(50, [7, 7, 8, 8])]);
        await saver.save();
        document.apply(create(document, [shape('rectangle', [1, 1, 5, 5])]));
        await saver.save();
        expect(server.data.shapes).toHaveLength(3);
        expect(document.size).toBe(3);
    });

    it('a removed label holds back only what has it', async () => {
        const server = new FakeServer();
        const { saver, document, states } = await page(server);
        const box = shape('rectangle', [0, 0, 5, 5]);
        document.apply(create(document, [box, { ...shape('rectangle', [1, 1, 5, 5]), labelId: 4 }]));
        server.labels.delete(4);
        expect(await saver.save()).toBe(false);
        expect(boxes(server)).toEqual([[0, 0, 5, 5]]);
        expect(states.at(-1)).toBe('refused');
        const [held] = saver.unsaved().objects;
        document.apply(edit(document, [held.id], object => ({ ...object, labelId: 1 })));
        expect(await saver.save()).toBe(true);
        expect(server.data.shapes).toHaveLength(2);
    });
});

describe('following others without saving', () => {
    const opened = async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5]), wire(2, [10, 10, 20, 20])];
        return { server, ...(await page(server)) };
    };
    const theirs = (server: FakeServer, id = 2) =>
        server.change(all => all.map(one => (one.id === id ? { ...one, points: [11, 11, 20, 20] } : one)));
    const always = () => true;

    it('takes in what they did, and leaves what was done here unsaved', async () => {
        const { server, saver, document, saved, move } = await opened();
        move(1, [1, 1, 5, 5]);
        theirs(server);
        expect(saver.isBehind(server.revision)).toBe(true);
        expect(await saver.follow(server.revision, always)).toMatchObject({ conflicts: 0, objects: [{ id: 2 }] });
        expect(document.get(2)).toMatchObject({ points: [11, 11, 20, 20] });
        expect(saver.isBehind(server.revision)).toBe(false);
        expect(saver.current).toEqual({ kind: 'unsaved', count: 1 });
        expect(server.calls).toEqual([]);
        expect(await saver.save()).toBe(true);
        expect(server.calls).toHaveLength(1);
        expect(saved.idOf('shape', 2)).toBe(2);
    });

    it('keeps an edit of the same object here', async () => {
        const { server, saver, document, move } = await opened();
        move(2, [12, 12, 20, 20]);
        theirs(server);
        expect(await saver.follow(server.revision, always)).toMatchObject({ conflicts: 1 });
        expect(document.get(2)).toMatchObject({ points: [12, 12, 20, 20] });
    });

    it('does nothing for one’s own save, and waits for one under way', async () => {
        const { server, saver, move } = await opened();
        move(1, [1, 1, 5, 5]);
        const saving = saver.save();
        const following = saver.follow(server.revision + 1, always);
        expect(await saving).toBe(true);
        expect(await following).toBeNull();
    });

    it('leaves everything alone while an answer is missing, or the document must not be touched', async () => {
        const { server, saver, document, move } = await opened();
        theirs(server);
        expect(await saver.follow(server.revision, () => false)).toBeNull();
        expect(document.get(2)).toMatchObject({ points: [10, 10, 20, 20] });
        expect(saver.isBehind(server.revision)).toBe(true);
        await saver.follow(server.revision, always);
        server.loseAnswer = true;
        move(1, [1, 1, 5, 5]);
        await saver.save();
        theirs(server, 1);
        expect(await saver.follow(server.revision, always)).toBeNull();
        expect(saver.current.kind).toBe('offline');
    });
});
