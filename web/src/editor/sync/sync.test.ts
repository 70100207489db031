import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { ApiError, type AnnotationAction, type LabeledData, type Revised, type Shape } from '../../api';
import { AnnotationDocument } from '../model/document';
import { create, edit, remove } from '../model/edits';
import { objectsFrom } from '../model/wire';
import type { ShapeObject } from '../model/types';
import { shape } from '../testdata/world';
import { SavedState } from './base';
import { DraftStore, isSound } from './drafts';
import type { Merge } from './merge';
import { planRecovery } from './recover';
import { Saver } from './saver';

const empty = (): LabeledData => ({ version: 0, tags: [], shapes: [], tracks: [] });

/** As a server keeps annotations, as far as saving sees it. */
class FakeServer {
    data = empty();
    calls: { action: AnnotationAction; data: Partial<LabeledData> }[] = [];
    nextId = 100;
    fail: (() => Error | undefined) | null = null;
    loseAnswer = false;
    meanwhile: (() => void) | null = null;

    private readonly receipts = new Map<string, LabeledData>();

    revision = 1;

    async patch(
        action: AnnotationAction,
        sent: Partial<LabeledData>,
        { key, revision }: { key: string; revision: string | null },
    ): Promise<Revised> {
        const failure = this.fail?.();
        if (failure) throw failure;
        const before = this.receipts.get(key);
        if (before) return { data: structuredClone(before), revision: String(this.revision) };
        if (revision !== null && revision !== String(this.revision))
            throw new ApiError({ status: 409, message: 'The job has changed since.' });
        const used = [...(sent.tags ?? []), ...(sent.shapes ?? []), ...(sent.tracks ?? [])];
        if (action !== 'delete' && used.some(one => !this.labels.has(one.label_id)))
            throw new ApiError({ status: 400, message: 'unknown label' });
        this.calls.push({ action, data: structuredClone(sent) });
        const answer = empty();
        for (const kind of ['tags', 'shapes', 'tracks'] as const) {
            const items = structuredClone(sent[kind] ?? []) as Shape[];
            if (action !== 'create') {
                const ids = new Set(items.map(item => item.id));
                this.data[kind] = (this.data[kind] as Shape[]).filter(item => !ids.has(item.id)) as never;
            }
            for (const item of items) {
                if (action === 'create' && item.id !== undefined)
                    throw new ApiError({ status: 400, message: 'must be absent' });
                item.id ??= this.nextId++;
                if (action !== 'delete') (this.data[kind] as Shape[]).push(item);
            }
            answer[kind] = items as never;
        }
        this.receipts.set(key, structuredClone(answer));
        ++this.revision;
        this.meanwhile?.();
        await Promise.resolve();
        if (this.loseAnswer) {
            this.loseAnswer = false;
            throw new ApiError({ status: 0, message: 'The server does not answer.' });
        }
        return { data: answer, revision: String(this.revision) };
    }

    labels = new Set([1, 2, 3, 4]);

    /** Somebody else saves. */
    change(act: (shapes: Shape[]) => Shape[]): void {
        this.data.shapes = act(structuredClone(this.data.shapes));
        ++this.revision;
    }
}

const wire = (id: number, points: number[], more: Partial<Shape> = {}): Shape => ({
    id,
    type: 'rectangle',
    frame: 0,
    label_id: 1,
    group: 0,
    source: 'manual',
    attributes: [{ spec_id: 1, value: 'bmw' }],
    occluded: false,
    outside: false,
    z_order: 0,
    rotation: 0,
    points,
    elements: [],
    ...more,
});

let job = 0;
const stores: DraftStore[] = [];
afterEach(() => stores.splice(0).forEach(store => store.close()));

/** A page with a job open: what the server holds now, and what happens to edits. */
async function openPage(server: FakeServer, jobId: number) {
    const document = new AnnotationDocument();
    const saved = new SavedState();
    const loaded = objectsFrom(structuredClone(server.data)).map(one => ({ id: document.nextId(), ...one }));
    document.apply({ objects: loaded.map(({ id, object }) => ({ id, after: object })) });
    for (const { id, object, wire: copy } of loaded) saved.set(id, { object, wire: copy });
    const drafts = await DraftStore.open();
    stores.push(drafts);
    const timers: { milliseconds: number; run: () => void }[] = [];
    const states: string[] = [];
    const merges: Merge[] = [];
    const saver = new Saver(
        jobId,
        document,
        saved,
        {
            patch: (action, data, on) => server.patch(action, data, on),
            reload: () =>
                Promise.resolve({
                    objects: objectsFrom(structuredClone(server.data)),
                    revision: String(server.revision),
                }),
            merged: merge => {
                document.apply({ objects: merge.objects });
                merges.push(merge);
            },
            labels: () => Promise.resolve(server.labels),
            saveFrames: () => Promise.resolve(),
            begin: () => Promise.resolve(),
            drafts: {
                write: (put, drop) => drafts.write(jobId, put, drop),
                writeFrames: deleted => drafts.writeFrames(jobId, deleted),
            },
            later: (milliseconds, run) => {
                const timer = { milliseconds, run };
                timers.push(timer);
                return () => void timers.splice(timers.indexOf(timer), 1);
            },
            now: () => 1000,
        },
        state => states.push(state.kind),
    );
    saver.revision = String(server.revision);
    document.subscribe(diff => saver.edited(diff));
    const move = (id: number, points: number[]) =>
        document.apply(edit(document, [id], object => ({ ...(object as ShapeObject), points })));
    return { document, saved, saver, drafts, timers, states, merges, move };
}

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

describe('drafts', () => {
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
        await server.patch(
            'create',
            { shapes: [{ ...wire(0, [0, 0, 5, 5]), id: undefined }] },
            { key: 'lost', revision: null },
        );

        const second = await openPage(server, job);
        const { diff } = planRecovery(await second.drafts.read(job), second.document, second.saved);
        expect(diff.objects).toEqual([]);
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

    it.each([
        [null],
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
