import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setUnauthorizedHandler } from '../../api/http';
import type { FrameReply, FrameRequest } from './frames.worker';
import { fetchBytes, SignedOut, Unanswered } from './loader';
import { WorkerFrameSource } from './source';

/** The worker, played by the test. */
class Worker {
    static last: Worker;
    readonly asked: FrameRequest[] = [];
    onmessage: (event: { data: FrameReply }) => void = () => undefined;

    constructor() {
        Worker.last = this;
    }

    postMessage(request: FrameRequest): void {
        this.asked.push(request);
    }
}

const frames = () => Worker.last.asked.flatMap(one => ('frame' in one ? [one.frame] : []));
const say = (data: FrameReply) => Worker.last.onmessage({ data });
const signal = new AbortController().signal;
const turn = () => new Promise(resolve => setTimeout(resolve));

let source: WorkerFrameSource;

beforeEach(() => {
    vi.stubGlobal('Worker', Worker);
    source = new WorkerFrameSource(
        () => ({ url: '/frame', entry: null }),
        null,
        () => undefined,
    );
});

afterEach(() => {
    vi.unstubAllGlobals();
    setUnauthorizedHandler(null);
});

const lost = (id: number): FrameReply => ({ id, error: { text: 'You are not signed in any more.' }, signedOut: true });

describe('frames after the session has expired', () => {
    it('are asked for again once somebody has signed in', async () => {
        setUnauthorizedHandler(() => Promise.resolve(true));
        const bitmap = {} as ImageBitmap;
        const loading = source.load(7, () => undefined, signal);
        say(lost(1));
        await turn();
        expect(frames()).toEqual([7, 7]);
        say({ id: 1, bitmap, reduced: false });
        expect(await loading).toBe(bitmap);
    });

    it('do not arrive where nobody signs in', async () => {
        setUnauthorizedHandler(() => Promise.resolve(false));
        const loading = source.load(7, () => undefined, signal);
        say(lost(1));
        await expect(loading).rejects.toThrow('You are not signed in any more.');
        expect(frames()).toEqual([7]);
    });

    it('that were left meanwhile are not asked for', async () => {
        let signedIn: (yes: boolean) => void = () => undefined;
        setUnauthorizedHandler(() => new Promise(resolve => (signedIn = resolve)));
        const leaving = new AbortController();
        const loading = source.load(7, () => undefined, leaving.signal);
        say(lost(1));
        leaving.abort();
        await expect(loading).rejects.toThrow();
        signedIn(true);
        await turn();
        expect(frames()).toEqual([7]);
    });
});

describe('what a refused frame says about a video', () => {
    const refused = (status: number) =>
        fetchBytes(
            { fetch: () => Promise.resolve(new Response('["No."]', { status })), wait: () => Promise.resolve() },
            '/packets',
            () => undefined,
        );

    it('is nothing where the session has expired or the server is in trouble: it is not given up', async () => {
        await expect(refused(401)).rejects.toBeInstanceOf(SignedOut);
        await expect(refused(503)).rejects.toBeInstanceOf(Unanswered);
        await expect(refused(503)).rejects.toThrow('The frame did not arrive (503). No.');
    });

    it('is that there are no packets where they are refused', async () => {
        await expect(refused(404)).rejects.not.toBeInstanceOf(Unanswered);
    });
});
