import { decodeMask, type MaskBitmap } from '../../model/mask';
import type { Points } from '../../model/types';

/** Side of a layer of the atlas, in pixels. */
export const ATLAS_SIDE = 2048;
/** Masks larger than this are cut into pieces. */
const PIECE = 1022;
/** Pixels around each piece of what lies there in the mask, as neighbours are blended where the view is small. */
const BORDER = 1;

/** A rectangle of a mask: where it lies on the image, and where its first pixel lies in the atlas. */
export interface MaskPiece {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly x: number;
    readonly y: number;
    readonly layer: number;
}

/** Puts pixels, 1 where set, into a layer of the atlas. */
export type PutPixels = (x: number, y: number, layer: number, width: number, height: number, data: Uint8Array) => void;

/** Rows of pieces of about the same height, layer by layer. */
export class Shelves {
    private layer = 0;
    private x = 0;
    private y = 0;
    private height = 0;

    constructor(private readonly layers: number) {}

    /** A free place, or null where there is none. */
    place(width: number, height: number): { x: number; y: number; layer: number } | null {
        if (this.x + width > ATLAS_SIDE) [this.x, this.y, this.height] = [0, this.y + this.height, 0];
        if (this.y + height > ATLAS_SIDE) [this.x, this.y, this.height, this.layer] = [0, 0, 0, this.layer + 1];
        if (this.layer >= this.layers) return null;
        const at = { x: this.x, y: this.y, layer: this.layer };
        this.x += width;
        this.height = Math.max(this.height, height);
        return at;
    }
}

/** The pixels of all masks shown, in the layers of one texture. Masks stay where they are until it is made anew. */
export class Atlas {
    private readonly shelves: Shelves;
    private readonly known = new Map<Points, readonly MaskPiece[]>();
    /** There was no room for a mask. */
    full = false;

    constructor(
        layers: number,
        private readonly put: PutPixels,
    ) {
        this.shelves = new Shelves(layers);
    }

    find(points: Points): readonly MaskPiece[] {
        let pieces = this.known.get(points);
        if (!pieces) this.known.set(points, (pieces = this.add(points)));
        return pieces;
    }

    private add(points: Points): MaskPiece[] {
        const mask = decodeMask(points);
        const pieces: MaskPiece[] = [];
        for (let top = 0; top < mask.height; top += PIECE) {
            for (let left = 0; left < mask.width; left += PIECE) {
                const width = Math.min(PIECE, mask.width - left);
                const height = Math.min(PIECE, mask.height - top);
                const framed = { width: width + 2 * BORDER, height: height + 2 * BORDER };
                const at = this.shelves.place(framed.width, framed.height);
                if (!at) {
                    this.full = true;
                    return [];
                }
                const data = cut(mask, left - BORDER, top - BORDER, framed.width, framed.height);
                this.put(at.x, at.y, at.layer, framed.width, framed.height, data);
                pieces.push({
                    left: mask.left + left,
                    top: mask.top + top,
                    width,
                    height,
                    x: at.x + BORDER,
                    y: at.y + BORDER,
                    layer: at.layer,
                });
            }
        }
        return pieces;
    }
}

/** A rectangle of a mask, nothing where it reaches beyond. */
function cut(mask: MaskBitmap, left: number, top: number, width: number, height: number): Uint8Array {
    const out = new Uint8Array(width * height);
    const first = Math.max(0, left);
    const last = Math.min(mask.width, left + width);
    for (let row = Math.max(0, -top); row < height && top + row < mask.height; ++row) {
        const from = (top + row) * mask.width;
        out.set(mask.data.subarray(from + first, from + last), row * width + first - left);
    }
    return out;
}
