import type { Box } from '../model/types';

/** The still picture of all objects that are not in hand: a canvas that is told what to draw anew. */
export interface StillShapes {
    readonly canvas: HTMLCanvasElement;
    /** Fits the canvas to so many device pixels. */
    resize(width: number, height: number): void;
    /** The camera has moved. */
    moved(): void;
    /** Everything looks different; `forget` where the old picture must not show meanwhile. */
    restyle(forget: boolean): void;
    /** Objects within a part of the image have changed. */
    touch(box: Box): void;
    /** Draws as much as there is time for; whether that is all. */
    draw(): boolean;
    dispose(): void;
}

/** Who draws objects: what suits, the graphics card, or the processor. */
export type Drawing = 'auto' | 'card' | 'processor';

/** From this many objects in view on, outlines are one device pixel wide: more would hide the picture. */
export const DENSE = 800;

/** Time for drawing within one frame, in milliseconds: short where there is much, so that the page stays quick. */
export class Budget {
    /** When the part before was drawn, of a picture that is not complete. */
    private drawnAt: number | null = null;

    /** When to stop. Where frames take long anyway, as on very large screens, drawing may take a share of them. */
    until(now: number, objects: number): number {
        const interval = this.drawnAt === null ? 0 : Math.min(100, now - this.drawnAt);
        this.drawnAt = now;
        return now + (objects < DENSE ? SPARSE_BUDGET : Math.max(BUDGET, SHARE * interval));
    }

    /** The picture is complete: the time until the next one says nothing of how long frames take. */
    done(): void {
        this.drawnAt = null;
    }
}

export const BUDGET = 9;
/** Where there is little to draw it is drawn at once. */
const SPARSE_BUDGET = 50;
const SHARE = 0.4;
