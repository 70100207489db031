import { decodeMask } from '../model/mask';
import type { Points } from '../model/types';

/** Pixels of decoded masks kept at most, over all masks. */
const BUDGET = 48_000_000;

interface Picture {
    readonly canvas: HTMLCanvasElement;
    readonly left: number;
    readonly top: number;
}

/** Masks as tinted pictures, kept by their run lengths and colour; the longest unused go first. */
export class MaskPictures {
    private readonly pictures = new Map<Points, Map<string, Picture>>();
    private pixels = 0;

    get(points: Points, colour: string): Picture {
        const known = this.pictures.get(points);
        const found = known?.get(colour);
        if (known && found) {
            this.pictures.delete(points);
            this.pictures.set(points, known);
            return found;
        }
        const picture = paintMask(points, colour);
        this.pixels += picture.canvas.width * picture.canvas.height;
        this.pictures.set(points, (known ?? new Map()).set(colour, picture));
        this.evict(points);
        return picture;
    }

    /** The pictures are gone, and made anew. */
    forget(): void {
        this.pictures.clear();
        this.pixels = 0;
    }

    private evict(keep: Points): void {
        for (const [points, byColour] of this.pictures) {
            if (this.pixels <= BUDGET || points === keep) return;
            for (const { canvas } of byColour.values()) this.pixels -= canvas.width * canvas.height;
            this.pictures.delete(points);
        }
    }
}

function paintMask(points: Points, colour: string): Picture {
    const mask = decodeMask(points);
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, mask.width);
    canvas.height = Math.max(1, mask.height);
    const context = canvas.getContext('2d');
    if (!context || !mask.data.length) return { canvas, left: mask.left, top: mask.top };
    const image = context.createImageData(mask.width, mask.height);
    const rgb = Number.parseInt(colour.slice(1, 7), 16);
    const pixel = 0xff000000 | ((rgb & 255) << 16) | (rgb & 0xff00) | ((rgb >> 16) & 255);
    const out = new Int32Array(image.data.buffer);
    for (let i = 0; i < mask.data.length; ++i) if (mask.data[i]) out[i] = pixel;
    context.putImageData(image, 0, 0);
    return { canvas, left: mask.left, top: mask.top };
}
