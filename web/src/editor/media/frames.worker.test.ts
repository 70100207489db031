import { afterEach, expect, it, vi } from 'vitest';
import type { FrameReply, FrameRequest } from './frames.worker';

afterEach(() => vi.unstubAllGlobals());

it('brings every frame as a picture once the video turns out not to be decoded here', async () => {
    const replies: FrameReply[] = [];
    const worker = { postMessage: (message: FrameReply) => void replies.push(message) } as unknown as {
        onmessage: (event: { data: FrameRequest }) => void;
    };
    vi.stubGlobal('self', worker);
    vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }));
    vi.stubGlobal('fetch', (url: string) =>
        Promise.resolve(url.startsWith('/packets') ? new Response('No.', { status: 400 }) : new Response('picture')),
    );
    await import('./frames.worker');
    const send = (data: FrameRequest) => worker.onmessage({ data });
    send({ packetsUrl: '/packets', lastFrame: 99 });
    for (const id of [1, 2, 3]) send({ id, frame: id, address: { url: `/frame/${id}`, entry: null }, whole: false });
    const pictures = () => replies.flatMap(one => ('bitmap' in one ? [one.id] : [])).sort();
    await vi.waitFor(() => expect(pictures()).toEqual([1, 2, 3]), { timeout: 60_000 });
    expect(replies.filter(one => 'error' in one)).toEqual([]);
    expect(replies.filter(one => 'pictures' in one)).toHaveLength(1);
});
