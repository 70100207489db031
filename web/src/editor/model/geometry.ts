import type { Box, Geometry, Point, Points, Size } from './types';

/** Pure plane geometry in image pixels, y down, angles in degrees clockwise on screen. */

export const EMPTY_BOX: Box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };

export function boundsOf(points: Points): Box {
    let { minX, minY, maxX, maxY } = EMPTY_BOX;
    for (let i = 0; i + 1 < points.length; i += 2) {
        const x = points[i];
        const y = points[i + 1];
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
    }
    return { minX, minY, maxX, maxY };
}

export function union(a: Box, b: Box): Box {
    return {
        minX: Math.min(a.minX, b.minX),
        minY: Math.min(a.minY, b.minY),
        maxX: Math.max(a.maxX, b.maxX),
        maxY: Math.max(a.maxY, b.maxY),
    };
}

export function grow(box: Box, by: number): Box {
    return { minX: box.minX - by, minY: box.minY - by, maxX: box.maxX + by, maxY: box.maxY + by };
}

export function intersects(a: Box, b: Box): boolean {
    return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}

export function contains(outer: Box, inner: Box): boolean {
    return outer.minX <= inner.minX && outer.minY <= inner.minY && outer.maxX >= inner.maxX && outer.maxY >= inner.maxY;
}

export function boxBetween(a: Point, b: Point): Box {
    return {
        minX: Math.min(a.x, b.x),
        minY: Math.min(a.y, b.y),
        maxX: Math.max(a.x, b.x),
        maxY: Math.max(a.y, b.y),
    };
}

export function centreOf(box: Box): Point {
    return { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 };
}

export function distance(a: Point, b: Point): number {
    return Math.hypot(a.x - b.x, a.y - b.y);
}

export function rotateAbout(p: Point, centre: Point, degrees: number): Point {
    if (degrees === 0) return p;
    const angle = (degrees * Math.PI) / 180;
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const dx = p.x - centre.x;
    const dy = p.y - centre.y;
    return { x: centre.x + cos * dx - sin * dy, y: centre.y + sin * dx + cos * dy };
}

/** Into [0, 360). */
export function normalizeAngle(degrees: number): number {
    const rest = degrees % 360;
    return rest < 0 ? rest + 360 : rest;
}

/** The unrotated box of a rectangle, an ellipse or a mask; the extent of the points for every other type. */
export function frameBox(geometry: Pick<Geometry, 'type' | 'points'>): Box {
    const p = geometry.points;
    switch (geometry.type) {
        case 'ellipse': {
            const rx = Math.abs(p[2] - p[0]);
            const ry = Math.abs(p[1] - p[3]);
            return { minX: p[0] - rx, minY: p[1] - ry, maxX: p[0] + rx, maxY: p[1] + ry };
        }
        case 'mask': {
            const [left, top, right, bottom] = p.slice(-4);
            return { minX: left, minY: top, maxX: right + 1, maxY: bottom + 1 };
        }
        default:
            return boundsOf(p);
    }
}

/** Corners of a rotated box in the order top-left, top-right, bottom-right, bottom-left of the unrotated one. */
export function rotatedCorners(box: Box, rotation: number): Point[] {
    const centre = centreOf(box);
    return [
        { x: box.minX, y: box.minY },
        { x: box.maxX, y: box.minY },
        { x: box.maxX, y: box.maxY },
        { x: box.minX, y: box.maxY },
    ].map(corner => rotateAbout(corner, centre, rotation));
}

/** Points of a rectangle or an ellipse that fills the given unrotated box. */
export function pointsOfBox(type: 'rectangle' | 'ellipse', box: Box): number[] {
    if (type === 'rectangle') return [box.minX, box.minY, box.maxX, box.maxY];
    const centre = centreOf(box);
    return [centre.x, centre.y, box.maxX, box.minY];
}

/** The axis-aligned box that holds the drawn object, rotation and skeleton elements included. */
export function drawnBox(
    object: Pick<Geometry, 'type' | 'points' | 'rotation'> & { elements?: readonly Geometry[] },
): Box {
    if (object.type === 'skeleton') {
        return (object.elements ?? [])
            .filter(element => !element.outside)
            .reduce((box, element) => union(box, drawnBox(element)), EMPTY_BOX);
    }
    const box = frameBox(object);
    if (object.rotation === 0 || (object.type !== 'rectangle' && object.type !== 'ellipse')) return box;
    return boundsOf(rotatedCorners(box, object.rotation).flatMap(corner => [corner.x, corner.y]));
}

/** Shapes whose points stay inside the image, unless they are turned. */
export function staysInside({ type, rotation }: Pick<Geometry, 'type' | 'rotation'>): boolean {
    return rotation === 0 && ['rectangle', 'polygon', 'polyline', 'points'].includes(type);
}

/** A common move, shortened where it would push what must stay inside over the edge of the image. */
export function shiftInside(
    objects: readonly Pick<Geometry, 'type' | 'points' | 'rotation'>[],
    { dx, dy }: { readonly dx: number; readonly dy: number },
    image: Size,
): { dx: number; dy: number } {
    const shift = { dx, dy };
    for (const object of objects.filter(staysInside)) {
        const box = drawnBox(object);
        shift.dx = Math.min(Math.max(shift.dx, -box.minX), image.width - box.maxX);
        shift.dy = Math.min(Math.max(shift.dy, -box.minY), image.height - box.maxY);
    }
    return shift;
}

/** Even-odd rule. */
export function insidePolygon(p: Point, points: Points): boolean {
    let inside = false;
    const n = points.length;
    for (let i = 0, j = n - 2; i + 1 < n; j = i, i += 2) {
        const yi = points[i + 1];
        const yj = points[j + 1];
        if (yi > p.y !== yj > p.y && p.x < ((points[j] - points[i]) * (p.y - yi)) / (yj - yi) + points[i])
            inside = !inside;
    }
    return inside;
}

/** The point of segment ab nearest to p. */
export function nearestOnSegment(p: Point, a: Point, b: Point): Point {
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const length = dx * dx + dy * dy;
    if (length === 0) return a;
    const t = Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length));
    return { x: a.x + t * dx, y: a.y + t * dy };
}

export function pointAt(points: Points, index: number): Point {
    return { x: points[2 * index], y: points[2 * index + 1] };
}

/** Nearest edge of a polyline (or ring), some left out of account; edge k runs from vertex k to k+1. */
export function nearestEdge(
    p: Point,
    points: Points,
    closed: boolean,
    without?: ReadonlySet<number>,
): { edge: number; at: Point; distance: number } {
    const n = points.length / 2;
    let best = { edge: -1, at: p, distance: Infinity };
    for (let k = 0; k < (closed ? n : n - 1); ++k) {
        if (without?.has(k)) continue;
        const at = nearestOnSegment(p, pointAt(points, k), pointAt(points, (k + 1) % n));
        const d = distance(p, at);
        if (d < best.distance) best = { edge: k, at, distance: d };
    }
    return best;
}

export function nearestVertex(p: Point, points: Points): { index: number; distance: number } {
    let best = { index: -1, distance: Infinity };
    for (let i = 0; i < points.length / 2; ++i) {
        const d = Math.hypot(points[2 * i] - p.x, points[2 * i + 1] - p.y);
        if (d < best.distance) best = { index: i, distance: d };
    }
    return best;
}

export function clampPoint(p: Point, size: Size): Point {
    return { x: Math.min(size.width, Math.max(0, p.x)), y: Math.min(size.height, Math.max(0, p.y)) };
}

export function clampPoints(points: Points, size: Size): number[] {
    return points.map((value, i) => Math.min(i % 2 ? size.height : size.width, Math.max(0, value)));
}

export function translate(points: Points, dx: number, dy: number): number[] {
    return points.map((value, i) => value + (i % 2 ? dy : dx));
}

/** Two decimals, as coordinates made by hand are stored. */
export function round2(value: number): number {
    return Math.round(value * 100) / 100;
}

/**
 * A ring cut to the frame (Sutherland-Hodgman against the four sides). Parts of a concave ring that leave and re-enter
 * stay joined along the border. Empty when nothing is left.
 */
export function clipRing(points: Points, size: Size): number[] {
    const sides: [0 | 1, number, 1 | -1][] = [
        [0, 0, 1],
        [0, size.width, -1],
        [1, 0, 1],
        [1, size.height, -1],
    ];
    let ring = [...points];
    for (const [axis, limit, sign] of sides) ring = clipSide(ring, axis, limit, sign);
    return ring;
}

function clipSide(ring: number[], axis: 0 | 1, limit: number, sign: 1 | -1): number[] {
    const out: number[] = [];
    const n = ring.length;
    for (let i = 0; i < n; i += 2) {
        const j = (i + 2) % n;
        const a = (ring[i + axis] - limit) * sign;
        const b = (ring[j + axis] - limit) * sign;
        if (a >= 0) out.push(ring[i], ring[i + 1]);
        if (a >= 0 !== b >= 0) {
            const t = a / (a - b);
            const cut = [ring[i] + t * (ring[j] - ring[i]), ring[i + 1] + t * (ring[j + 1] - ring[i + 1])];
            cut[axis] = limit;
            out.push(cut[0], cut[1]);
        }
    }
    return out;
}

/** Drops vertices that repeat their predecessor (closer than 0.01 px), and for rings the closing repetition. */
export function withoutRepeats(points: Points, closed: boolean): number[] {
    const out: number[] = [];
    for (let i = 0; i + 1 < points.length; i += 2) {
        const n = out.length;
        if (n && Math.hypot(points[i] - out[n - 2], points[i + 1] - out[n - 1]) < 0.01) continue;
        out.push(points[i], points[i + 1]);
    }
    const n = out.length;
    if (closed && n > 2 && Math.hypot(out[0] - out[n - 2], out[1] - out[n - 1]) < 0.01) out.length = n - 2;
    return out;
}

/** Whether an object is too small to keep: lines and polygons need one pixel in one direction, the rest in both. */
export function isLargeEnough(
    geometry: Pick<Geometry, 'type' | 'points'> & { elements?: readonly Geometry[] },
): boolean {
    if (geometry.type === 'points') return geometry.points.length >= 2;
    const box = geometry.type === 'skeleton' ? drawnBox({ ...geometry, rotation: 0 }) : signedBox(geometry);
    const width = box.maxX - box.minX;
    const height = box.maxY - box.minY;
    if (geometry.type === 'polygon' && geometry.points.length < 6) return false;
    if (geometry.type === 'polyline' && geometry.points.length < 4) return false;
    if (['polygon', 'polyline', 'skeleton'].includes(geometry.type)) return Math.max(width, height) >= 1;
    return width >= 1 && height >= 1;
}

/** As frameBox, but an inverted rectangle counts as having no size. */
function signedBox(geometry: Pick<Geometry, 'type' | 'points'>): Box {
    if (geometry.type !== 'rectangle') return frameBox(geometry);
    const [minX, minY, maxX, maxY] = geometry.points;
    return { minX, minY, maxX, maxY };
}
