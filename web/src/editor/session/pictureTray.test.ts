import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_PICTURES, PictureTray } from './pictureTray';

const png = (name = 'a.png', type = 'image/png') => new File(['x'], name, { type });

function tray() {
    let id = 0;
    const server = {
        uploadPicture: vi.fn(async (_job: number, file: File) => ({ uuid: `uuid ${++id}`, filename: file.name })),
        deleteAsset: vi.fn(async () => undefined),
    };
    return { server, tray: new PictureTray(7, server) };
}

beforeEach(() => {
    URL.createObjectURL = () => 'blob:x';
    URL.revokeObjectURL = () => undefined;
});

describe('pictures beside a text', () => {
    it('are sent when they are added, and are named once they have arrived', async () => {
        const { tray: pictures, server } = tray();
        const adding = pictures.add('new', [png(), png('b.png')]);
        expect(pictures.isReady('new')).toBe(false);
        await adding;
        expect(pictures.isReady('new')).toBe(true);
        expect(pictures.named('new').map(one => one.name)).toEqual(['a.png', 'b.png']);
        expect(pictures.named('thread/1')).toEqual([]);
        pictures.sent('new');
        expect(pictures.of('new')).toEqual([]);
        expect(server.deleteAsset).not.toHaveBeenCalled();
    });

    it('that are taken away go from the server, stored ones only with their comment', async () => {
        const { tray: pictures, server } = tray();
        pictures.begin('edit/1', [{ uuid: 'old', name: 'old' }]);
        await pictures.add('edit/1', [png()]);
        for (const { key } of pictures.of('edit/1')) pictures.remove('edit/1', key);
        expect(server.deleteAsset).toHaveBeenCalledTimes(1);
        expect(server.deleteAsset).toHaveBeenCalledWith('uuid 1');
    });

    it('that are taken away on their way are not left there', async () => {
        const { tray: pictures, server } = tray();
        const adding = pictures.add('new', [png()]);
        pictures.remove('new', pictures.of('new')[0].key);
        await adding;
        expect(server.deleteAsset).toHaveBeenCalledWith('uuid 1');
        expect(pictures.of('new')).toEqual([]);
    });

    it('say why they were not taken', async () => {
        const { tray: pictures, server } = tray();
        await pictures.add('new', [png('a.svg', 'image/svg+xml')]);
        expect(pictures.store.getState().problems.new).toMatch(/Only JPEG/);
        server.uploadPicture.mockRejectedValueOnce(new Error('no connection'));
        await pictures.add('new', [png()]);
        expect(pictures.store.getState().problems.new).toMatch(/a.png was not added. no connection/);
        expect(pictures.of('new')).toEqual([]);
        await pictures.add(
            'new',
            Array.from({ length: MOST_PICTURES + 1 }, () => png()),
        );
        expect(pictures.of('new')).toHaveLength(MOST_PICTURES);
        expect(pictures.store.getState().problems.new).toMatch(/at most/);
    });
});
