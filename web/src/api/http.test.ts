import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { ApiError } from './errors';
import { buildUrl, csrfToken, fetchJson, send, setAccountGuard, setUnauthorizedHandler } from './http';

let fetchMock: Mock<typeof fetch>;

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/vnd.cvat+json', ...headers },
    });

const headersOf = (call: number) => fetchMock.mock.calls[call][1]?.headers as Record<string, string>;

beforeEach(() => {
    fetchMock = vi.fn<typeof fetch>();
    vi.stubGlobal('fetch', fetchMock);
    document.cookie = 'csrftoken=first; path=/';
});

afterEach(() => {
    vi.unstubAllGlobals();
    setUnauthorizedHandler(null);
});

describe('buildUrl', () => {
    it('leaves out what is empty and keeps zero and false', () => {
        expect(buildUrl('/api/x', { a: 0, b: false, c: '', d: null, e: undefined, f: 'COCO 1.0' })).toBe(
            '/api/x?a=0&b=false&f=COCO+1.0',
        );
        expect(buildUrl('/api/x', {})).toBe('/api/x');
    });
});

describe('csrfToken', () => {
    it('finds its cookie among others', () => {
        expect(csrfToken('a=1; csrftoken=abc; b=2')).toBe('abc');
        expect(csrfToken('xcsrftoken=abc')).toBeNull();
    });
});

/** A call that is never answered. */
const silence: typeof fetch = (_url, init) =>
    new Promise((_resolve, reject) => init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason)));

describe('send', () => {
    it('sends the token with calls that change something only', async () => {
        fetchMock.mockImplementation(async () => answer(200, {}));
        await send('/api/tasks');
        await send('/api/tasks', { method: 'POST', json: { name: 'x' } });
        expect(headersOf(0)['X-CSRFToken']).toBeUndefined();
        expect(headersOf(1)['X-CSRFToken']).toBe('first');
        expect(headersOf(1)['Content-Type']).toBe('application/json');
    });

    it('throws what the server said, with the request id', async () => {
        fetchMock.mockResolvedValue(answer(400, { name: ['Too long.'] }, { 'X-Request-Id': 'id-1' }));
        const error = await send('/api/tasks', { method: 'POST', json: {} }).catch((caught: unknown) => caught);
        expect(error).toBeInstanceOf(ApiError);
        expect(error).toMatchObject({
            status: 400,
            requestId: 'id-1',
            fields: { name: ['Too long.'] },
            method: 'POST',
        });
    });

    it('turns a lost connection into an error of status 0', async () => {
        fetchMock.mockRejectedValue(new TypeError('Failed to fetch'));
        await expect(send('/api/tasks')).rejects.toMatchObject({ status: 0 });
    });

    it('gives up on a server that says nothing, later the more is sent', async () => {
        vi.useFakeTimers();
        fetchMock.mockImplementation(silence);
        const outcome = (body: string) => send('/api/tasks', { method: 'POST', body }).catch(({ status }) => status);
        const small = vi.fn();
        const large = vi.fn();
        void outcome('x').then(small);
        void outcome('x'.repeat(1_000_000)).then(large);
        await vi.advanceTimersByTimeAsync(130_000);
        expect(small).toHaveBeenCalledWith(0);
        expect(large).not.toHaveBeenCalled();
        await vi.advanceTimersByTimeAsync(100_000);
        expect(large).toHaveBeenCalledWith(0);
        vi.useRealTimers();
    });

    it('ends a call that is not wanted any more', async () => {
        fetchMock.mockImplementation(silence);
        const wanted = new AbortController();
        const call = send('/api/tasks', { signal: wanted.signal });
        wanted.abort();
        await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    });

    it('passes an abort on as it is', async () => {
        fetchMock.mockRejectedValue(new DOMException('Aborted', 'AbortError'));
        await expect(send('/api/tasks')).rejects.toMatchObject({ name: 'AbortError' });
    });

    it('asks to sign in again and repeats the call with the new token', async () => {
        fetchMock.mockResolvedValueOnce(answer(401, { detail: 'Gone.' })).mockResolvedValueOnce(answer(200, { id: 5 }));
        setUnauthorizedHandler(async () => {
            document.cookie = 'csrftoken=second; path=/';
            return true;
        });
        await expect(fetchJson('/api/jobs/5', { method: 'PATCH', json: {} })).resolves.toEqual({ id: 5 });
        expect(headersOf(0)['X-CSRFToken']).toBe('first');
        expect(headersOf(1)['X-CSRFToken']).toBe('second');
    });

    it('gives up when the user does not sign in, and never asks for anonymous calls', async () => {
        fetchMock.mockImplementation(async () => answer(401, { detail: 'Gone.' }));
        const handler = vi.fn(async () => false);
        setUnauthorizedHandler(handler);
        await expect(send('/api/tasks')).rejects.toMatchObject({ status: 401 });
        await expect(send('/api/users/self', { anonymous: true })).rejects.toMatchObject({ status: 401 });
        expect(handler).toHaveBeenCalledTimes(1);
    });
});

describe('answers of somebody else', () => {
    const html = (status: number) =>
        new Response('<!DOCTYPE html><html><h1>Gateway</h1></html>', {
            status,
            headers: { 'Content-Type': 'text/html' },
        });

    it.each([200, 403, 404, 502])('a page with status %i counts as a server that is not there', async status => {
        fetchMock.mockResolvedValue(html(status));
        await expect(fetchJson('/api/tasks/5')).rejects.toMatchObject({ name: 'ApiError', status: 502 });
    });

    it('an answer that breaks off counts as none', async () => {
        const broken = new ReadableStream({ start: control => control.error(new TypeError('network error')) });
        fetchMock.mockResolvedValue(new Response(broken));
        await expect(fetchJson('/api/tasks/5')).rejects.toMatchObject({ name: 'ApiError', status: 0 });
    });

    it('an answer that falls silent counts as none, one that comes slowly does not', async () => {
        vi.useFakeTimers();
        let cancelled = false;
        const speaking = (pieces: string[], ends: boolean) =>
            new ReadableStream({
                async start(control) {
                    for (const piece of pieces) {
                        control.enqueue(new TextEncoder().encode(piece));
                        await new Promise(wake => setTimeout(wake, 100_000));
                    }
                    if (ends) control.close();
                },
                cancel: () => void (cancelled = true),
            });
        const slow = vi.fn();
        fetchMock.mockResolvedValueOnce(new Response(speaking(['{"id', '": ', '5}'], true)));
        void fetchJson('/api/tasks/5').then(slow);
        await vi.advanceTimersByTimeAsync(310_000);
        expect(slow).toHaveBeenCalledWith({ id: 5 });

        const silent = vi.fn();
        fetchMock.mockResolvedValueOnce(new Response(speaking(['{"id'], false)));
        void fetchJson('/api/tasks/5').catch(silent);
        await vi.advanceTimersByTimeAsync(110_000);
        expect(silent).not.toHaveBeenCalled();
        await vi.advanceTimersByTimeAsync(20_000);
        expect(silent).toHaveBeenCalledWith(expect.objectContaining({ name: 'ApiError', status: 0 }));
        expect(cancelled).toBe(true);
        vi.useRealTimers();
    });

    it('letters that are parted on the way come whole', async () => {
        const bytes = new TextEncoder().encode('{"name": "Straße 街"}');
        const parted = new ReadableStream({
            start(control) {
                for (const byte of bytes) control.enqueue(Uint8Array.of(byte));
                control.close();
            },
        });
        fetchMock.mockResolvedValue(new Response(parted));
        await expect(fetchJson('/api/tasks/5')).resolves.toEqual({ name: 'Straße 街' });
    });

    it('the server itself says what is missing', async () => {
        fetchMock.mockResolvedValue(answer(404, { detail: 'Not found.' }));
        await expect(fetchJson('/api/tasks/5')).rejects.toMatchObject({ status: 404, message: 'Not found.' });
    });
});

describe('the guard of the account', () => {
    afterEach(() => setAccountGuard(null));

    it('is asked before something is changed, and may keep it from being done', async () => {
        fetchMock.mockImplementation(async () => answer(200, {}));
        setAccountGuard(() => Promise.reject(new ApiError({ status: 401, message: 'Somebody else.' })));
        await send('/api/tasks');
        await expect(send('/api/tasks', { method: 'POST', json: {} })).rejects.toMatchObject({ status: 401 });
        await send('/api/auth/login', { method: 'POST', json: {}, anonymous: true });
        expect(fetchMock).toHaveBeenCalledTimes(2);
    });
});

describe('fetchJson', () => {
    it('gives null for an empty body', async () => {
        fetchMock.mockResolvedValue(new Response(null, { status: 204 }));
        await expect(fetchJson('/api/tasks/5', { method: 'DELETE' })).resolves.toBeNull();
    });
});
