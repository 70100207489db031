import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer, fileOf } from './fakeServer';
import {
    FramesUpload,
    MediaUpload,
    planParts,
    SMALL_FILE_BYTES,
    type FileTrace,
    type MediaFile,
    type UploadProgress,
} from './media';
import { CHUNK_BYTES } from './tus';

const file = (name: string, size = 10): MediaFile => ({ name, body: fileOf(name, size) });
const pause = async () => undefined;

let server: FakeServer;
beforeEach(() => {
    server = new FakeServer();
});

describe('planParts', () => {
    it('sends small files together and large ones or those in folders alone', () => {
        const parts = planParts([file('a.jpg'), file('sub/b.jpg'), file('c.jpg'), file('d.png', SMALL_FILE_BYTES + 1)]);
        expect(parts.map(part => (part.kind === 'group' ? part.files.map(item => item.name) : part.file.name))).toEqual(
            ['sub/b.jpg', 'd.png', ['a.jpg', 'c.jpg']],
        );
    });

    it('limits the number and the bytes of a group', () => {
        expect(planParts(Array.from({ length: 450 }, (_, index) => file(`${index}.jpg`)))).toHaveLength(3);
        expect(planParts(Array.from({ length: 9 }, (_, index) => file(`${index}.jpg`, SMALL_FILE_BYTES)))).toHaveLength(
            3,
        );
    });
});

describe('MediaUpload', () => {
    const parameters = { image_quality: 70, use_cache: true };

    it('starts, sends every file and finishes with the parameters', async () => {
        const upload = new MediaUpload(7, [file('a.jpg'), file('b.jpg'), file('x/c.jpg')], parameters);
        const seen: UploadProgress[] = [];
        const id = await upload.run(progress => seen.push(progress), { transport: server.transport, pause });
        expect(id).toBe('action=create');
        expect(server.calls[0]).toBe('POST Upload-Start');
        expect(server.calls.at(-1)).toBe('POST Upload-Finish');
        expect([...server.files].sort()).toEqual(['a.jpg', 'b.jpg', 'x/c.jpg']);
        expect(server.finished).toEqual(parameters);
        expect(seen.at(-1)).toEqual({ sentBytes: 30, totalBytes: 30, doneFiles: 3, totalFiles: 3, active: [] });
    });

    it('tells the order of the files when it is to be kept', async () => {
        const upload = new MediaUpload(7, [file('z.jpg'), file('a.jpg')], {
            ...parameters,
            sorting_method: 'predefined',
        });
        await upload.run(undefined, { transport: server.transport, pause });
        expect(server.finished).toMatchObject({ upload_file_order: ['z.jpg', 'a.jpg'] });
    });

    it('sends a group file by file when its answer was lost, so that nothing arrives twice', async () => {
        let lost = false;
        server.loseAnswer = call => call.headers?.['Upload-Multiple'] === 'true' && !lost && (lost = true);
        const upload = new MediaUpload(7, [file('a.jpg'), file('b.jpg')], parameters);
        await upload.run(undefined, { transport: server.transport, pause });
        expect(server.files).toEqual(['a.jpg', 'b.jpg']);
        expect(server.calls.filter(call => call === 'POST Upload-Multiple')).toHaveLength(1);
    });

    it('says what each file of a group comes to, and sends them one by one when one did not arrive as it was', async () => {
        const checksum = async (bytes: Blob) => `sha256 ${bytes.size}`;
        server.interfere = call => (call.headers?.['Upload-Multiple'] ? 460 : null);
        const upload = new MediaUpload(7, [file('a.jpg'), file('b.jpg')], parameters);
        await upload.run(undefined, { transport: server.transport, pause, checksum });
        expect(server.files).toEqual(['a.jpg', 'b.jpg']);
        expect(server.checksums).toEqual(['sha256 10', 'sha256 10']);

        server = new FakeServer();
        await new MediaUpload(7, [file('a.jpg'), file('b.jpg')], parameters).run(undefined, {
            transport: server.transport,
            pause,
            checksum,
        });
        expect(server.calls.filter(call => call === 'POST Upload-Multiple')).toHaveLength(1);
        expect(server.checksums).toEqual(['sha256 10', 'sha256 10']);
    });

    it('goes on after a failure with what has not arrived', async () => {
        server.interfere = call => (call.method === 'PATCH' ? 403 : null);
        const upload = new MediaUpload(7, [file('a.jpg'), file('x/c.jpg')], parameters);
        await expect(upload.run(undefined, { transport: server.transport, pause })).rejects.toMatchObject({
            status: 403,
        });
        expect(server.finished).toBeNull();

        server.interfere = () => null;
        server.calls.length = 0;
        await upload.run(undefined, { transport: server.transport, pause });
        expect([...server.files].sort()).toEqual(['a.jpg', 'x/c.jpg']);
        expect(server.calls).not.toContain('POST Upload-Start');
    });

    it('sends nothing again when only the finish failed', async () => {
        server.interfere = call => (call.headers?.['Upload-Finish'] ? 400 : null);
        const upload = new MediaUpload(7, [file('a.jpg')], parameters);
        await expect(upload.run(undefined, { transport: server.transport, pause })).rejects.toMatchObject({
            status: 400,
        });
        server.interfere = () => null;
        server.calls.length = 0;
        await upload.run(undefined, { transport: server.transport, pause });
        expect(server.calls).toEqual(['POST Upload-Finish']);
    });

    it('stops all parts when it is aborted', async () => {
        const abort = new AbortController();
        server.interfere = (_call, count) => {
            if (count === 3) abort.abort();
            return null;
        };
        const files = Array.from({ length: 20 }, (_, index) => file(`x/${index}.jpg`));
        const upload = new MediaUpload(7, files, parameters);
        await expect(
            upload.run(undefined, { transport: server.transport, pause, signal: abort.signal }),
        ).rejects.toMatchObject({ name: 'AbortError' });
        expect(server.files.length).toBeLessThan(20);
        expect(server.finished).toBeNull();
    });
});

describe('an upload whose page was closed', () => {
    /** What a page would have kept of the files of an upload. */
    function notebook(names: string[]) {
        const traces = new Map<string, FileTrace>(
            names.map(name => [name, { name, size: 10, state: 'waiting', location: null }]),
        );
        const mark = (name: string, change: Partial<FileTrace>) =>
            traces.set(name, { ...(traces.get(name) as FileTrace), ...change });
        return {
            traces: () => [...traces.values()],
            begun: (list: readonly string[]) => list.forEach(name => mark(name, { state: 'begun' })),
            located: (name: string, location: string) => void mark(name, { location }),
            arrived: (list: readonly string[]) => list.forEach(name => mark(name, { state: 'arrived' })),
        };
    }

    const left = (traces: FileTrace[]) =>
        traces.filter(trace => trace.state !== 'arrived').map(trace => file(trace.name, trace.size));

    it('goes on with what is missing, and sends no file twice', async () => {
        const names = ['s/a.jpg', 's/b.jpg', 's/c.jpg'];
        const notes = notebook(names);
        // b arrives, but the answer is lost, and with it the page: nothing is asked or sent any more.
        let gone = false;
        server.loseAnswer = call => {
            gone ||= call.method === 'PATCH' && server.files.includes('s/b.jpg');
            return gone;
        };
        server.interfere = () => (gone ? 0 : null);
        const first = new MediaUpload(
            7,
            names.map(name => file(name)),
            { image_quality: 70, sorting_method: 'predefined' },
            notes,
        );
        await expect(first.run(undefined, { transport: server.transport, pause })).rejects.toThrow();
        server.loseAnswer = () => false;
        server.interfere = () => null;
        const before = [...server.files];
        const traces = notes.traces();
        const again = new MediaUpload(
            7,
            left(traces),
            { image_quality: 70, sorting_method: 'predefined' },
            notes,
            traces,
        );
        expect(again.progress().totalFiles).toBe(3);
        await again.run(undefined, { transport: server.transport, pause });
        expect(before.length).toBeGreaterThan(0);
        expect([...server.files].sort()).toEqual(names);
        expect(server.finished).toMatchObject({ upload_file_order: names });
        expect(notes.traces().every(trace => trace.state === 'arrived')).toBe(true);
    });

    it('goes on within a file where the server has a piece of it', async () => {
        const size = CHUNK_BYTES + 10;
        const notes = notebook(['night.mp4']);
        let pieces = 0;
        server.interfere = call => (call.method === 'PATCH' && ++pieces > 1 ? 403 : null);
        const first = new MediaUpload(7, [file('night.mp4', size)], { image_quality: 70 }, notes);
        await expect(first.run(undefined, { transport: server.transport, pause })).rejects.toThrow();
        server.interfere = () => null;
        server.calls.length = 0;
        const traces = notes.traces();
        expect(traces[0].location).not.toBeNull();
        const again = new MediaUpload(7, [file('night.mp4', size)], { image_quality: 70 }, notes, traces);
        await again.run(undefined, { transport: server.transport, pause });
        expect(server.calls).toEqual(['POST Upload-Start', 'HEAD -', 'PATCH Upload-Offset', 'POST Upload-Finish']);
        expect(server.files).toEqual(['night.mp4']);
    });

    it('with every file there already is only finished', async () => {
        const traces: FileTrace[] = [{ name: 'a.jpg', size: 10, state: 'arrived', location: null }];
        const upload = new MediaUpload(7, [], { image_quality: 70 }, undefined, traces);
        await upload.run(undefined, { transport: server.transport, pause });
        expect(server.calls).toEqual(['POST Upload-Start', 'POST Upload-Finish']);
    });
});

describe('FramesUpload', () => {
    it('sends small files together, folders and all, to the frames of the task, and tells their order', async () => {
        const server = new FakeServer();
        const urls: string[] = [];
        server.interfere = ({ method, url }) => {
            urls.push(`${method} ${url}`);
            return null;
        };
        await new FramesUpload(7, [file('a.jpg'), file('x/b.jpg')], 'natural').run(undefined, {
            transport: server.transport,
            pause,
        });
        expect([...server.files].sort()).toEqual(['a.jpg', 'x/b.jpg']);
        expect(server.calls).toEqual(['POST Upload-Start', 'POST Upload-Multiple', 'POST Upload-Finish']);
        expect(urls.filter(url => url.startsWith('POST')).every(url => url === 'POST /api/tasks/7/frames')).toBe(true);
        expect(server.finished).toEqual({ sorting_method: 'natural', leave_out_same: true });
    });

    it('goes on with what waits on the server, and throws none of it away', async () => {
        const server = new FakeServer();
        const traces: FileTrace[] = [{ name: 'a.jpg', size: 10, state: 'arrived', location: null }];
        await new FramesUpload(7, [file('b.jpg')], 'natural', traces).run(undefined, {
            transport: server.transport,
            pause,
        });
        expect(server.calls).toEqual(['POST Upload-Multiple', 'POST Upload-Finish']);
    });
});
