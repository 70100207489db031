import type { FrameObject } from '../model/types';
import { ImagePainter, type FramePicture } from './image';
import type { Brush } from './brush';
import { paintObject, type Matrix, type Palette } from './paint';

/** The frame before the one shown: its picture shines through, its objects are thin dashed outlines. */
export interface Ghost {
    readonly picture: FramePicture | null;
    /** Of the picture, 0 to 1. */
    readonly opacity: number;
    readonly objects: readonly FrameObject[];
    brush(object: FrameObject): Brush;
}

/** From so many objects on, their outlines would hide the picture rather than tell where things were. */
const CROWD = 500;

export class GhostPainter {
    private readonly painter = new ImagePainter();

    draw(target: CanvasRenderingContext2D, ghost: Ghost, m: Matrix, palette: Palette): void {
        target.save();
        if (ghost.picture) {
            target.globalAlpha = ghost.opacity;
            this.painter.draw(target, ghost.picture, m);
        }
        target.globalAlpha = 0.8;
        target.setTransform(1, 0, 0, 1, 0, 0);
        if (ghost.objects.length < CROWD)
            for (const object of ghost.objects) paintObject(target, object, m, ghost.brush(object), palette);
        target.restore();
    }
}
