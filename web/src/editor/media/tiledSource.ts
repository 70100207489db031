import { tileUrl } from '../../api';
import { t } from '../../shared/language';
import type { Size } from '../model/types';
import { baseLevel, isTiled, levelSize, TILE_SIDE, tilesIn, type TileKey } from './pyramid';
import type { FrameSource, WorkerFrameSource } from './source';

/**
 * Frames of large images as pictures of a level that shows the whole of them; single tiles of the others are had
 * besides. Small images come as they always do.
 */
export class TiledSource implements FrameSource {
    constructor(
        private readonly inner: WorkerFrameSource,
        private readonly jobId: number,
        private readonly sizeOf: (frame: number) => Size,
    ) {}

    tile(frame: number, key: TileKey, signal: AbortSignal): Promise<ImageBitmap> {
        const address = { url: tileUrl(this.jobId, frame, key), entry: null };
        return this.inner.loadFrom(address, frame, () => undefined, signal);
    }

    async load(
        frame: number,
        progress: (fraction: number) => void,
        signal: AbortSignal,
        whole = false,
    ): Promise<ImageBitmap> {
        const image = this.sizeOf(frame);
        if (!isTiled(image)) return this.inner.load(frame, progress, signal, whole);
        const level = baseLevel(image);
        const { width, height } = levelSize(image, level);
        const canvas = document.createElement('canvas');
        canvas.width = width;
        canvas.height = height;
        const context = canvas.getContext('2d');
        if (!context) throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
        const keys = tilesIn(image, level, { minX: 0, minY: 0, maxX: image.width, maxY: image.height });
        let arrived = 0;
        await Promise.all(
            keys.map(async key => {
                const tile = await this.tile(frame, key, signal);
                context.drawImage(tile, key.x * TILE_SIDE, key.y * TILE_SIDE);
                tile.close();
                progress(++arrived / keys.length);
            }),
        );
        return createImageBitmap(canvas);
    }

    /** Tiles bring the pixels that are missing. */
    isReduced(bitmap: ImageBitmap): boolean {
        return this.inner.isReduced(bitmap);
    }

    dispose(): void {
        this.inner.dispose();
    }
}
