import { afterEach, describe, expect, it, vi } from 'vitest';
import type { News } from './requestEvents';
import type { BackgroundRequest } from './types';
import { followRequest, localPath, readableReason, RequestFailed, wait } from './requests';

const pause = vi.fn(async () => undefined);

function serve(answers: (object | number)[]) {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
        asked.push(url);
        const next = answers.length > 1 ? answers.shift() : answers[0];
        return typeof next === 'number'
            ? new Response('no', { status: next })
            : new Response(JSON.stringify({ message: '', progress: 0, ...next }));
    });
    return asked;
}

afterEach(() => {
    vi.unstubAllGlobals();
    pause.mockClear();
});

describe('followRequest', () => {
    it('asks until the request is finished and tells its progress', async () => {
        const asked = serve([
            { status: 'queued' },
            { status: 'started', progress: 0.5 },
            { status: 'finished', progress: 1 },
        ]);
        const progress: number[] = [];
        const done = await followRequest('action=create&target=task', {
            pause,
            onProgress: request => progress.push(request.progress ?? -1),
        });
        expect(done.status).toBe('finished');
        expect(progress).toEqual([0, 0.5, 1]);
        expect(asked[0]).toBe('/api/requests/action%3Dcreate%26target%3Dtask');
    });

    it('waits longer and longer, up to a limit', async () => {
        serve([...Array.from({ length: 20 }, () => ({ status: 'started' })), { status: 'finished' }]);
        const waits: number[] = [];
        await followRequest('x', {
            pause: async ms => {
                waits.push(ms);
            },
        });
        expect(waits.every((ms, index) => index === 0 || ms >= waits[index - 1])).toBe(true);
        expect(waits.at(-1)).toBe(4000);
    });

    it('throws the reason of a failure', async () => {
        serve([{ status: 'failed', message: 'ValueError: No media data found\n' }]);
        const error = await followRequest('x', { pause }).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(RequestFailed);
        expect((error as RequestFailed).message).toBe('No media data found');
    });

    it('survives short interruptions', async () => {
        serve([503, 502, { status: 'started' }, 503, { status: 'finished' }]);
        await expect(followRequest('x', { pause })).resolves.toMatchObject({ status: 'finished' });
    });

    it('takes the word of the server instead of asking, and asks when the connection is lost', async () => {
        let tell: (news: News) => void = () => undefined;
        const stop = vi.fn();
        const events = {
            live: true,
            watch: (watcher: (news: News) => void) => {
                tell = watcher;
                return stop;
            },
        };
        const asked = serve([
            { id: 'x', status: 'queued' },
            { id: 'x', status: 'finished', progress: 1 },
        ]);
        const waits: number[] = [];
        const never = (ms: number) => {
            waits.push(ms);
            return new Promise<void>(() => undefined);
        };
        const progress: (number | null)[] = [];
        const done = followRequest('x', { events, pause: never, onProgress: ({ progress: p }) => progress.push(p) });
        await vi.waitFor(() => expect(waits).toEqual([15_000]), { timeout: 60_000 });
        tell({ id: 'other', status: 'finished', progress: 1 } as BackgroundRequest);
        tell({ id: 'x', status: 'started', progress: 0.5, message: '' } as BackgroundRequest);
        await vi.waitFor(() => expect(waits).toHaveLength(2), { timeout: 60_000 });
        expect(asked).toHaveLength(1);
        events.live = false;
        tell(null);
        await expect(done).resolves.toMatchObject({ status: 'finished' });
        expect(asked).toHaveLength(2);
        expect(progress).toEqual([0, 0.5, 1]);
        expect(stop).toHaveBeenCalledOnce();
    });

    it('gives up when the server stays away, and at once when the request is unknown', async () => {
        serve([503]);
        await expect(followRequest('x', { pause })).rejects.toMatchObject({ status: 503 });
        pause.mockClear();
        serve([404]);
        await expect(followRequest('x', { pause })).rejects.toMatchObject({ status: 404 });
        expect(pause).not.toHaveBeenCalled();
    });
});

describe('wait', () => {
    it('ends at once when it is aborted', async () => {
        const abort = new AbortController();
        const waiting = wait(60_000, abort.signal);
        abort.abort();
        await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
        await expect(wait(60_000, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    });
});

describe('readableReason', () => {
    it('drops the names of exception types', () => {
        expect(readableReason('cvat.apps.engine.media.MediaError: No image found\n')).toBe('No image found');
        expect(
            readableReason(
                "rest_framework.exceptions.ValidationError: [ErrorDetail(string='Bad path', code='invalid')]",
            ),
        ).toBe('Bad path');
    });

    it('keeps a message that is readable already', () => {
        expect(readableReason('a.jpg: cannot be read')).toBe('a.jpg: cannot be read');
        expect(readableReason('  ')).toContain('no reason');
    });
});

describe('localPath', () => {
    it('keeps path and query, whatever host the server believes it has', () => {
        expect(localPath('http://inner:8080/api/tasks/1/dataset/download?rq_id=a%26b')).toBe(
            '/api/tasks/1/dataset/download?rq_id=a%26b',
        );
    });
});
