import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiError } from '../../api';
import { create, edit, remove } from '../model/edits';
import { closePages, FakeServer, openPage, wire } from '../testdata/server';
import { shape } from '../testdata/world';
import { isSound, type GestureDraft } from './drafts';

let job = 0;
afterEach(closePages);
const page = (server: FakeServer) => openPage(server, ++job);

describe('planning a save', () => {
    it('sends only what differs, with the ids the server knows', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5]), wire(2, [1, 1, 6, 6]), wire(3, [2, 2, 7, 7])];
        const { document, saver, move } = await page(server);
        move(1, [0, 0, 9, 9]);
        document.apply(remove(document, [2]));
        document.apply(create(document, [shape('rectangle', [3, 3, 8, 8])]));
        expect(await saver.save()).toBe(true);
        expect(server.calls.map(({ action, data }) => [action, data.shapes?.map(one => one.id)])).toEqual([
            ['update', [1]],
            ['delete', [2]],
            ['create', [undefined]],
        ]);
        expect(server.data.shapes.map(one => [one.id, one.points])).toEqual([
            [3, [2, 2, 7, 7]],
            [1, [0, 0, 9, 9]],
            [100, [3, 3, 8, 8]],
        ]);
    });

    it('sends nothing for an object that came back to what it was', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5])];
        const { saver, move } = await page(server);
        move(1, [0, 0, 9, 9]);
        move(1, [0, 0, 5, 5]);
        expect(saver.dirty).toBe(false);
        await saver.save();
        expect(server.calls).toEqual([]);
    });

    it('keeps every digit, id and unknown field of what it does not touch', async () => {
        const server = new FakeServer();
        const track = {
            id: 7,
            frame: 0,
            label_id: 1,
            group: null,
            source: 'file',
            attributes: [],
            elements: [],
            shapes: [0, 4].map(frame => ({
                id: 70 + frame,
                type: 'mask' as const,
                frame,
                occluded: false,
                outside: frame === 4,
                z_order: -2,
                rotation: 0,
                points: [0, 3, 1, 0.1 + 0.2, 4, 5.000000000000001, 6],
                attributes: [{ spec_id: 2, value: 'true' }],
            })),
        };
        server.data.tracks = [track];
        const before = structuredClone(track);
        const { document, saver } = await page(server);
        document.apply(edit(document, [1], object => ({ ...object, labelId: 2 })));
        await saver.save();
        expect(server.data.tracks).toEqual([{ ...before, label_id: 2 }]);
    });

    it('undoing a saved deletion creates the object anew', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5])];
        const { document, saver } = await page(server);
        const gone = remove(document, [1]);
        document.apply(gone);
        await saver.save();
        document.apply({ objects: [{ id: 1, after: gone.objects[0].before }] });
        await saver.save();
        expect(server.calls.map(call => call.action)).toEqual(['delete', 'create']);
        expect(server.data.shapes).toMatchObject([{ id: 100, points: [0, 0, 5, 5] }]);
    });

    it('maps the ids of created objects by position, over all kinds', async () => {
        const server = new FakeServer();
        const { document, saver, saved } = await page(server);
        const tag = { kind: 'tag' as const, frame: 0, labelId: 1, group: 0, source: 'manual', attributes: [] };
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5]), tag, shape('ellipse', [5, 5, 9, 1])]));
        await saver.save();
        for (const [id, object] of document.entries()) expect(saved.get(id)?.object).toBe(object);
        expect(saved.get(2)?.wire.id).toBe(server.data.tags[0].id);
        expect(saved.get(3)?.wire).toMatchObject({ type: 'ellipse', id: server.data.shapes[1].id });
    });
});

describe('saving', () => {
    it('never runs twice at once, and takes an edit made meanwhile with the next', async () => {
        const server = new FakeServer();
        server.data.shapes = [wire(1, [0, 0, 5, 5])];
        const { saver, move } = await page(server);
        move(1, [0, 0, 6, 6]);
        server.meanwhile = () => {
            server.meanwhile = null;
            move(1, [0, 0, 7, 7]);
        };
        const both = await Promise.all([saver.save(), saver.save()]);
        expect(both).toContain(true);
        expect(server.calls.map(({ data }) => data.shapes?.[0].points)).toEqual([
            [0, 0, 6, 6],
            [0, 0, 7, 7],
        ]);
        expect(server.data.shapes).toHaveLength(1);
        expect(saver.current.kind).toBe('saved');
    });

    it('of an object deleted while it was being created deletes it with the next', async () => {
        const server = new FakeServer();
        const { document, saver } = await page(server);
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5])]));
        server.meanwhile = () => {
            server.meanwhile = null;
            document.apply(remove(document, [1]));
        };
        await saver.save();
        await saver.save();
        expect(server.data.shapes).toEqual([]);
    });

    it('happens by itself a while after an edit', async () => {
        const server = new FakeServer();
        const { document, saver, timers } = await page(server);
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5])]));
        expect(timers.map(timer => timer.milliseconds)).toEqual([5000]);
        timers[0].run();
        await saver.save();
        expect(server.data.shapes).toHaveLength(1);
    });

    it('is tried again, later and later, while the server does not answer', async () => {
        const server = new FakeServer();
        const { document, saver, timers } = await page(server);
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5])]));
        server.fail = () => new ApiError({ status: 503, message: 'The server is not ready.' });
        expect(await saver.save()).toBe(false);
        expect(saver.current).toMatchObject({ kind: 'offline', count: 1 });
        expect(await saver.save()).toBe(false);
        expect(timers.map(timer => timer.milliseconds)).toEqual([4000]);
        server.fail = null;
        expect(await saver.save()).toBe(true);
        expect(server.data.shapes).toHaveLength(1);
    });

    it('stays offline over edits, whose number it tells, until the server answers', async () => {
        const server = new FakeServer();
        const { document, saver, timers, move } = await page(server);
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5]), shape('rectangle', [1, 1, 7, 7])]));
        server.fail = () => new ApiError({ status: 0, message: 'The server does not answer.' });
        await saver.save();
        document.apply(create(document, [shape('rectangle', [0, 0, 9, 9])]));
        expect(saver.current).toMatchObject({ kind: 'offline', count: 3 });
        move(1, [0, 0, 8, 8]);
        expect(saver.current).toMatchObject({ kind: 'offline', count: 3 });
        expect(timers.map(timer => timer.milliseconds)).toEqual([2000]);
        server.fail = null;
        saver.reachable();
        await saver.save();
        expect(saver.current.kind).toBe('saved');
        expect(server.data.shapes).toHaveLength(3);
    });

    it('does not create twice when the answer was lost', async () => {
        const server = new FakeServer();
        const { document, saver, move } = await page(server);
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5]), shape('rectangle', [1, 1, 7, 7])]));
        server.loseAnswer = true;
        expect(await saver.save()).toBe(false);
        move(1, [0, 0, 8, 8]);
        expect(await saver.save()).toBe(true);
        expect(server.data.shapes.map(one => one.points).sort()).toEqual([
            [0, 0, 8, 8],
            [1, 1, 7, 7],
        ]);
    });

    it('keeps the work and says why when the server refuses', async () => {
        const server = new FakeServer();
        const { document, saver, drafts } = await page(server);
        document.apply(create(document, [shape('rectangle', [0, 0, 5, 5])]));
        server.fail = () => new ApiError({ status: 400, message: 'label_id `9` is invalid' });
        expect(await saver.save()).toBe(false);
        expect(saver.current).toEqual({ kind: 'refused', message: 'label_id `9` is invalid', count: 1 });
        expect((await drafts.read(job)).objects).toHaveLength(1);
        server.fail = null;
        expect(await saver.save()).toBe(true);
    });
});

describe('very many objects', () => {
    const boxes = (count: number) => Array.from({ length: count }, (_, i) => shape('rectangle', [i, 0, i + 1, 1]));

    it('go in several requests, and what one has taken stays saved when the next one fails', async () => {
        const server = new FakeServer();
        const { document, saved, saver } = await page(server);
        document.apply(create(document, boxes(9000)));
        server.fail = () => (server.calls.length === 1 ? new ApiError({ status: 502, message: 'gone' }) : undefined);
        expect(await saver.save()).toBe(false);
        expect(server.data.shapes).toHaveLength(4000);
        expect(saved.unsaved(document)).toHaveLength(5000);
        server.fail = null;
        expect(await saver.save()).toBe(true);
        expect(server.calls.map(({ data }) => data.shapes?.length)).toEqual([4000, 4000, 1000]);
        expect(server.data.shapes.map(one => one.points[0])).toEqual(boxes(9000).map((_, i) => i));
    });

    it('are kept in one transaction, and taken out again', async () => {
        const server = new FakeServer();
        const { document, saver, drafts } = await page(server);
        const made = create(document, boxes(1500));
        document.apply(made);
        await saver.kept();
        expect((await drafts.read(job)).objects).toHaveLength(1500);
        document.apply(
            remove(
                document,
                made.objects.map(({ id }) => id),
            ),
        );
        await saver.kept();
        expect((await drafts.read(job)).objects).toEqual([]);
    });

    it('are kept all or not at all', async () => {
        const server = new FakeServer();
        const { document, saver, drafts } = await page(server);
        const broken = { ...shape('rectangle', [0, 0, 1, 1]), source: (() => 'no clone') as unknown as string };
        document.apply(create(document, [...boxes(1000), broken]));
        await saver.kept();
        expect(saver.draftError).not.toBeNull();
        expect((await drafts.read(job)).objects).toEqual([]);
    });
});

describe('damaged drafts', () => {
    it('are told apart from sound ones, and kept', async () => {
        const server = new FakeServer();
        const one = await page(server);
        one.document.apply(create(one.document, [shape('rectangle', [0, 0, 5, 5])]));
        await one.saver.kept();
        const [sound] = (await one.drafts.read(job)).objects;
        const broken = { ...sound, id: 99, object: { kind: 'shape', frame: 'x' } } as unknown as typeof sound;
        await one.drafts.write(job, [broken], []);
        const found = await one.drafts.read(job);
        expect(found.objects).toEqual([sound]);
        expect(found.damaged).toEqual([broken]);
    });

    it('of other kinds are told apart as well', async () => {
        const one = await page(new FakeServer());
        await one.drafts.writeFrames(job, 'all' as unknown as number[]);
        await one.drafts.writeGesture(job, { jobId: job, tool: 7, frame: {} } as unknown as GestureDraft);
        expect(await one.drafts.read(job)).toMatchObject({
            frames: null,
            gesture: null,
            damaged: [{ deleted: 'all' }, { tool: 7 }],
        });
    });

    const shaped = { kind: 'shape', frame: 0, labelId: 1, type: 'polygon', points: [1, 2, 3, 4, 5, 6] };
    it.each([
        [null],
        [{ kind: 'shape', object: { ...shaped, attributes: [null], elements: [] } }],
        [{ kind: 'shape', object: { ...shaped, attributes: [], elements: [{ points: 'none' }] } }],
        [{ kind: 'shape', object: null, base: null }],
        [
            {
                kind: 'shape',
                object: { kind: 'shape', frame: 0, labelId: 1, attributes: [], type: 'polygon', points: [NaN] },
            },
        ],
        [{ kind: 'track', object: { kind: 'track', frame: 0, labelId: 1, attributes: [], keyframes: [null] } }],
    ])('%j', entry => expect(isSound(entry)).toBe(false));
});
