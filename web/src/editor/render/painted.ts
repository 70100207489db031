import { t } from '../../shared/language';
import { TILE_SIDE, type MaskTile, type PaintedMask } from '../model/brush';
import { shownPart } from './grid';
import type { Matrix } from './paint';

interface Picture {
    readonly canvas: HTMLCanvasElement;
    readonly context: CanvasRenderingContext2D;
    tile: MaskTile | null;
    colour: string;
}

/**
 * The picture of the mask being painted, tile by tile. A tile that is the same as when it was drawn last is left alone,
 * so a stroke costs the tiles it crosses, whatever the size of the image.
 */
export class PaintedPictures {
    private readonly pictures = new Map<number, Picture>();

    draw(target: CanvasRenderingContext2D, mask: PaintedMask, m: Matrix, colour: string, alpha: number): void {
        target.save();
        target.transform(...m);
        target.globalAlpha = alpha;
        target.imageSmoothingEnabled = Math.hypot(m[0], m[1]) < 1;
        target.fillStyle = colour.slice(0, 7);
        const { from, to } = shownPart(m, target.canvas, mask.size);
        for (const [key, tile] of mask.tiles) {
            const x = (key % mask.columns) * TILE_SIDE;
            const y = Math.floor(key / mask.columns) * TILE_SIDE;
            if (x > to.x || y > to.y || x + TILE_SIDE < from.x || y + TILE_SIDE < from.y) continue;
            if (tile.set === TILE_SIDE * TILE_SIDE) target.fillRect(x, y, TILE_SIDE, TILE_SIDE);
            else target.drawImage(this.pictureOf(key, tile, colour).canvas, x, y);
        }
        target.restore();
        this.trim(mask);
    }

    /** The pictures are gone, and made anew. */
    forget(): void {
        this.pictures.clear();
    }

    private pictureOf(key: number, tile: MaskTile, colour: string): Picture {
        let picture = this.pictures.get(key);
        if (!picture) {
            const canvas = document.createElement('canvas');
            canvas.width = TILE_SIDE;
            canvas.height = TILE_SIDE;
            const context = canvas.getContext('2d');
            if (!context)
                throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
            picture = { canvas, context, tile: null, colour };
            this.pictures.set(key, picture);
        }
        if (picture.tile !== tile || picture.colour !== colour) {
            fill(picture.context, tile, colour);
            picture.tile = tile;
            picture.colour = colour;
        }
        return picture;
    }

    /** Forgets tiles of masks that are painted no more. */
    private trim(mask: PaintedMask): void {
        if (this.pictures.size < 2 * mask.tiles.size + 16) return;
        for (const key of this.pictures.keys()) if (!mask.tiles.has(key)) this.pictures.delete(key);
    }
}

function fill(context: CanvasRenderingContext2D, tile: MaskTile, colour: string): void {
    const image = context.createImageData(TILE_SIDE, TILE_SIDE);
    const rgb = Number.parseInt(colour.slice(1, 7), 16);
    const pixel = 0xff000000 | ((rgb & 255) << 16) | (rgb & 0xff00) | ((rgb >> 16) & 255);
    const out = new Int32Array(image.data.buffer);
    for (let i = 0; i < out.length; ++i) if (tile.data[i]) out[i] = pixel;
    context.putImageData(image, 0, 0);
}
