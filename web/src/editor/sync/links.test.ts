import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiError, type WireLink } from '../../api';
import { create, remove } from '../model/edits';
import type { Link } from '../model/links';
import { closePages, FakeServer, openPage, wire } from '../testdata/server';
import { shape } from '../testdata/world';
import { planRecovery } from './recover';

let job = 3000;
afterEach(closePages);
const page = (server: FakeServer) => openPage(server, ++job);

const link = (from: number, to: number, name = ''): Link => ({ from, to, kind: 'link', name });
const onServer = (from: number, to: number, name = ''): WireLink => ({
    from: { type: 'shape', id: from },
    to: { type: 'shape', id: to },
    kind: 'link',
    name,
});

function threeBoxes(...links: WireLink[]): FakeServer {
    const server = new FakeServer();
    server.data.shapes = [10, 20, 30].map(id => wire(id, [id, 0, id + 5, 5]));
    server.links = links;
    return server;
}

describe('saving links', () => {
    it('names objects as the server does, and leaves nothing to save', async () => {
        const server = threeBoxes(onServer(10, 20));
        const { document, saver } = await page(server);
        document.apply({ objects: [], links: [link(1, 2), link(2, 3, 'drives')] });
        expect(saver.current).toEqual({ kind: 'unsaved', count: 2 });
        expect(await saver.save()).toBe(true);
        expect(server.links).toEqual([onServer(20, 30, 'drives')]);
        expect(saver.dirty).toBe(false);
    });

    it('counts a link that says something else now as one change', async () => {
        const server = threeBoxes(onServer(10, 20), onServer(20, 30));
        const { document, saver } = await page(server);
        document.apply({ objects: [], links: [link(1, 2), link(1, 2, 'drives')] });
        expect(saver.current).toEqual({ kind: 'unsaved', count: 1 });
        document.apply({ objects: [], links: [link(2, 3), link(3, 2)] });
        expect(saver.current).toEqual({ kind: 'unsaved', count: 2 });
        expect(await saver.save()).toBe(true);
        expect(server.links).toEqual([onServer(10, 20, 'drives'), onServer(30, 20)]);
    });

    it('follows the objects it is about, which get their numbers first', async () => {
        const server = threeBoxes();
        const { document, saver } = await page(server);
        document.apply({ ...create(document, [shape('rectangle', [1, 1, 9, 9])]), links: [link(4, 1)] });
        expect(await saver.save()).toBe(true);
        expect(server.links).toEqual([onServer(100, 10)]);
    });

    it('needs nothing for links that went with their object, and has them back with it', async () => {
        const server = threeBoxes(onServer(10, 20), onServer(20, 30));
        const { document, saver } = await page(server);
        const object = document.get(1)!;
        document.apply(document.withLinks(remove(document, [1])));
        expect(await saver.save()).toBe(true);
        expect(server.links).toEqual([onServer(20, 30)]);
        document.apply({ objects: [{ id: 1, after: object }], links: [link(1, 2)] });
        expect(await saver.save()).toBe(true);
        expect(server.links).toEqual([onServer(20, 30), onServer(100, 20)]);
    });

    it('is tried again after a lost connection, and does nothing twice', async () => {
        const server = threeBoxes();
        const { document, saver } = await page(server);
        document.apply({ objects: [], links: [link(1, 2)] });
        server.fail = () => new ApiError({ status: 0, message: 'no network' });
        expect(await saver.save()).toBe(false);
        expect(saver.current.kind).toBe('offline');
        server.fail = null;
        expect(await saver.save()).toBe(true);
        expect(server.links).toHaveLength(1);
    });

    it('takes in what others have linked and parted meanwhile, and keeps what was done here', async () => {
        const server = threeBoxes(onServer(10, 20), onServer(20, 30));
        const { document, saver, merges } = await page(server);
        document.apply({ objects: [], links: [link(1, 2), link(3, 1, 'mine')] });
        server.links = [onServer(10, 20), onServer(30, 20, 'theirs')];
        ++server.revision;
        expect(await saver.save()).toBe(true);
        expect(merges[0].links).toHaveLength(2);
        expect([...document.links.values()].map(({ name }) => name).sort()).toEqual(['mine', 'theirs']);
        expect(server.links.map(({ name }) => name).sort()).toEqual(['mine', 'theirs']);
    });

    it('gives up a link to what others have deleted', async () => {
        const server = threeBoxes();
        const { document, saver } = await page(server);
        document.apply({ objects: [], links: [link(1, 2)] });
        server.change(all => all.filter(one => one.id !== 20));
        expect(await saver.save()).toBe(true);
        expect(server.links).toEqual([]);
        expect(document.linksOf(1)).toEqual([]);
    });
});

describe('drafts of links', () => {
    it('go once they are saved', async () => {
        const server = threeBoxes();
        const { document, saver, drafts } = await page(server);
        document.apply({ objects: [], links: [link(1, 2)] });
        await saver.kept();
        expect((await drafts.read(job)).links?.links).toMatchObject([{ from: { serverId: 10 }, there: true }]);
        await saver.save();
        await saver.kept();
        expect((await drafts.read(job)).links).toBeNull();
    });

    it('bring back links of old and of new objects, and those that were taken away', async () => {
        const server = threeBoxes(onServer(10, 20));
        const first = await page(server);
        first.document.apply({
            ...create(first.document, [shape('ellipse', [5, 5, 9, 1])]),
            links: [link(1, 2), link(4, 3, 'new'), link(2, 3, 'old')],
        });
        await first.saver.kept();

        const second = await openPage(server, job);
        const { diff } = planRecovery(await second.drafts.read(job), second.document, second.saved);
        second.document.apply(diff);
        expect(await second.saver.save()).toBe(true);
        expect(server.links).toEqual([onServer(100, 30, 'new'), onServer(20, 30, 'old')]);
    });

    it('that make no sense are passed over', async () => {
        const server = threeBoxes();
        const { drafts } = await page(server);
        const end = { id: 1, kind: 'shape', serverId: 10 } as const;
        const bad = [
            { from: end, to: {}, kind: 'link', name: '', there: true },
            null,
            { from: end, to: end, kind: 'x' },
        ];
        await drafts.writeLinks(job, bad as never);
        expect((await drafts.read(job)).links).toBeNull();
    });
});
