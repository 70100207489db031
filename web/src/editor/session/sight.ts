import { levelFor, tileBox, TILE_SIDE } from '../media/pyramid';
import { seenObject } from '../model/parts';
import type { Point, Size } from '../model/types';
import { Toner } from '../render/adjust';
import type { Ghost } from '../render/ghost';
import { ImagePainter, type FramePicture } from '../render/image';
import type { Session } from './session';

export type Colour = readonly [number, number, number];

/** The picture of the frame that is shown, adjusted as asked for, and the colour of its pixels as they are. */
export class Sight {
    private readonly toner = new Toner();
    private probe: CanvasRenderingContext2D | null = null;

    constructor(private readonly session: Session) {}

    framePicture(): FramePicture | null {
        const { session } = this;
        return this.pictureOf(session.frame, session.tiles?.of(session.frame) ?? null);
    }

    /** The frame before, with what is seen on it; none while playing, when nobody compares. */
    ghost(): Omit<Ghost, 'brush'> | null {
        const { session } = this;
        const { preferences, playing } = session.state;
        const { onion, onionOpacity } = preferences.image;
        if (!onion || playing) return null;
        const { frames, document, frame } = session;
        const before = frames.numbers
            .slice(0, frames.positionOf(frame))
            .findLast(one => !document.deletedFrames.has(one));
        if (before === undefined) return null;
        const objects = document
            .objectsOn(before)
            .filter(object => !session.visibility.hides(object))
            .map(object => seenObject(object, session.state.hiddenParts))
            .filter(object => !object.outside);
        return { picture: this.pictureOf(before, null), opacity: onionOpacity / 100, objects };
    }

    private pictureOf(frame: number, tiles: FramePicture['tiles']): FramePicture | null {
        const { session } = this;
        const deep = session.bands.pictureOf(frame);
        const bitmap = deep ?? session.cache.get(frame);
        if (!bitmap) return null;
        const { adjustment, image } = session.state.preferences;
        return {
            bitmap,
            image: session.sizeOf(frame),
            tiles: deep ? null : tiles,
            tone: this.toner.toneFor(adjustment, bitmap),
            smooth: image.smooth,
        };
    }

    /** Cuts parts out of a large image, as sharp as the tiles that are there; undefined where the bitmap has all there is. */
    cutter(): ((left: number, top: number, cell: number, size: Size) => Promise<ImageBitmap>) | undefined {
        const picture = this.framePicture();
        const tiles = picture?.tiles;
        if (!tiles) return undefined;
        // What is looked at stays what is fetched, and is what there is, however finely it is asked for.
        const there = { get: tiles.get, want: () => undefined };
        const ratio = window.devicePixelRatio || 1;
        const level = levelFor(picture.image, this.session.viewport.camera.scale * ratio);
        return (left, top, cell, { width, height }) => {
            const canvas = document.createElement('canvas');
            canvas.width = width;
            canvas.height = height;
            const context = canvas.getContext('2d');
            const matrix = [1 / cell, 0, 0, 1 / cell, -left / cell, -top / cell] as const;
            if (context)
                new ImagePainter().draw(context, { ...picture, tiles: there, level, tone: null, smooth: true }, matrix);
            return createImageBitmap(canvas);
        };
    }

    /** Red, green and blue of the pixel at a point; null outside the image, or while its picture is on the way. */
    colourAt({ x, y }: Point): Colour | null {
        const picture = this.framePicture();
        if (!picture) return null;
        const { image } = picture;
        if (x < 0 || y < 0 || x >= image.width || y >= image.height) return null;
        const key = { level: 0, x: Math.floor(x / TILE_SIDE), y: Math.floor(y / TILE_SIDE) };
        const tile = picture.tiles?.get(key);
        const { minX, minY } = tile ? tileBox(image, key) : { minX: 0, minY: 0 };
        const source = tile ?? picture.bitmap;
        const k = tile ? 1 : picture.bitmap.width / image.width;
        this.probe ??= onePixel();
        if (!this.probe) return null;
        this.probe.drawImage(source, Math.floor((x - minX) * k), Math.floor((y - minY) * k), 1, 1, 0, 0, 1, 1);
        const [r, g, b] = this.probe.getImageData(0, 0, 1, 1).data;
        return [r, g, b];
    }
}

function onePixel(): CanvasRenderingContext2D | null {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    return canvas.getContext('2d', { willReadFrequently: true });
}
