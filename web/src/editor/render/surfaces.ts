import type { Box } from '../model/types';
import { GlShapes } from './gl/glShapes';
import type { Matrix } from './paint';
import type { Picture } from './picture';
import type { StillShapes } from './still';
import { TiledShapes } from './tiledShapes';

/** From this many objects on, or of masks, the graphics card draws faster; below the other half tiles do as well. */
const MANY = { objects: 2000, masks: 200 };
const FEW = { objects: 1000, masks: 100 };
/** A card that is lost so often is not asked again. */
const MOST_LOSSES = 3;

interface View {
    /** Maps image to device pixels. */
    matrix(): Matrix;
    /** Device pixels per CSS pixel. */
    ratio(): number;
    /** Draw once more. */
    mark(): void;
}

/**
 * Which of the two ways draws the still picture of objects: tiles painted by Canvas 2D, or the graphics card where there
 * is one and enough to draw. Goes back to tiles when the card is lost or has too much to hold.
 */
export class ShapeSurfaces {
    private readonly tiled: TiledShapes;
    private card: GlShapes | null = null;
    /** The card was asked for and is not there, for software drivers allowed or not. */
    private readonly refused = new Set<boolean>();
    private losses = 0;
    private shown: StillShapes;

    constructor(
        private readonly container: HTMLElement,
        private readonly picture: Picture,
        private readonly view: View,
    ) {
        this.tiled = new TiledShapes(picture, view.ratio);
        this.shown = this.tiled;
        this.add(this.tiled.canvas);
    }

    private add(canvas: HTMLCanvasElement): void {
        canvas.className = 'ed-layer ed-layer-shapes';
        const before = this.container.querySelector('.ed-layer-shapes');
        if (before) before.after(canvas);
        else this.container.append(canvas);
    }

    resize(): void {
        for (const surface of [this.tiled, this.card]) if (surface) this.fit(surface);
    }

    private fit(surface: StillShapes): void {
        const { width, height } = this.picture.viewport;
        const ratio = this.view.ratio();
        surface.resize(Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)));
        surface.canvas.style.width = `${width}px`;
        surface.canvas.style.height = `${height}px`;
    }

    dispose(): void {
        this.tiled.dispose();
        this.card?.dispose();
        this.card = null;
    }

    moved(): void {
        this.shown.moved();
    }

    restyle(forget: boolean): void {
        this.shown.restyle(forget);
        // What was too much for the card may be less on another frame.
        if (forget && this.card && this.shown !== this.card) this.card.restyle(true);
    }

    touch(box: Box): void {
        this.shown.touch(box);
    }

    /** The pixels of all canvases that Canvas 2D paints on are gone. */
    lost(): void {
        this.tiled.lost();
    }

    draw(): boolean {
        this.choose();
        const complete = this.shown.draw();
        if (this.card?.overflows && this.shown === this.card) {
            this.show(this.tiled);
            return false;
        }
        return complete;
    }

    private choose(): void {
        const wanted = this.wantsCard() ? this.cardOrNull() : null;
        const next = wanted && !wanted.overflows ? wanted : this.tiled;
        if (next !== this.shown) this.show(next);
    }

    private show(next: StillShapes): void {
        this.shown.canvas.style.display = 'none';
        next.canvas.style.display = '';
        this.shown = next;
        next.restyle(true);
    }

    private wantsCard(): boolean {
        const { drawing, scene } = this.picture;
        if (drawing !== 'auto') return drawing === 'card';
        const limits = this.shown === this.card ? FEW : MANY;
        return scene.size > limits.objects || scene.masks > limits.masks;
    }

    private cardOrNull(): GlShapes | null {
        const software = this.picture.drawing === 'card';
        if (this.card || this.refused.has(software)) return this.card;
        const card = GlShapes.make(this.picture, this.view.matrix, this.view.ratio, { software });
        if (!card) {
            this.refused.add(software);
            return null;
        }
        card.canvas.addEventListener('webglcontextlost', () => this.lose(card));
        this.add(card.canvas);
        this.fit(card);
        this.card = card;
        return card;
    }

    /** The card's memory is gone, as after a computer's sleep: tiles take over, and the card is tried anew later. */
    private lose(card: GlShapes): void {
        if (this.card !== card) return;
        this.card = null;
        this.losses += 1;
        if (this.losses >= MOST_LOSSES) [false, true].forEach(software => this.refused.add(software));
        if (this.shown === card) this.show(this.tiled);
        card.canvas.remove();
        this.view.mark();
    }
}
