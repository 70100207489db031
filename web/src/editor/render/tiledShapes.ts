import { t } from '../../shared/language';
import { grow } from '../model/geometry';
import type { Box } from '../model/types';
import { matrixOf, turnPoint, type Camera, type Turn } from './camera';
import { paintObject, type Matrix } from './paint';
import type { Picture } from './picture';
import { BUDGET, Budget, DENSE, type StillShapes } from './still';
import { TileCache, type View } from './tiles';

/** Objects smaller than this on screen (device pixels) are drawn as specks. */
const SPECK = 3;
/** A zoom counts as finished when the camera has rested this long. */
const SETTLE = 90;

/** Milliseconds for the first part of a picture that replaces nothing: much of it is to be there at once. */
const FRESH_BUDGET = 20;

/** Objects painted by Canvas 2D into tiles, which are kept while the view moves. */
export class TiledShapes implements StillShapes {
    readonly canvas = document.createElement('canvas');
    private readonly context: CanvasRenderingContext2D;
    private tiles = this.noTiles();
    private readonly budget = new Budget();
    private zoomedAt = 0;
    private fullCost = 0;
    /** Nothing shows yet of what is to be seen now. */
    private fresh = false;

    constructor(
        private readonly picture: Picture,
        private readonly ratio: () => number,
    ) {
        const context = this.canvas.getContext('2d');
        if (!context) throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
        this.context = context;
    }

    resize(width: number, height: number): void {
        this.canvas.width = width;
        this.canvas.height = height;
    }

    moved(): void {
        if (!this.tiles.follows(this.view())) this.zoomedAt = performance.now();
    }

    restyle(forget: boolean): void {
        this.fresh ||= forget;
        if (forget) this.tiles.clear();
        else this.tiles.invalidate();
    }

    private noTiles(): TileCache {
        return new TileCache((target, area) => this.paintArea(target, area));
    }

    /** The pixels of all canvases are gone. */
    lost(): void {
        this.tiles = this.noTiles();
        this.fresh = true;
    }

    touch(box: Box): void {
        this.tiles.touch(grow(this.planeBox(box), 8 * this.ratio()));
    }

    /** An image box in device pixels from the image's origin, at the present zoom and turn. */
    private planeBox(box: Box): Box {
        const { camera } = this.picture;
        const k = camera.scale * this.ratio();
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
        const ratio = this.ratio();
        return {
            scale: camera.scale * ratio,
            turn: camera.turn,
            left: -Math.round(camera.x * ratio),
            top: -Math.round(camera.y * ratio),
            width: this.canvas.width,
            height: this.canvas.height,
        };
    }

    draw(): boolean {
        const started = performance.now();
        const view = this.view();
        const resting = started - this.zoomedAt >= SETTLE || this.fullCost < BUDGET;
        if (!this.tiles.follows(view) && resting) {
            this.tiles.follow(view);
            this.fullCost = 0;
        }
        let complete = false;
        if (this.tiles.follows(view)) {
            const usual = this.budget.until(started, this.picture.scene.size);
            const until = this.fresh ? Math.max(usual, started + FRESH_BUDGET) : usual;
            this.fresh = false;
            complete = this.tiles.refresh(view, until, () => performance.now());
            if (complete) this.budget.done();
            this.fullCost = Math.max(this.fullCost, complete ? performance.now() - started : BUDGET);
        }
        const target = this.context;
        target.setTransform(1, 0, 0, 1, 0, 0);
        target.clearRect(0, 0, target.canvas.width, target.canvas.height);
        this.tiles.draw(target, view);
        return complete;
    }

    /** Paints the objects in a rectangle of the plane. */
    private paintArea(target: CanvasRenderingContext2D, area: Box): void {
        const { camera, scene, palette, lifted } = this.picture;
        const ratio = this.ratio();
        const still: Camera = { ...camera, x: 0, y: 0 };
        const m = matrixOf(still, ratio);
        const k = camera.scale * ratio;
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
        for (const object of scene.inBox(grow(box, (8 * ratio) / k))) {
            if (lifted.has(object.id)) continue;
            const brush = this.picture.plainBrush(object, dense);
            const own = scene.boxOf(object.id);
            const side = own ? Math.max(own.maxX - own.minX, own.maxY - own.minY) * k : SPECK;
            if (own && dense && side < SPECK) paintSpeck(target, own, m, brush.colour);
            else paintObject(target, object, m, brush, palette);
        }
        const truth = this.picture.truth();
        if (!truth) return;
        for (const object of truth.scene.inBox(grow(box, (8 * ratio) / k)))
            paintObject(target, object, m, truth.brush(object), palette);
    }

    dispose(): void {
        this.canvas.remove();
    }
}

function paintSpeck(target: CanvasRenderingContext2D, box: Box, m: Matrix, colour: string): void {
    const x = m[0] * box.minX + m[2] * box.minY + m[4];
    const y = m[1] * box.minX + m[3] * box.minY + m[5];
    target.fillStyle = colour;
    target.fillRect(Math.floor(x), Math.floor(y), 2, 2);
}
