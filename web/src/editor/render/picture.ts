import type { FrameObject, ObjectId, Size } from '../model/types';
import type { Brush } from './brush';
import type { Camera } from './camera';
import type { CaptionSource } from './captions';
import type { Ghost } from './ghost';
import type { GridLook } from './grid';
import type { FramePicture } from './image';
import type { OverlayContent } from './overlay';
import type { Palette } from './paint';
import type { Scene } from './scene';
import type { Drawing } from './still';

/** Where the renderer finds what to draw; read anew on every frame. */
export interface Picture {
    readonly camera: Camera;
    readonly viewport: Size;
    readonly image: Size;
    readonly grid: GridLook;
    /** Show the borders of pixels where they are large. */
    readonly pixelGrid: boolean;
    /** By whom objects are drawn. */
    readonly drawing: Drawing;
    readonly scene: Scene;
    readonly palette: Palette;
    /** Objects to compare with those of the scene, drawn above them. */
    truth(): { readonly scene: Scene; brush(object: FrameObject): Brush } | null;
    /** Objects drawn on the overlay instead of the still picture. */
    readonly lifted: ReadonlySet<ObjectId>;
    /** The frame's picture, once it is there. */
    framePicture(): FramePicture | null;
    /** The frame before, where it is to shine through. */
    ghost(): Ghost | null;
    plainBrush(object: FrameObject, dense: boolean): Brush;
    overlay(): OverlayContent;
    /** Texts of all objects, where they are wanted. */
    texts(): CaptionSource | null;
}
