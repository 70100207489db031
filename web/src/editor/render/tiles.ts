import { t } from '../../shared/language';
import type { Box } from '../model/types';

/** Side of a tile in device pixels. */
export const TILE = 256;

interface Tile {
    readonly column: number;
    readonly row: number;
    readonly canvas: HTMLCanvasElement;
    readonly context: CanvasRenderingContext2D;
    painted: boolean;
    /** Parts to repaint, in device pixels from the origin of the image plane; 'all' for the whole tile. */
    stale: Box | 'all' | null;
}

/** One zoom and turn of the plane; `scale` is device pixels per image pixel. */
export interface Level {
    readonly scale: number;
    readonly turn: number;
}

/** Rectangle of the plane, in device pixels at its own scale. */
export interface View extends Level {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
}

/** Paints what lies in a rectangle of the plane (device pixels); the context maps the plane already. */
export type PaintTile = (context: CanvasRenderingContext2D, area: Box) => void;

/**
 * The picture of everything that is not being edited, cut into tiles, so that moving the view only copies pixels and an
 * edit repaints only what it touched. While a new zoom level is being painted the last complete one stands in, scaled.
 */
export class TileCache {
    private level: Level | null = null;
    private tiles = new Map<string, Tile>();
    private old: { level: Level; tiles: Map<string, Tile> } | null = null;
    private complete = false;
    private readonly pool: HTMLCanvasElement[] = [];
    private probe: CanvasRenderingContext2D | null = null;

    constructor(private readonly paint: PaintTile) {}

    /** Everything changes looks: repaint all, showing the old picture meanwhile. */
    invalidate(): void {
        for (const tile of this.tiles.values()) tile.stale = 'all';
    }

    /** Forgets all pictures, as another frame is shown. */
    clear(): void {
        this.drop(this.tiles);
        if (this.old) this.drop(this.old.tiles);
        this.tiles = new Map();
        this.old = null;
    }

    /** Marks a part of the plane (device pixels of the current level) for repainting. */
    touch(area: Box): void {
        for (const tile of this.tiles.values()) {
            const { minX, minY, maxX, maxY } = areaOf(tile);
            if (area.minX > maxX || area.maxX < minX || area.minY > maxY || area.maxY < minY) continue;
            if (tile.stale === 'all') continue;
            const part = tile.stale;
            tile.stale = part
                ? {
                      minX: Math.min(part.minX, area.minX),
                      minY: Math.min(part.minY, area.minY),
                      maxX: Math.max(part.maxX, area.maxX),
                      maxY: Math.max(part.maxY, area.maxY),
                  }
                : area;
        }
    }

    /** Whether the tiles are at the scale and turn of a view. */
    follows(view: Level): boolean {
        return this.level?.scale === view.scale && this.level.turn === view.turn;
    }

    /** Goes to another level. What has been painted of the last complete one is kept to stand in. */
    follow({ scale, turn }: Level): void {
        if (this.follows({ scale, turn })) return;
        if (this.level && (!this.old || this.complete)) {
            if (this.old) this.drop(this.old.tiles);
            this.old = { level: this.level, tiles: this.tiles };
        } else this.drop(this.tiles);
        this.tiles = new Map();
        this.level = { scale, turn };
        this.complete = false;
    }

    /**
     * Paints missing and stale tiles of a view until the deadline, small repairs first and always. Returns whether all
     * of the view is up to date.
     */
    refresh(view: View, deadline: number, now: () => number): boolean {
        const wanted = keysIn(view);
        for (const { key } of wanted) {
            const tile = this.tiles.get(key);
            if (tile?.painted && tile.stale && tile.stale !== 'all') this.repair(tile);
        }
        let first = true;
        for (const { key, column, row } of wanted) {
            let tile = this.tiles.get(key);
            if (tile?.painted && !tile.stale) continue;
            if (!first && now() >= deadline) return (this.complete = false);
            first = false;
            if (!tile) this.tiles.set(key, (tile = this.make(column, row)));
            this.repaint(tile);
            this.settle(tile);
        }
        if (this.old) {
            this.drop(this.old.tiles);
            this.old = null;
        }
        this.trim(view);
        return (this.complete = true);
    }

    private make(column: number, row: number): Tile {
        const context = contextOf(TILE, this.pool.pop());
        return { column, row, canvas: context.canvas, context, painted: false, stale: null };
    }

    private repaint(tile: Tile): void {
        tile.context.setTransform(1, 0, 0, 1, 0, 0);
        tile.context.clearRect(0, 0, TILE, TILE);
        tile.context.setTransform(1, 0, 0, 1, -tile.column * TILE, -tile.row * TILE);
        this.paint(tile.context, areaOf(tile));
        tile.painted = true;
        tile.stale = null;
    }

    /** Browsers put off painting until a canvas is looked at; looked at here, it counts towards the deadline. */
    private settle({ canvas }: Tile): void {
        this.probe ??= contextOf(1);
        this.probe.drawImage(canvas, 0, 0, 1, 1, 0, 0, 1, 1);
    }

    private repair(tile: Tile): void {
        const all = areaOf(tile);
        const stale = tile.stale as Box;
        const part = {
            minX: Math.floor(Math.max(all.minX, stale.minX)),
            minY: Math.floor(Math.max(all.minY, stale.minY)),
            maxX: Math.ceil(Math.min(all.maxX, stale.maxX)),
            maxY: Math.ceil(Math.min(all.maxY, stale.maxY)),
        };
        const { context } = tile;
        context.save();
        context.setTransform(1, 0, 0, 1, -tile.column * TILE, -tile.row * TILE);
        context.beginPath();
        context.rect(part.minX, part.minY, part.maxX - part.minX, part.maxY - part.minY);
        context.clip();
        context.clearRect(part.minX, part.minY, part.maxX - part.minX, part.maxY - part.minY);
        this.paint(context, part);
        context.restore();
        tile.stale = null;
    }

    /**
     * Draws a view at the target's origin. The view may be at another scale than the tiles: they are stretched until the
     * level follows.
     */
    draw(target: CanvasRenderingContext2D, view: View): void {
        if (this.old) this.drawTiles(target, this.old.level, this.old.tiles, view, false);
        if (this.level) this.drawTiles(target, this.level, this.tiles, view, this.old !== null);
    }

    private drawTiles(
        target: CanvasRenderingContext2D,
        level: Level,
        tiles: ReadonlyMap<string, Tile>,
        view: View,
        replace: boolean,
    ): void {
        if (level.turn !== view.turn) return;
        const k = view.scale / level.scale;
        for (const tile of tiles.values()) {
            if (!tile.painted) continue;
            // Whole device pixels, or seams would show between stretched neighbours.
            const left = Math.round(tile.column * TILE * k - view.left);
            const top = Math.round(tile.row * TILE * k - view.top);
            const right = Math.round((tile.column + 1) * TILE * k - view.left);
            const bottom = Math.round((tile.row + 1) * TILE * k - view.top);
            if (right <= 0 || bottom <= 0 || left >= view.width || top >= view.height) continue;
            if (replace) target.clearRect(left, top, right - left, bottom - top);
            target.drawImage(tile.canvas, left, top, right - left, bottom - top);
        }
    }

    /** Keeps a margin of tiles around the view and gives back the rest. */
    private trim(view: View): void {
        if (this.tiles.size < 2 * keysIn(view).length + 64) return;
        const near = new Set(
            keysIn({
                ...view,
                left: view.left - view.width / 2,
                top: view.top - view.height / 2,
                width: 2 * view.width,
                height: 2 * view.height,
            }).map(({ key }) => key),
        );
        for (const [key, tile] of this.tiles) {
            if (near.has(key)) continue;
            this.tiles.delete(key);
            this.recycle(tile);
        }
    }

    private drop(tiles: Map<string, Tile>): void {
        for (const tile of tiles.values()) this.recycle(tile);
    }

    private recycle(tile: Tile): void {
        if (this.pool.length < 64) this.pool.push(tile.canvas);
    }
}

function contextOf(side: number, canvas = document.createElement('canvas')): CanvasRenderingContext2D {
    canvas.width = side;
    canvas.height = side;
    const context = canvas.getContext('2d');
    if (!context) throw new Error(t('The browser gives no drawing surface. Close other tabs and reload the page.'));
    return context;
}

function areaOf(tile: Tile): Box {
    const minX = tile.column * TILE;
    const minY = tile.row * TILE;
    return { minX, minY, maxX: minX + TILE, maxY: minY + TILE };
}

/** Tiles of a view, those in its middle first. */
function keysIn(view: View): { key: string; column: number; row: number }[] {
    const out: { key: string; column: number; row: number; distance: number }[] = [];
    const middleX = (view.left + view.width / 2) / TILE - 0.5;
    const middleY = (view.top + view.height / 2) / TILE - 0.5;
    for (let row = Math.floor(view.top / TILE); row * TILE < view.top + view.height; ++row) {
        for (let column = Math.floor(view.left / TILE); column * TILE < view.left + view.width; ++column) {
            const distance = (column - middleX) ** 2 + (row - middleY) ** 2;
            out.push({ key: `${column},${row}`, column, row, distance });
        }
    }
    return out.sort((a, b) => a.distance - b.distance);
}
