import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { create, remove } from '../model/edits';
import { closePages, FakeServer, openPage, wire } from '../testdata/server';
import { shape } from '../testdata/world';
import { isObsolete, planRecovery } from './recover';

let job = 0;
afterEach(closePages);
const page = (server: FakeServer) => openPage(server, ++job);

/** What a new object of this label has, and the server stores. */
const DEFAULTS = [
    { spec_id: 1, value: 'unknown' },
    { spec_id: 2, value: 'false' },
];

/** A save whose answer was lost: the server has the box that the page drew. */
const storeUnanswered = (server: FakeServer) =>
    server.patch(
        'create',
        { shapes: [{ ...wire(0, [0, 0, 5, 5]), id: undefined, attributes: DEFAULTS }] },
        { key: 'lost', revision: null },
    );

describe('drafts', () => {
    it('of edits that come faster than the disk are written together, and none is left out', async () => {
        const server = new FakeServer();
        const { document, saver, drafts } = await page(server);
        const write = vi.spyOn(drafts, 'write');
        for (let i = 0; i < 50; ++i) {
            document.apply(create(document, [shape('rectangle', [i, 0, i + 5, 5])]));
            if (i % 10 === 0) await Promise.resolve();
        }
        await saver.kept();
        expect((await drafts.read(job)).objects).toHaveLength(50);
        expect(write.mock.calls.length).toBeLessThanOrEqual(3);
    });

    it('that could not be written are written with the next edit', async () => {
        const server = new FakeServer();
        const { document, saver, drafts } = await page(server);
        vi.spyOn(drafts, 'write').mockRejectedValueOnce(new Error('the disk is full'));
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5])]));
        await saver.kept();
        expect(saver.draftError).toBe('the disk is full');
        document.apply(create(document, [shape('rectangle', [9, 0, 15, 5])]));
        await saver.kept();
        expect(saver.draftError).toBeNull();
        expect((await drafts.read(job)).objects).toHaveLength(2);
    });

    it('hold every edit until the server has it', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5]), wire(2, [1, 1, 6, 6])];
        const { document, saver, drafts, move } = await page(server);
        move(1, [0, 0, 9, 9]);
        document.apply(remove(document, [2]));
        await saver.kept();
        const kept = await drafts.read(job);
        expect(kept.objects.map(one => [one.id, one.object === null, one.base?.id])).toEqual([
            [1, false, 1],
            [2, true, 2],
        ]);
        await saver.save();
        await saver.kept();
        expect((await drafts.read(job)).objects).toEqual([]);
    });

    it('bring back the work of a page that was closed', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5]), wire(2, [1, 1, 6, 6])];
        const first = await page(server);
        first.move(1, [0, 0, 9, 9]);
        first.document.apply(remove(first.document, [2]));
        first.document.apply(create(first.document, [shape('ellipse', [5, 5, 9, 1])]));
        await first.saver.kept();

        const second = await openPage(server, job);
        const { diff, conflicts } = planRecovery(await second.drafts.read(job), second.document, second.saved);
        second.document.apply(diff);
        expect(conflicts).toBe(0);
        expect(await second.saver.save()).toBe(true);
        expect(server.data.shapes.map(one => [one.type, one.points])).toEqual([
            ['rectangle', [0, 0, 9, 9]],
            ['ellipse', [5, 5, 9, 1]],
        ]);
    });

    it('do not bring back what had reached the server after all', async () => {
        const server = new FakeServer();
        const first = await page(server);
        first.document.apply(create(first.document, [shape('rectangle', [0, 0, 5, 5])]));
        await first.saver.kept();
        await storeUnanswered(server);

        const second = await openPage(server, job);
        const { diff } = planRecovery(await second.drafts.read(job), second.document, second.saved);
        expect(diff.objects).toEqual([]);
    });

    it('of a page that was left right after a save are no unsaved work', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5]), wire(2, [1, 1, 6, 6])];
        const first = await page(server);
        first.move(1, [0, 0, 9, 9]);
        first.document.apply(remove(first.document, [2]));
        first.document.apply(create(first.document, [shape('ellipse', [5, 5, 9, 1])]));
        await first.saver.kept();
        const kept = await first.drafts.read(job);
        expect(await first.saver.save()).toBe(true);
        await first.saver.kept();
        await first.drafts.write(job, kept.objects, []);

        const second = await openPage(server, job);
        const found = await second.drafts.read(job);
        expect(found.objects).toHaveLength(3);
        const next = second.document.nextId();
        expect(isObsolete(found, second.document, second.saved)).toBe(true);
        second.move(1, [0, 0, 3, 3]);
        expect(isObsolete(found, second.document, second.saved)).toBe(false);
        expect(second.document.nextId()).toBe(next + 1); // looking takes no numbers
    });

    it('keep an attribute that was given after an answer was lost', async () => {
        const server = new FakeServer();
        const first = await page(server);
        first.document.apply(create(first.document, [shape('rectangle', [0, 0, 5, 5])]));
        const before = first.document.get(1)!;
        const attributes = [{ specId: 1, value: 'audi' }, ...before.attributes.slice(1)];
        first.document.apply({ objects: [{ id: 1, before, after: { ...before, attributes } }] });
        await first.saver.kept();
        await storeUnanswered(server);

        const second = await openPage(server, job);
        const { diff } = planRecovery(await second.drafts.read(job), second.document, second.saved);
        expect(diff.objects).toMatchObject([{ id: 1, after: { attributes } }]);
    });

    it('win over changes made on the server meanwhile, and count them', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5])];
        const first = await page(server);
        first.move(1, [0, 0, 9, 9]);
        await first.saver.kept();
        server.data.shapes = [wire(1, [4, 4, 5, 5])];

        const second = await openPage(server, job);
        const { diff, conflicts } = planRecovery(await second.drafts.read(job), second.document, second.saved);
        second.document.apply(diff);
        expect(conflicts).toBe(1);
        expect(second.document.get(1)).toMatchObject({ points: [0, 0, 9, 9] });
    });

    it('of an object deleted on the server bring it back as a new one', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5])];
        const first = await page(server);
        first.move(1, [0, 0, 9, 9]);
        await first.saver.kept();
        server.data.shapes = [];

        const second = await openPage(server, job);
        second.document.apply(planRecovery(await second.drafts.read(job), second.document, second.saved).diff);
        await second.saver.save();
        expect(server.calls.at(-1)?.action).toBe('create');
        expect(server.data.shapes).toMatchObject([{ points: [0, 0, 9, 9] }]);
    });

    it('are those of one user: who signs in next on this computer finds none, and replaces none', async () => {
        const server = new FakeServer();
        const first = await page(server);
        first.document.apply(create(first.document, [shape('rectangle', [0, 0, 5, 5])]));
        await first.saver.kept();

        const next = await openPage(server, job, 2);
        expect((await next.drafts.read(job)).objects).toEqual([]);
        next.document.apply(create(next.document, [shape('ellipse', [5, 5, 9, 1])]));
        await next.saver.kept();
        expect(await next.saver.save()).toBe(true);

        const again = await openPage(server, job);
        expect((await again.drafts.read(job)).objects.map(({ object }) => object)).toMatchObject([
            { type: 'rectangle', points: [0, 0, 5, 5] },
        ]);
    });

    it('of different jobs do not mix, and are replaced as a whole', async () => {
        const server = new FakeServer();
        const one = await page(server);
        one.document.apply(create(one.document, [shape('rectangle', [0, 0, 5, 5])]));
        await one.saver.kept();
        const firstJob = job;
        const two = await page(server);
        two.document.apply(create(two.document, [shape('rectangle', [0, 0, 6, 6])]));
        await two.saver.kept();
        await two.drafts.replace(job, []);
        expect((await two.drafts.read(job)).objects).toEqual([]);
        expect((await one.drafts.read(firstJob)).objects).toHaveLength(1);
    });
});
