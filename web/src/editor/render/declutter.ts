import type { Box, ObjectId, Point, Size } from '../model/types';

/** A text that wants a place beside its object; all in screen pixels. */
export interface Candidate extends Size {
    readonly id: ObjectId;
    readonly box: Box;
}

export interface Placed extends Point {
    readonly id: ObjectId;
}

export interface DeclutterRules {
    /** Beside the object, on the side that has room; or in its middle and nowhere else. */
    readonly position: 'auto' | 'center';
    readonly viewport: Size;
    /** Objects narrower than this go without a text. */
    readonly leastWidth: number;
    readonly most: number;
}

/** Distance of a text from the object it belongs to. */
const GAP = 6;
/** Side of the squares by which texts in the way are found. */
const CELL = 96;

/** What has been placed, by the squares it covers. */
class Taken {
    private readonly cells = new Map<string, Box[]>();

    private *keys({ minX, minY, maxX, maxY }: Box): Iterable<string> {
        for (let x = Math.floor(minX / CELL); x * CELL < maxX; x += 1)
            for (let y = Math.floor(minY / CELL); y * CELL < maxY; y += 1) yield `${x},${y}`;
    }

    has(box: Box): boolean {
        for (const key of this.keys(box)) {
            const found = this.cells
                .get(key)
                ?.some(one => one.minX < box.maxX && one.maxX > box.minX && one.minY < box.maxY && one.maxY > box.minY);
            if (found) return true;
        }
        return false;
    }

    add(box: Box): void {
        for (const key of this.keys(box)) {
            const list = this.cells.get(key);
            if (list) list.push(box);
            else this.cells.set(key, [box]);
        }
    }
}

/** Places to try for a text, the best first. */
export function placesFor({ box, width, height }: Candidate, position: 'auto' | 'center'): Point[] {
    const middleX = (box.minX + box.maxX - width) / 2;
    if (position === 'center') return [{ x: middleX, y: (box.minY + box.maxY - height) / 2 }];
    return [
        { x: box.maxX + GAP, y: box.minY },
        { x: box.minX - GAP - width, y: box.minY },
        { x: box.minX, y: box.minY - GAP - height },
        { x: box.minX, y: box.maxY + GAP },
        { x: box.minX + GAP, y: box.minY + GAP },
    ];
}

const areaAt = ({ x, y }: Point, { width, height }: Size): Box => ({
    minX: x,
    minY: y,
    maxX: x + width,
    maxY: y + height,
});

function isInside(box: Box, { width, height }: Size): boolean {
    return box.minX >= 0 && box.minY >= 0 && box.maxX <= width && box.maxY <= height;
}

/** The first place wholly in view, or the first of all where there is none. */
export function bestPlace(candidate: Candidate, position: 'auto' | 'center', viewport: Size): Point {
    const places = placesFor(candidate, position);
    return places.find(place => isInside(areaAt(place, candidate), viewport)) ?? places[0];
}

/**
 * Places texts so that none covers another. Candidates come in the order of their importance; one that finds no room, is
 * of a small object or out of view gets no place.
 */
export function declutter(candidates: Iterable<Candidate>, rules: DeclutterRules): Placed[] {
    const { viewport, position, leastWidth, most } = rules;
    const taken = new Taken();
    const out: Placed[] = [];
    for (const candidate of candidates) {
        if (out.length >= most) break;
        const { box, id } = candidate;
        const away = box.maxX < 0 || box.maxY < 0 || box.minX > viewport.width || box.minY > viewport.height;
        if (away || box.maxX - box.minX < leastWidth) continue;
        const place = placesFor(candidate, position).find(one => {
            const area = areaAt(one, candidate);
            return isInside(area, viewport) && !taken.has(area);
        });
        if (!place) continue;
        taken.add(areaAt(place, candidate));
        out.push({ id, ...place });
    }
    return out;
}
