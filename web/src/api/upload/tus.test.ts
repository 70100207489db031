import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer, fileOf } from './fakeServer';
import { CHUNK_BYTES, newTusState, uploadTus, type TusState } from './tus';

const SIZE = CHUNK_BYTES * 2 + 10;
const pause = vi.fn(async (_ms: number) => undefined);

let server: FakeServer;
let state: TusState;
let sent: number[];

beforeEach(() => {
    server = new FakeServer();
    state = newTusState();
    sent = [];
    pause.mockClear();
});

const upload = (size = SIZE, signal?: AbortSignal) =>
    uploadTus(
        '/api/tasks/7/data',
        { name: 'Größe/a.mp4', body: fileOf('a.mp4', size) },
        state,
        { transport: server.transport, pause, signal },
        bytes => sent.push(bytes),
    );

describe('uploadTus', () => {
    it('creates the upload and sends the file in pieces', async () => {
        await upload();
        expect(server.calls).toEqual([
            'POST Upload-Length',
            'PATCH Upload-Offset',
            'PATCH Upload-Offset',
            'PATCH Upload-Offset',
        ]);
        expect(server.files).toEqual(['Größe/a.mp4']);
        expect(state).toMatchObject({ done: true, offset: SIZE, uploadName: '1_Größe/a.mp4' });
        expect(sent.at(-1)).toBe(SIZE);
        expect(sent).toEqual([...sent].sort((a, b) => a - b));
    });

    it('needs no piece for an empty file', async () => {
        await upload(0);
        expect(server.calls).toEqual(['POST Upload-Length']);
        expect(server.files).toEqual(['Größe/a.mp4']);
    });

    it('asks how far it got after an interruption and goes on from there', async () => {
        server.interfere = (call, count) => (call.method === 'PATCH' && count === 3 ? 503 : null);
        await upload();
        expect(server.calls).toContain('HEAD -');
        expect(server.files).toEqual(['Größe/a.mp4']);
        expect(pause).toHaveBeenCalledTimes(1);
    });

    it('does not send a piece twice whose answer was lost', async () => {
        let lost = false;
        server.loseAnswer = call => call.method === 'PATCH' && !lost && (lost = true);
        await upload();
        expect(server.calls.filter(call => call.startsWith('PATCH'))).toHaveLength(3);
        expect(server.files).toEqual(['Größe/a.mp4']);
    });

    it('notices that the file had arrived when the answer to the last piece was lost', async () => {
        let patches = 0;
        server.loseAnswer = call => call.method === 'PATCH' && (patches += 1) === 3;
        await upload();
        expect(state.done).toBe(true);
        expect(server.files).toEqual(['Größe/a.mp4']);
    });

    it('begins anew when the server forgot the upload', async () => {
        let forgot = false;
        server.interfere = call => {
            if (forgot || call.method !== 'PATCH') return null;
            forgot = true;
            state.location = '/api/tasks/7/data/1_unknown';
            return 404;
        };
        await upload();
        expect(server.calls.filter(call => call === 'POST Upload-Length')).toHaveLength(2);
        expect(server.files).toEqual(['Größe/a.mp4']);
    });

    it('waits longer after every failure in a row and then gives up, keeping its place', async () => {
        server.interfere = call => (call.method === 'PATCH' && call.headers?.['Upload-Offset'] !== '0' ? 503 : null);
        await expect(upload()).rejects.toMatchObject({ status: 503 });
        const waits = pause.mock.calls.map(([ms]) => ms);
        expect(waits).toEqual([400, 800, 1600, 3200, 6400]);
        expect(state).toMatchObject({ offset: CHUNK_BYTES, done: false });

        server.interfere = () => null;
        await upload();
        expect(server.files).toEqual(['Größe/a.mp4']);
        expect(server.calls.filter(call => call === 'POST Upload-Length')).toHaveLength(1);
    });

    it('says what each piece comes to, and sends again what did not arrive as it was', async () => {
        let spoilt = false;
        server.interfere = (call, count) =>
            call.method === 'PATCH' && count === 3 && !spoilt && (spoilt = true) ? 460 : null;
        const checksum = async (bytes: Blob) => `sha256 ${bytes.size}`;
        const file = { name: 'a.mp4', body: fileOf('a.mp4', SIZE) };
        await uploadTus(
            '/api/tasks/7/data',
            file,
            state,
            { transport: server.transport, pause, checksum },
            () => undefined,
        );
        expect(server.checksums).toEqual([CHUNK_BYTES, CHUNK_BYTES, CHUNK_BYTES, 10].map(size => `sha256 ${size}`));
        expect(server.calls.filter(call => call === 'HEAD -')).toHaveLength(1);
        expect(server.files).toEqual(['a.mp4']);
    });

    it('sends without where nobody can tell what a piece comes to', async () => {
        const file = { name: 'a.mp4', body: fileOf('a.mp4', 10) };
        const checksum = async () => null;
        await uploadTus(
            '/api/tasks/7/data',
            file,
            state,
            { transport: server.transport, pause, checksum },
            () => undefined,
        );
        expect(server.checksums).toEqual([]);
        expect(server.files).toEqual(['a.mp4']);
    });

    it('sends smaller pieces over a connection that keeps breaking off', async () => {
        const sizes: number[] = [];
        server.interfere = call => {
            if (call.method !== 'PATCH') return null;
            const { size } = call.body as Blob;
            sizes.push(size);
            return size > 5 * 1024 * 1024 ? 0 : null;
        };
        await upload();
        expect(sizes.slice(0, 4).map(size => CHUNK_BYTES / size)).toEqual([1, 1, 2, 4]);
        expect(Math.max(...sizes.slice(3))).toBe(CHUNK_BYTES / 4);
        expect(server.files).toEqual(['Größe/a.mp4']);
    });

    it('does not repeat what the server refuses for good', async () => {
        server.interfere = call => (call.method === 'POST' ? 413 : null);
        await expect(upload()).rejects.toMatchObject({ status: 413 });
        expect(server.calls).toHaveLength(1);
    });

    it('takes a name that is in use for an error unless the file itself may have arrived', async () => {
        server.files.push('Größe/a.mp4');
        await expect(upload()).rejects.toMatchObject({ status: 409, message: 'File with same name already exists' });
        state = newTusState(true);
        await upload();
        expect(state.done).toBe(true);
    });

    it('stops when it is aborted', async () => {
        const abort = new AbortController();
        server.interfere = (_call, count) => {
            if (count === 2) abort.abort();
            return null;
        };
        await expect(upload(SIZE, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
        expect(server.calls).toHaveLength(2);
        expect(state.offset).toBe(CHUNK_BYTES);
    });
});
