import { t } from '../../shared/language';
import { grow } from '../model/geometry';
import type { Box, FrameObject, ObjectId, Size } from '../model/types';
import { matrixOf, turnPoint, type Camera, type Turn } from './camera';
import { GhostPainter, type Ghost } from './ghost';
import { paintGrid, type GridLook } from './grid';
import { CaptionLayer, type CaptionSource } from './captions';
import { ImagePainter, type FramePicture } from './image';
import { paintRulers } from './ruler';
import { isBlank, paintOverlay, type OverlayContent } from './overlay';
import { paintObject, type Brush, type Matrix, type Palette } from './paint';
import type { Scene } from './scene';
import { TileCache, type View } from './tiles';

type Surface = 'image' | 'shapes' | 'overlay';
export type Layer = Surface | 'text';

/** Where the renderer finds what to draw; read anew on every frame. */
export interface Picture {
    readonly camera: Camera;
    readonly viewport: Size;
    readonly image: Size;
    readonly grid: GridLook;
    /** Show the borders of pixels where they are large. */
    readonly pixelGrid: boolean;
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

/** From this many objects in view on, outlines are one device pixel wide, which draws several times faster. */
const DENSE = 800;
/** Objects smaller than this on screen (device pixels) are drawn as specks. */
const SPECK = 3;
/** Time for painting tiles within one frame. */
const BUDGET = 9;
/** The same where there is little to paint, so that the picture comes at once. */
const SPARSE_BUDGET = 50;
/** Where frames take long anyway, as on very large screens, painting may take this share of them. */
const SHARE = 0.4;
/** A zoom counts as finished when the camera has rested this long. */
const SETTLE = 90;

/**
 * Three canvases on top of each other: the image, the still picture of all objects, and what follows the pointer. Each
 * is redrawn only when marked; drawing happens once a display frame.
 */
export class Renderer {
    private readonly layers: Record<Surface, HTMLCanvasElement>;
    private readonly contexts: Record<Surface, CanvasRenderingContext2D>;
    private readonly dirty = new Set<Layer>();
    private readonly tiles: TileCache;
    private readonly painter = new ImagePainter();
    private readonly ghosts = new GhostPainter();
    private readonly texts = new CaptionLayer(() => this.mark('text'));
    private scheduled = 0;
    private zoomedAt = 0;
    private fullCost = 0;
    private drawnAt = 0;
    private overlayBlank = false;

    constructor(
        container: HTMLElement,
        private readonly picture: Picture,
    ) {
        const make = (name: Surface) => {
            const canvas = document.createElement('canvas');
            canvas.className = `ed-layer ed-layer-${name}`;
            container.append(canvas);
            return canvas;
        };
        const below = { image: make('image'), shapes: make('shapes') };
        container.append(this.texts.canvas);
        this.layers = { ...below, overlay: make('overlay') };
        const context = (layer: Surface) => {
            const found = this.layers[layer].getContext('2d');
            if (!found)
                throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
            return found;
        };
        this.contexts = { image: context('image'), shapes: context('shapes'), overlay: context('overlay') };
        this.tiles = new TileCache((target, area) => this.paintArea(target, area));
        this.resize();
    }

    private get ratio(): number {
        return window.devicePixelRatio || 1;
    }

    /** Fits the canvases to the viewport and the display's pixel ratio. */
    resize(): void {
        const { width, height } = this.picture.viewport;
        for (const canvas of [...Object.values(this.layers), this.texts.canvas]) {
            canvas.width = Math.max(1, Math.round(width * this.ratio));
            canvas.height = Math.max(1, Math.round(height * this.ratio));
            canvas.style.width = `${width}px`;
            canvas.style.height = `${height}px`;
        }
        this.overlayBlank = false;
        this.mark('image', 'shapes', 'text', 'overlay');
    }

    dispose(): void {
        cancelAnimationFrame(this.scheduled);
        for (const canvas of Object.values(this.layers)) canvas.remove();
        this.texts.dispose();
    }

    mark(...layers: Layer[]): void {
        for (const layer of layers) this.dirty.add(layer);
        if (!this.scheduled) this.scheduled = requestAnimationFrame(() => this.draw());
    }

    /** The camera has moved. */
    moved(): void {
        if (!this.tiles.follows(this.view())) this.zoomedAt = performance.now();
        this.texts.moved(this.picture.camera);
        this.mark('image', 'shapes', 'overlay');
    }

    /** Objects whose text shows already. */
    get texted(): ReadonlySet<ObjectId> {
        return this.texts.shown;
    }

    /** Everything on the shapes layer looks different; `forget` where the old picture must not show meanwhile. */
    restyle(forget = false): void {
        if (forget) this.tiles.clear();
        else this.tiles.invalidate();
        this.mark('shapes', 'text', 'overlay');
    }

    /** Objects within a part of the image have changed. */
    touch(box: Box): void {
        if (!Number.isFinite(box.minX)) return this.restyle();
        const around = this.planeBox(box);
        this.tiles.touch(grow(around, 8 * this.ratio));
        this.mark('shapes', 'text', 'overlay');
    }

    /** An image box in device pixels from the image's origin, at the present zoom and turn. */
    private planeBox(box: Box): Box {
        const { camera } = this.picture;
        const k = camera.scale * this.ratio;
        const a = turnPoint({ x: box.minX, y: box.minY }, camera.turn);
        const b = turnPoint({ x: box.maxX, y: box.maxY }, camera.turn);
        return {
            minX: Math.min(a.x, b.x) * k,
            minY: Math.min(a.y, b.y) * k,
            maxX: Math.max(a.x, b.x) * k,
            maxY: Math.max(a.y, b.y) * k,
        };
    }

    private view(): View {
        const { camera } = this.picture;
        return {
            scale: camera.scale * this.ratio,
            turn: camera.turn,
            left: -Math.round(camera.x * this.ratio),
            top: -Math.round(camera.y * this.ratio),
            width: this.layers.shapes.width,
            height: this.layers.shapes.height,
        };
    }

    /** The camera's matrix with its offset on whole device pixels, so that image and tiles meet. */
    private matrix(): Matrix {
        const [a, b, c, d, e, f] = matrixOf(this.picture.camera, this.ratio);
        return [a, b, c, d, Math.round(e), Math.round(f)];
    }

    private draw(): void {
        this.scheduled = 0;
        const { camera, viewport } = this.picture;
        const layers = new Set(this.dirty);
        this.dirty.clear();
        if (layers.has('image')) this.drawImage();
        if (layers.has('shapes')) this.drawShapes();
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

    private drawShapes(): void {
        const started = performance.now();
        const view = this.view();
        const resting = started - this.zoomedAt >= SETTLE || this.fullCost < BUDGET;
        if (!this.tiles.follows(view) && resting) {
            this.tiles.follow(view);
            this.fullCost = 0;
        }
        let complete = false;
        if (this.tiles.follows(view)) {
            complete = this.tiles.refresh(view, started + this.budget(started), () => performance.now());
            this.fullCost = Math.max(this.fullCost, complete ? performance.now() - started : BUDGET);
        }
        const target = this.contexts.shapes;
        target.setTransform(1, 0, 0, 1, 0, 0);
        target.clearRect(0, 0, target.canvas.width, target.canvas.height);
        this.tiles.draw(target, view);
        if (!complete) this.mark('shapes');
    }

    private budget(now: number): number {
        const interval = Math.min(100, now - this.drawnAt);
        this.drawnAt = now;
        return this.picture.scene.size < DENSE ? SPARSE_BUDGET : Math.max(BUDGET, SHARE * interval);
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

    /** Paints the objects in a rectangle of the plane. */
    private paintArea(target: CanvasRenderingContext2D, area: Box): void {
        const { camera, scene, palette, lifted } = this.picture;
        const still: Camera = { ...camera, x: 0, y: 0 };
        const m = matrixOf(still, this.ratio);
        const k = camera.scale * this.ratio;
        const back = ((4 - camera.turn) % 4) as Turn;
        const a = turnPoint({ x: area.minX / k, y: area.minY / k }, back);
        const b = turnPoint({ x: area.maxX / k, y: area.maxY / k }, back);
        const box = {
            minX: Math.min(a.x, b.x),
            minY: Math.min(a.y, b.y),
            maxX: Math.max(a.x, b.x),
            maxY: Math.max(a.y, b.y),
        };
        const dense = scene.size > DENSE;
        for (const object of scene.inBox(grow(box, (8 * this.ratio) / k))) {
            if (lifted.has(object.id)) continue;
            const brush = this.picture.plainBrush(object, dense);
            const own = scene.boxOf(object.id);
            const side = own ? Math.max(own.maxX - own.minX, own.maxY - own.minY) * k : SPECK;
            if (own && dense && side < SPECK) paintSpeck(target, own, m, brush.colour);
            else paintObject(target, object, m, brush, palette);
        }
        const truth = this.picture.truth();
        if (!truth) return;
        for (const object of truth.scene.inBox(grow(box, (8 * this.ratio) / k)))
            paintObject(target, object, m, truth.brush(object), palette);
    }
}

function paintSpeck(target: CanvasRenderingContext2D, box: Box, m: Matrix, colour: string): void {
    const x = m[0] * box.minX + m[2] * box.minY + m[4];
    const y = m[1] * box.minX + m[3] * box.minY + m[5];
    target.fillStyle = colour;
    target.fillRect(Math.floor(x), Math.floor(y), 2, 2);
}
