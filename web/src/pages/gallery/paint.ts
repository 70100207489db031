import type { LabelSet } from '../../editor/model/labels';
import { skeletonEdges } from '../../editor/model/skeleton';
import type { Box, FrameObject, Size } from '../../editor/model/types';
import { MaskPictures } from '../../editor/render/masks';
import type { Brush } from '../../editor/render/brush';
import { paintObject, type Matrix, type Palette } from '../../editor/render/paint';
import { PaintedPictures } from '../../editor/render/painted';
import { t } from '../../shared/language';
import { colourOfLabel } from './model';

export function paletteOf(labels: LabelSet): Palette {
    return {
        masks: new MaskPictures(),
        painted: new PaintedPictures(),
        edges: labelId => {
            const label = labels.get(labelId);
            return label?.type === 'skeleton' ? skeletonEdges(label) : [];
        },
        sublabelColour: labelId => colourOfLabel(labels, labelId),
    };
}

export interface Painting {
    readonly labels: LabelSet;
    readonly palette: Palette;
    readonly ratio: number;
}

function brushOf(object: FrameObject, { labels, ratio }: Painting, fill: number): Brush {
    const colour = colourOfLabel(labels, object.labelId);
    return {
        colour,
        outline: colour,
        fill,
        lineWidth: 1.5 * ratio,
        pointRadius: 2 * ratio,
        dashed: object.occluded,
    };
}

/** The largest box of a shape of `inner` in the middle of `outer`. */
export function fitInside(inner: Size, outer: Size): Box {
    const scale = Math.min(outer.width / inner.width, outer.height / inner.height);
    const width = inner.width * scale;
    const height = inner.height * scale;
    const minX = (outer.width - width) / 2;
    const minY = (outer.height - height) / 2;
    return { minX, minY, maxX: minX + width, maxY: minY + height };
}

/**
 * The part of an image a crop shows: the object with some of what is around it, widened to the shape of the tile. It may
 * reach beyond the image.
 */
export function cropAround(box: Box, tile: Size): Box {
    const width = Math.max(1, box.maxX - box.minX);
    const height = Math.max(1, box.maxY - box.minY);
    const pad = Math.max(6, 0.15 * Math.max(width, height));
    const scale = Math.max((width + 2 * pad) / tile.width, (height + 2 * pad) / tile.height);
    const x = (box.minX + box.maxX) / 2;
    const y = (box.minY + box.maxY) / 2;
    return {
        minX: x - (tile.width * scale) / 2,
        minY: y - (tile.height * scale) / 2,
        maxX: x + (tile.width * scale) / 2,
        maxY: y + (tile.height * scale) / 2,
    };
}

/** The canvas in device pixels, empty. */
function surface(canvas: HTMLCanvasElement, size: Size, ratio: number): CanvasRenderingContext2D {
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    const context = canvas.getContext('2d');
    if (!context) throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
    return context;
}

/** A whole frame in the middle of its tile, with its objects on it. */
export function paintFrame(
    canvas: HTMLCanvasElement,
    tile: Size,
    picture: ImageBitmap,
    image: Size,
    objects: readonly FrameObject[],
    painting: Painting,
): void {
    const context = surface(canvas, tile, painting.ratio);
    const place = fitInside(image, canvas);
    context.drawImage(picture, place.minX, place.minY, place.maxX - place.minX, place.maxY - place.minY);
    const scale = (place.maxX - place.minX) / image.width;
    const m: Matrix = [scale, 0, 0, scale, place.minX, place.minY];
    for (const object of objects) paintObject(context, object, m, brushOf(object, painting, 0.25), painting.palette);
}

/** One object cut out of its frame; its outline where asked for. */
export function paintCrop(
    canvas: HTMLCanvasElement,
    tile: Size,
    picture: ImageBitmap,
    image: Size,
    crop: Box,
    object: FrameObject | null,
    painting: Painting,
): void {
    const context = surface(canvas, tile, painting.ratio);
    const scale = canvas.width / (crop.maxX - crop.minX);
    context.imageSmoothingEnabled = scale < 4;
    context.drawImage(picture, -crop.minX * scale, -crop.minY * scale, image.width * scale, image.height * scale);
    if (!object) return;
    const m: Matrix = [scale, 0, 0, scale, -crop.minX * scale, -crop.minY * scale];
    paintObject(context, object, m, brushOf(object, painting, object.type === 'mask' ? 0.1 : 0), painting.palette);
}
