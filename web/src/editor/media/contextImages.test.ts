import { describe, expect, it } from 'vitest';
import { ContextImages } from './contextImages';
import { zip } from '../testdata/zip';

/** A store over a server that answers when told to, and what the browser holds for it. */
function storeWith(answer: (frame: number, signal: AbortSignal) => Promise<Uint8Array>) {
    const held = new Set<string>();
    const asked: number[] = [];
    const store = new ContextImages({
        fetch: (frame, signal) => {
            asked.push(frame);
            return answer(frame, signal);
        },
        keep: bytes => {
            const url = `blob:${held.size}/${bytes.join('.')}`;
            held.add(url);
            return url;
        },
        forget: url => held.delete(url),
    });
    return { store, held, asked };
}

const archive = (frame: number) =>
    zip([
        { name: `left/${frame}.jpg`, data: new Uint8Array([frame, 1]) },
        { name: `right/${frame}.jpg`, data: new Uint8Array([frame, 2]) },
    ]);

describe('context images', () => {
    it('of a frame are those of its archive, fetched once', async () => {
        const { store, asked } = storeWith(frame => Promise.resolve(archive(frame)));
        const images = await store.load(3);
        expect(images.map(image => image.name)).toEqual(['left/3.jpg', 'right/3.jpg']);
        expect(await store.load(3)).toBe(images);
        expect(asked).toEqual([3]);
    });

    it('of a frame that was left are given up', async () => {
        let late: (bytes: Uint8Array) => void = () => undefined;
        const { store, held } = storeWith(frame =>
            frame === 1 ? new Promise(resolve => (late = resolve)) : Promise.resolve(archive(frame)),
        );
        const first = store.load(1);
        await store.load(2);
        late(archive(1));
        await expect(first).rejects.toThrow();
        expect(held.size).toBe(2);
    });

    it('that could not be had are asked for again', async () => {
        let times = 0;
        const { store } = storeWith(frame =>
            ++times === 1 ? Promise.reject(new Error('No answer.')) : Promise.resolve(archive(frame)),
        );
        await expect(store.load(1)).rejects.toThrow('No answer.');
        expect(await store.load(1)).toHaveLength(2);
    });

    it('are forgotten from a dozen frames on, and at the end', async () => {
        const { store, held } = storeWith(frame => Promise.resolve(archive(frame)));
        for (let frame = 0; frame < 20; ++frame) await store.load(frame);
        expect(held.size).toBe(24);
        store.dispose();
        expect(held.size).toBe(0);
    });
});
