import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { FileTrace, MediaFile } from '../../api';
import { heldUploads, isHeld, KeptUpload, matchFiles, UploadStore, type UnfinishedUpload } from './unfinished';

const file = (name: string, size = 5): MediaFile => ({ name, body: new File([new Uint8Array(size)], name) });
const trace = (name: string, state: FileTrace['state'] = 'waiting', size = 5): FileTrace => ({
    name,
    size,
    state,
    location: null,
});
const upload = (taskId: number, username = 'ada'): UnfinishedUpload => ({
    taskId,
    name: `night ${taskId}`,
    username,
    data: { image_quality: 70 },
    begunAt: 0,
});

let stores = 0;
const open = () => UploadStore.open(`test-${++stores}`);

describe('what is kept of an upload', () => {
    it('is read back by another page, files in their order and with how far they are', async () => {
        const name = `test-${++stores}`;
        const store = await UploadStore.open(name);
        await store.remember(upload(7), [file('z.jpg'), file('a.jpg'), file('m.mp4')]);
        const kept = new KeptUpload(store, 7);
        kept.begun(['z.jpg', 'm.mp4']);
        kept.located('m.mp4', '/api/tasks/7/data/1_x');
        kept.arrived(['z.jpg']);
        await kept.settled();
        const other = await UploadStore.open(name);
        expect(await other.list('ada')).toEqual([upload(7)]);
        expect((await other.files(7)).map(({ name: one, state, location }) => [one, state, location])).toEqual([
            ['z.jpg', 'arrived', null],
            ['a.jpg', 'waiting', null],
            ['m.mp4', 'begun', '/api/tasks/7/data/1_x'],
        ]);
    });

    it('is shown to the user who began it alone', async () => {
        const store = await open();
        await store.remember(upload(1, 'ada'), []);
        await store.remember(upload(2, 'berta'), []);
        expect((await store.list('berta')).map(one => one.taskId)).toEqual([2]);
    });

    it('is forgotten with all of its files and none of others', async () => {
        const store = await open();
        await store.remember(upload(1), [file('a.jpg')]);
        await store.remember(upload(2), [file('a.jpg')]);
        await new KeptUpload(store, 1).forget();
        expect(await store.list('ada')).toEqual([upload(2)]);
        expect(await store.files(1)).toEqual([]);
        expect(await store.files(2)).toHaveLength(1);
    });
});

describe('files chosen again', () => {
    it('are recognised by name and size; what has arrived is not asked for', () => {
        const { found, missing } = matchFiles(
            [trace('a.jpg', 'arrived'), trace('b.jpg', 'begun'), trace('c.jpg')],
            [file('b.jpg'), file('c.jpg', 6)],
        );
        expect(found.map(({ name }) => name)).toEqual(['b.jpg']);
        expect(missing.map(({ name }) => name)).toEqual(['c.jpg']);
    });

    it('are recognised in another folder where only one has that name and size, under the name they had', () => {
        const { found } = matchFiles([trace('street/a.jpg')], [file('elsewhere/a.jpg')]);
        expect(found.map(({ name }) => name)).toEqual(['street/a.jpg']);
        const twice = matchFiles([trace('street/a.jpg')], [file('one/a.jpg'), file('two/a.jpg')]);
        expect(twice.found).toEqual([]);
    });
});

it('an upload another tab is at is told by its lock', async () => {
    const locks = { query: async () => ({ held: [{ name: 'limn-upload-7' }], pending: [] }) } as unknown as LockManager;
    const held = await heldUploads(locks);
    expect([isHeld(held, 7), isHeld(held, 8)]).toEqual([true, false]);
});
