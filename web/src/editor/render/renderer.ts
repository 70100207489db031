import { t } from '../../shared/language';
import type { Box, ObjectId } from '../model/types';
import { matrixOf } from './camera';
import { CaptionLayer } from './captions';
import { GhostPainter } from './ghost';
import { paintGrid } from './grid';
import { ImagePainter } from './image';
import { isBlank, paintOverlay } from './overlay';
import type { Matrix } from './paint';
import type { Picture } from './picture';
import { paintRulers } from './ruler';
import { ShapeSurfaces } from './surfaces';

type Surface = 'image' | 'overlay';
export type Layer = Surface | 'shapes' | 'text';

/**
 * Canvases on top of each other: the image, the still picture of all objects, their texts, and what follows the pointer.
 * Each is redrawn only when marked; drawing happens once a display frame.
 */
export class Renderer {
    private readonly layers: Record<Surface, HTMLCanvasElement>;
    private readonly contexts: Record<Surface, CanvasRenderingContext2D>;
    private readonly dirty = new Set<Layer>();
    private readonly shapes: ShapeSurfaces;
    private painter = new ImagePainter();
    private ghosts = new GhostPainter();
    private readonly texts = new CaptionLayer(() => this.mark('text'));
    private scheduled = 0;
    /** The pixel ratio that the canvases have. */
    private sizedFor = 0;
    private overlayBlank = false;

    constructor(
        private readonly container: HTMLElement,
        private readonly picture: Picture,
    ) {
        const make = (name: Surface) => {
            const canvas = document.createElement('canvas');
            canvas.className = `ed-layer ed-layer-${name}`;
            container.append(canvas);
            return canvas;
        };
        const image = make('image');
        this.shapes = new ShapeSurfaces(container, picture, {
            matrix: () => this.matrix(),
            ratio: () => this.ratio,
            mark: () => this.mark('shapes'),
        });
        container.append(this.texts.canvas);
        this.layers = { image, overlay: make('overlay') };
        const context = (layer: Surface) => {
            const found = this.layers[layer].getContext('2d');
            if (!found)
                throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
            return found;
        };
        this.contexts = { image: context('image'), overlay: context('overlay') };
        container.addEventListener('contextrestored', this.restored, true);
        this.resize();
    }

    private get ratio(): number {
        return window.devicePixelRatio || 1;
    }

    /** Fits the canvases to the viewport and the display's pixel ratio. */
    resize(): void {
        const { width, height } = this.picture.viewport;
        this.sizedFor = this.ratio;
        for (const canvas of [...Object.values(this.layers), this.texts.canvas]) {
            canvas.width = Math.max(1, Math.round(width * this.ratio));
            canvas.height = Math.max(1, Math.round(height * this.ratio));
            canvas.style.width = `${width}px`;
            canvas.style.height = `${height}px`;
        }
        this.shapes.resize();
        this.overlayBlank = false;
        this.mark('image', 'shapes', 'text', 'overlay');
    }

    /** The graphics card was reset, and everything drawn is gone with its memory, what was kept for drawing again included. */
    private readonly restored = () => {
        this.painter = new ImagePainter();
        this.ghosts = new GhostPainter();
        this.picture.palette.masks.forget();
        this.picture.palette.painted.forget();
        this.shapes.lost();
        this.overlayBlank = false;
        this.mark('image', 'shapes', 'text', 'overlay');
    };

    dispose(): void {
        this.container.removeEventListener('contextrestored', this.restored, true);
        cancelAnimationFrame(this.scheduled);
        for (const canvas of Object.values(this.layers)) canvas.remove();
        this.shapes.dispose();
        this.texts.dispose();
    }

    mark(...layers: Layer[]): void {
        for (const layer of layers) this.dirty.add(layer);
        if (!this.scheduled) this.scheduled = requestAnimationFrame(() => this.draw());
    }

    /** Draws what waits for the next display frame in this one. */
    flush(): void {
        if (!this.scheduled) return;
        cancelAnimationFrame(this.scheduled);
        this.draw();
    }

    /** The camera has moved. */
    moved(): void {
        this.shapes.moved();
        this.texts.moved(this.picture.camera);
        this.mark('image', 'shapes', 'overlay');
    }

    /** Objects whose text shows already. */
    get texted(): ReadonlySet<ObjectId> {
        return this.texts.shown;
    }

    /** Everything on the shapes layer looks different; `forget` where the old picture must not show meanwhile. */
    restyle(forget = false): void {
        this.shapes.restyle(forget);
        this.mark('shapes', 'text', 'overlay');
    }

    /** Objects within a part of the image have changed. */
    touch(box: Box): void {
        if (!Number.isFinite(box.minX)) return this.restyle();
        this.shapes.touch(box);
        this.mark('shapes', 'text', 'overlay');
    }

    /** The camera's matrix with its offset on whole device pixels, so that image and tiles meet. */
    private matrix(): Matrix {
        const [a, b, c, d, e, f] = matrixOf(this.picture.camera, this.ratio);
        return [a, b, c, d, Math.round(e), Math.round(f)];
    }

    private draw(): void {
        this.scheduled = 0;
        // On another screen everything would lie elsewhere, should nobody have told of it yet.
        if (this.sizedFor !== this.ratio) this.resize();
        const { camera, viewport } = this.picture;
        const layers = new Set(this.dirty);
        this.dirty.clear();
        if (layers.has('image')) this.drawImage();
        if (layers.has('shapes') && !this.shapes.draw()) this.mark('shapes');
        if (layers.has('text')) this.texts.draw(this.picture.texts(), camera, viewport, this.ratio);
        if (layers.has('overlay')) this.drawOverlay();
    }

    private drawImage(): void {
        const target = this.contexts.image;
        const { grid, pixelGrid, image } = this.picture;
        const shown = this.picture.framePicture();
        target.setTransform(1, 0, 0, 1, 0, 0);
        target.clearRect(0, 0, target.canvas.width, target.canvas.height);
        if (shown) this.painter.draw(target, shown, this.matrix());
        const ghost = this.picture.ghost();
        if (ghost) this.ghosts.draw(target, ghost, this.matrix(), this.picture.palette);
        paintGrid(target, grid, pixelGrid, this.matrix(), image, this.ratio);
        if (pixelGrid) paintRulers(target, this.matrix(), image, this.ratio);
    }

    private drawOverlay(): void {
        const target = this.contexts.overlay;
        const content = this.picture.overlay();
        const blank = isBlank(content);
        // An empty canvas left alone need not be composed anew while the view moves.
        if (blank && this.overlayBlank) return;
        this.overlayBlank = blank;
        target.setTransform(1, 0, 0, 1, 0, 0);
        target.clearRect(0, 0, target.canvas.width, target.canvas.height);
        const { camera, palette } = this.picture;
        const snap = (offset: number) => Math.round(offset * this.ratio) / this.ratio;
        paintOverlay(target, content, { ...camera, x: snap(camera.x), y: snap(camera.y) }, this.ratio, palette);
    }
}
