/**
 * How the views of a frame share their place: the picture and the images that go with it, as tiles on a grid. Tiles never
 * overlap and never leave the grid; each function gives another arrangement of the same kind.
 */
export const CELLS = 12;

/** The picture itself; other tiles are told by the place of their image among those of the frame. */
export const MAIN = 'main';
export type TileId = typeof MAIN | number;

export interface Place {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
}

export interface Tile extends Place {
    readonly id: TileId;
}

export type Arrangement = readonly Tile[];
export type Side = 'left' | 'right' | 'top' | 'bottom';

/** So many images of a frame can be shown, and so many are at first. */
export const MOST_IMAGES = 12;
const FIRST_IMAGES = 3;

/** Of a new tile, in cells. Below the picture images are wider than high, so they are given more. */
const USUAL = { w: 3, h: 4 } as const;
const DEPTH = { beside: 3, below: 5 } as const;
const WHOLE: Place = { x: 0, y: 0, w: CELLS, h: CELLS };

/** A tile is no smaller than this. */
const leastOf = (id: TileId) => (id === MAIN ? 3 : 2);

const isSound = ({ id, x, y, w, h }: Tile) =>
    [x, y, w, h].every(Number.isInteger) &&
    Math.min(x, y) >= 0 &&
    Math.min(w, h) >= leastOf(id) &&
    Math.max(x + w, y + h) <= CELLS;

const overlap = (a: Place, b: Place) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Whether an arrangement may be shown of a frame with so many images. */
export function isArrangement(value: unknown, images: number): value is Arrangement {
    if (!Array.isArray(value)) return false;
    const tiles = value.filter((one): one is Tile => typeof one === 'object' && one !== null);
    const known = ({ id }: Tile) => id === MAIN || (Number.isInteger(id) && id >= 0 && id < images);
    return (
        tiles.length === value.length &&
        tiles.some(({ id }) => id === MAIN) &&
        tiles.every((one, i) => known(one) && isSound(one) && tiles.slice(0, i).every(other => apart(one, other)))
    );
}

const apart = (one: Tile, other: Tile) => one.id !== other.id && !overlap(one, other);

/** The same with rows for columns: images below the picture instead of beside it. */
const turned = (tiles: Arrangement): Arrangement => tiles.map(({ id, x, y, w, h }) => ({ id, x: y, y: x, w: h, h: w }));

const imagesOf = (tiles: Arrangement) => tiles.flatMap(({ id }) => (id === MAIN ? [] : [id]));

/** The arrangement at first: three images beside the picture, or below it. */
export function firstArrangement(images: number, below: boolean): Arrangement {
    const shown = Array.from({ length: Math.min(images, FIRST_IMAGES) }, (_, i) => i);
    const w = DEPTH[below ? 'below' : 'beside'];
    const tiles: Arrangement = [
        { ...WHOLE, id: MAIN, w: shown.length ? CELLS - w : CELLS },
        ...shown.map(id => ({ id, x: CELLS - w, y: id * USUAL.h, w, h: USUAL.h })),
    ];
    return below ? turned(tiles) : tiles;
}

/** The same tiles without gaps between them: in one column beside the picture, or in two where they are many. */
export function fitted(tiles: Arrangement, below: boolean): Arrangement {
    const images = imagesOf(tiles);
    const columns = images.length > CELLS / 2 ? 2 : 1;
    const depth = DEPTH[below ? 'below' : 'beside'];
    const w = columns === 2 ? Math.ceil((depth + 1) / 2) : depth;
    const edge = images.length ? CELLS - columns * w : CELLS;
    const placed = Array.from({ length: columns }, (_, column) => {
        const own = images.filter((_, i) => i % columns === column);
        const height = Math.floor(CELLS / own.length);
        const line = (i: number) => i * height + Math.min(i, CELLS % own.length);
        return own.map((id, i) => ({ id, x: edge + column * w, y: line(i), w, h: line(i + 1) - line(i) }));
    });
    const all: Arrangement = [{ ...WHOLE, id: MAIN, w: edge }, ...placed.flat()];
    return below ? turned(all) : all;
}

/** Two tiles take each other's place. */
export function swapped(tiles: Arrangement, one: TileId, other: TileId): Arrangement {
    const [a, b] = [tileOf(tiles, one), tileOf(tiles, other)];
    const next = tiles.map(tile => {
        if (tile.id === one) return { ...b, id: one };
        return tile.id === other ? { ...a, id: other } : tile;
    });
    return next.every(isSound) ? next : tiles;
}

export function tileOf(tiles: Arrangement, id: TileId): Tile {
    const found = tiles.find(tile => tile.id === id);
    if (!found) throw new Error(`There is no tile ${id}`);
    return found;
}

/** A tile put down with its corner at a cell, where it does not leave the grid or lie on another. */
export function movedTo(tiles: Arrangement, id: TileId, x: number, y: number): Arrangement {
    const tile = tileOf(tiles, id);
    const next = { ...tile, x: within(x, 0, CELLS - tile.w), y: within(y, 0, CELLS - tile.h) };
    const free = tiles.every(other => other.id === id || !overlap(next, other));
    return free ? tiles.map(one => (one.id === id ? next : one)) : tiles;
}

/** A tile dragged so far, held at a cell: over another one it takes that one's place, else it goes where there is room. */
export function dragged(tiles: Arrangement, id: TileId, at: { x: number; y: number }, dx: number, dy: number) {
    const cell = { ...at, w: 1, h: 1 };
    const under = tiles.find(other => other.id !== id && overlap(cell, other));
    if (under) return swapped(tiles, id, under.id);
    const { x, y } = tileOf(tiles, id);
    return movedTo(tiles, id, x + dx, y + dy);
}

/** A tile moved by a cell; what is in its way changes places with it. */
export function stepped(tiles: Arrangement, id: TileId, dx: number, dy: number): Arrangement {
    const tile = tileOf(tiles, id);
    const ahead = { ...tile, x: tile.x + dx, y: tile.y + dy };
    const inWay = tiles.filter(other => other.id !== id && overlap(ahead, other));
    return inWay.length ? swapped(tiles, id, inWay[0].id) : movedTo(tiles, id, ahead.x, ahead.y);
}

/** How a side lies along an axis, so that all four are handled alike. */
const AXES = {
    left: { at: 'x', size: 'w', across: 'y', breadth: 'h', far: false },
    right: { at: 'x', size: 'w', across: 'y', breadth: 'h', far: true },
    top: { at: 'y', size: 'h', across: 'x', breadth: 'w', far: false },
    bottom: { at: 'y', size: 'h', across: 'x', breadth: 'w', far: true },
} as const;

/** Whether a side lies at the end of the grid. */
export function isOuter(tile: Place, side: Side): boolean {
    const { at, size, far } = AXES[side];
    return far ? tile[at] + tile[size] === CELLS : tile[at] === 0;
}

/**
 * A side of a tile brought to a line of the grid. Sides that touch it move along, on both sides of the line, as far as every
 * tile keeps its least size and none is run over.
 */
export function withSide(tiles: Arrangement, id: TileId, side: Side, to: number): Arrangement {
    const { at, size, across, breadth, far } = AXES[side];
    const tile = tileOf(tiles, id);
    const line = far ? tile[at] + tile[size] : tile[at];
    const meet = (a: Tile, b: Tile) => a[across] < b[across] + b[breadth] && b[across] < a[across] + a[breadth];
    // Those that end at the line and those that begin at it, as far as they touch each other.
    const before = new Set<Tile>(far ? [tile] : []);
    const after = new Set<Tile>(far ? [] : [tile]);
    for (let size0 = -1; size0 !== before.size + after.size;) {
        size0 = before.size + after.size;
        for (const one of tiles) {
            if (one[at] === line && [...before].some(other => meet(one, other))) after.add(one);
            if (one[at] + one[size] === line && [...after].some(other => meet(one, other))) before.add(one);
        }
    }
    const rest = tiles.filter(one => !before.has(one) && !after.has(one));
    const least = Math.max(
        0,
        ...[...before].map(one => one[at] + leastOf(one.id)),
        ...rest
            .filter(one => one[at] < line && [...after].some(other => meet(one, other)))
            .map(one => one[at] + one[size]),
    );
    const most = Math.min(
        CELLS,
        ...[...after].map(one => one[at] + one[size] - leastOf(one.id)),
        ...rest.filter(one => one[at] >= line && [...before].some(other => meet(one, other))).map(one => one[at]),
    );
    const next = within(to, least, most);
    return tiles.map(one => {
        if (before.has(one)) return { ...one, [size]: next - one[at] };
        return after.has(one) ? { ...one, [at]: next, [size]: one[at] + one[size] - next } : one;
    });
}

/** A tile made larger or smaller by keys: on the far side, or on the near one where the grid ends at the far one. */
export function grown(tiles: Arrangement, id: TileId, dx: number, dy: number): Arrangement {
    const { x, y, w, h } = tileOf(tiles, id);
    if (dx) return x + w < CELLS ? withSide(tiles, id, 'right', x + w + dx) : withSide(tiles, id, 'left', x - dx);
    return y + h < CELLS ? withSide(tiles, id, 'bottom', y + h + dy) : withSide(tiles, id, 'top', y - dy);
}

/** Without a tile; those that touched one of its sides and were together as long as it grow into the gap. */
export function without(tiles: Arrangement, id: TileId): Arrangement {
    const gap = tileOf(tiles, id);
    const left = tiles.filter(tile => tile !== gap);
    if (left.length === 1) return [{ ...WHOLE, id: left[0].id }];
    for (const side of ['top', 'bottom', 'left', 'right'] as const) {
        const { at, size, across, breadth, far } = AXES[side];
        const touch = (tile: Tile) => (far ? tile[at] === gap[at] + gap[size] : tile[at] + tile[size] === gap[at]);
        const inside = (tile: Tile) =>
            tile[across] >= gap[across] && tile[across] + tile[breadth] <= gap[across] + gap[breadth];
        const beside = left.filter(tile => touch(tile) && inside(tile));
        if (beside.reduce((sum, tile) => sum + tile[breadth], 0) !== gap[breadth]) continue;
        return left.map(tile => {
            if (!beside.includes(tile)) return tile;
            return { ...tile, [at]: Math.min(tile[at], gap[at]), [size]: tile[size] + gap[size] };
        });
    }
    return left;
}

/** With another image: where there is room, else in half of the largest of the images, else everything is placed anew. */
export function withImage(tiles: Arrangement, id: number, below: boolean): Arrangement {
    const images = imagesOf(tiles);
    if (images.includes(id) || images.length >= MOST_IMAGES) return tiles;
    if (!images.length) return firstArrangement(1, below).map(tile => (tile.id === MAIN ? tile : { ...tile, id }));
    const free = freePlace(tiles, USUAL) ?? freePlace(tiles, { w: leastOf(id), h: leastOf(id) });
    if (free) return [...tiles, { ...free, id }];
    const [largest] = tiles.filter(tile => tile.id !== MAIN).sort((a, b) => b.w * b.h - a.w * a.h);
    const halves = halved(largest, leastOf(id));
    if (!halves) return fitted([...tiles, { ...largest, id }], below);
    return [...tiles.map(tile => (tile === largest ? { ...halves[0], id: tile.id } : tile)), { ...halves[1], id }];
}

function halved({ x, y, w, h }: Place, least: number): readonly [Place, Place] | null {
    const [rows, columns] = [Math.ceil(h / 2), Math.ceil(w / 2)];
    if (h - rows >= least)
        return [
            { x, y, w, h: rows },
            { x, y: y + rows, w, h: h - rows },
        ];
    if (w - columns < least) return null;
    return [
        { x, y, w: columns, h },
        { x: x + columns, y, w: w - columns, h },
    ];
}

/** The first place of a size that no tile lies on, from the top. */
function freePlace(tiles: Arrangement, { w, h }: Pick<Place, 'w' | 'h'>): Place | null {
    for (let y = 0; y + h <= CELLS; y += 1) {
        for (let x = 0; x + w <= CELLS; x += 1) {
            const place = { x, y, w, h };
            if (tiles.every(tile => !overlap(tile, place))) return place;
        }
    }
    return null;
}

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
