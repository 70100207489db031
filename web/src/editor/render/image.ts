import { levelFor, tileBox, tilesIn, type TileKey } from '../media/pyramid';
import type { Size } from '../model/types';
import { adjustCanvas, AdjustedPictures, type Tone } from './adjust';
import { shownPart } from './grid';
import { device, type Matrix } from './paint';

/** From this many device pixels per image pixel on, pixels show as squares. */
const SQUARES = 4;

/** The tiles of the frame, as far as they are there. */
export interface TilePictures {
    get(key: TileKey): ImageBitmap | undefined;
    /** Says what is looked at, in the order in which it should come. */
    want(keys: readonly TileKey[]): void;
}

/** A frame's picture. The bitmap may have fewer pixels than the image it stands for; tiles then bring the rest. */
export interface FramePicture {
    readonly bitmap: ImageBitmap;
    readonly image: Size;
    readonly tiles: TilePictures | null;
    /** The level of tiles that is drawn; where it is missing, the one that suits the scale. */
    readonly level?: number;
    readonly tone: Tone | null;
    readonly smooth: boolean;
}

type Target = CanvasRenderingContext2D;

/**
 * Draws the frame's picture. Where it is made smaller the result is kept once it is drawn again, as scaling costs far more
 * than copying and the scale rests while the view is moved. Adjusted pixels are kept, too.
 */
export class ImagePainter {
    private scaled: { bitmap: ImageBitmap; tone: Tone | null; key: string; canvas: HTMLCanvasElement } | null = null;
    /** What was drawn last. */
    private last: { bitmap: ImageBitmap; key: string } | null = null;
    private readonly adjusted = new AdjustedPictures();

    draw(target: Target, picture: FramePicture, m: Matrix): void {
        const { bitmap, image, tiles, tone, smooth } = picture;
        const [a, b, c, d, e, f] = m;
        const scale = Math.hypot(a, b);
        if (scale < 1 && !tiles) {
            // Turned by quarters, the image reaches from its origin in the directions of both axes.
            const left = Math.min(0, a * image.width) + Math.min(0, c * image.height);
            const top = Math.min(0, b * image.width) + Math.min(0, d * image.height);
            if (!tone && this.isNew(picture, m)) return drawShrunk(target, picture, m);
            target.setTransform(1, 0, 0, 1, 0, 0);
            target.drawImage(this.shrunk(picture, m, left, top), e + Math.floor(left), f + Math.floor(top));
            return;
        }
        if (tiles) return this.drawTiles(target, picture, tiles, m, scale);
        target.setTransform(...m);
        target.imageSmoothingEnabled = smooth && scale < SQUARES;
        target.drawImage(this.adjusted.of(bitmap, tone), 0, 0, image.width, image.height);
    }

    /** What there is of finer levels lies over what there is of coarser ones. */
    private drawTiles(target: Target, picture: FramePicture, tiles: TilePictures, m: Matrix, scale: number): void {
        const { bitmap, image, tone, smooth } = picture;
        const level = picture.level ?? levelFor(image, scale);
        const { from, to } = shownPart(m, target.canvas, image);
        const part = { minX: from.x, minY: from.y, maxX: to.x, maxY: to.y };
        const wanted = tilesIn(image, level, part);
        tiles.want(wanted);
        target.imageSmoothingEnabled = true;
        if (wanted.some(key => !tiles.get(key))) {
            target.setTransform(...m);
            target.drawImage(this.adjusted.of(bitmap, tone), 0, 0, image.width, image.height);
            for (const coarser of [level + 2, level + 1])
                for (const key of tilesIn(image, coarser, part)) this.drawTile(target, picture, tiles, key, m);
        }
        target.imageSmoothingEnabled = smooth && scale < SQUARES;
        for (const key of wanted) this.drawTile(target, picture, tiles, key, m);
    }

    /** On whole device pixels, or seams would show between neighbours. */
    private drawTile(target: Target, picture: FramePicture, tiles: TilePictures, key: TileKey, m: Matrix): void {
        const tile = tiles.get(key);
        if (!tile) return;
        const { minX, minY, maxX, maxY } = tileBox(picture.image, key);
        const [x0, y0] = device(m, minX, minY).map(Math.round);
        const [x1, y1] = device(m, maxX, minY).map(Math.round);
        const [x2, y2] = device(m, minX, maxY).map(Math.round);
        const k = 2 ** key.level;
        const [width, height] = [(maxX - minX) / k, (maxY - minY) / k];
        target.setTransform((x1 - x0) / width, (y1 - y0) / width, (x2 - x0) / height, (y2 - y0) / height, x0, y0);
        target.drawImage(this.adjusted.of(tile, picture.tone), 0, 0, width, height, 0, 0, width, height);
    }

    /** Whether a picture is drawn like this for the first time: frames that fly past are not worth keeping. */
    private isNew({ bitmap }: FramePicture, [a, b, c, d]: Matrix): boolean {
        const key = [a, b, c, d].join();
        const { last } = this;
        this.last = { bitmap, key };
        return last?.bitmap !== bitmap || last.key !== key;
    }

    private shrunk({ bitmap, image, tone }: FramePicture, m: Matrix, left: number, top: number): HTMLCanvasElement {
        const [a, b, c, d] = m;
        const key = [a, b, c, d].join();
        const { scaled } = this;
        if (scaled?.bitmap === bitmap && scaled.tone === tone && scaled.key === key) return scaled.canvas;
        const canvas = scaled?.canvas ?? document.createElement('canvas');
        canvas.width = Math.ceil(Math.abs(a * image.width) + Math.abs(c * image.height)) + 1;
        canvas.height = Math.ceil(Math.abs(b * image.width) + Math.abs(d * image.height)) + 1;
        const context = canvas.getContext('2d');
        if (context) {
            drawShrunk(context, { bitmap, image }, [a, b, c, d, -Math.floor(left), -Math.floor(top)]);
            if (tone) adjustCanvas(context, tone);
        }
        this.scaled = { bitmap, tone, key, canvas };
        return canvas;
    }
}

function drawShrunk(target: Target, { bitmap, image }: Pick<FramePicture, 'bitmap' | 'image'>, m: Matrix): void {
    target.setTransform(...m);
    target.imageSmoothingEnabled = true;
    target.imageSmoothingQuality = 'medium';
    target.drawImage(bitmap, 0, 0, image.width, image.height);
}
