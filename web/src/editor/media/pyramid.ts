import type { Box, Size } from '../model/types';

/** Side of a tile in pixels of its level. */
export const TILE_SIDE = 512;
/** Images with a longer side come in tiles. */
export const TILED_FROM = 4096;
/** Longest side of the picture of the whole image that is shown until its tiles are there. */
const BASE_SIDE = 2048;

/** A tile of an image's pyramid. Level 0 is the image itself; every further one has half the sides, rounded up. */
export interface TileKey {
    readonly level: number;
    readonly x: number;
    readonly y: number;
}

export function isTiled({ width, height }: Size): boolean {
    return Math.max(width, height) > TILED_FROM;
}

export function levelSize({ width, height }: Size, level: number): Size {
    const k = 2 ** level;
    return { width: Math.ceil(width / k), height: Math.ceil(height / k) };
}

/** The first level that fits into a side. */
function levelWithin(image: Size, side: number): number {
    let level = 0;
    for (; ; ++level) {
        const { width, height } = levelSize(image, level);
        if (Math.max(width, height) <= side) return level;
    }
}

/** The last level is one tile. */
export function topLevel(image: Size): number {
    return levelWithin(image, TILE_SIDE);
}

/** The level that the picture of the whole image is made of. */
export function baseLevel(image: Size): number {
    return levelWithin(image, BASE_SIDE);
}

/** The coarsest level that is no less sharp than the screen; `scale` is device pixels per image pixel. */
export function levelFor(image: Size, scale: number): number {
    // A hair more than a pixel of the screen is not worth four times the tiles.
    const level = Math.floor(Math.log2(1 / scale) + 0.05);
    return Math.min(topLevel(image), Math.max(0, level));
}

/** What a tile covers, in image pixels. */
export function tileBox(image: Size, { level, x, y }: TileKey): Box {
    const side = TILE_SIDE * 2 ** level;
    return {
        minX: x * side,
        minY: y * side,
        maxX: Math.min(image.width, (x + 1) * side),
        maxY: Math.min(image.height, (y + 1) * side),
    };
}

/** The tiles of a level that meet a part of the image, those in its middle first. */
export function tilesIn(image: Size, level: number, part: Box): TileKey[] {
    const side = TILE_SIDE * 2 ** level;
    const range = (from: number, to: number, end: number) => {
        const first = Math.floor(Math.max(0, from) / side);
        const last = Math.ceil(Math.min(end, to) / side) - 1;
        return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
    };
    const [middleX, middleY] = [(part.minX + part.maxX) / (2 * side), (part.minY + part.maxY) / (2 * side)];
    const away = ({ x, y }: TileKey) => (x + 0.5 - middleX) ** 2 + (y + 0.5 - middleY) ** 2;
    return range(part.minY, part.maxY, image.height)
        .flatMap(y => range(part.minX, part.maxX, image.width).map(x => ({ level, x, y })))
        .sort((a, b) => away(a) - away(b));
}
