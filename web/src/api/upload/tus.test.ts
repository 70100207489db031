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
