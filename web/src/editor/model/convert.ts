import { contoursOf, signedArea } from './contours';
import type { AnnotationDocument, Diff, ObjectChange } from './document';
import { create, edit, remove } from './edits';
import { boundsOf, clipRing, frameBox, insidePolygon, pointsOfBox, round2, withoutRepeats } from './geometry';
import { bridged, outerOf } from './holes';
import { decodeMask, encodeMask } from './mask';
import { polygonBitmap, ringOf } from './raster';
import type { DocObject, FrameObject, Geometry, ObjectId, Points, ShapeObject, ShapeType, Size } from './types';

/** Types a shape can be turned into; skeletons and cuboids are given shape by their own tools. */
export const CONVERTIBLE: readonly ShapeType[] = ['rectangle', 'polygon', 'ellipse', 'mask', 'polyline', 'points'];

type Outline = Pick<Geometry, 'type' | 'points' | 'rotation'>;

/**
 * An outline as another type; several for masks in several parts, none where nothing is left. Areas are kept as they
 * are drawn: a mask's polygon follows the edges of its pixels, a polygon's mask is what exports would fill.
 */
export function converted(from: Outline, to: ShapeType, size: Size): Outline[] {
    if (from.type === to) return [from];
    const plain = (points: Points | null, rotation = 0): Outline[] =>
        points && points.length ? [{ type: to, points, rotation }] : [];
    switch (to) {
        case 'rectangle':
            if (from.type === 'ellipse') return plain(pointsOfBox('rectangle', frameBox(from)), from.rotation);
            return plain(pointsOfBox('rectangle', boxOf(from)).map(round2));
        case 'ellipse':
            if (from.type === 'rectangle') return plain(pointsOfBox('ellipse', frameBox(from)), from.rotation);
            return momentEllipse(from);
        case 'mask': {
            const ring = areaRing(from);
            return plain(ring && encodeMask(polygonBitmap(ring, size)));
        }
        case 'polygon':
            if (from.type === 'mask')
                return maskPolygons(from.points).map(points => ({ type: to, points, rotation: 0 }));
            return plain(inFrame(areaRing(from), size));
        case 'polyline':
        case 'points':
            if (from.type === 'mask') return maskRings(from.points).map(points => ({ type: to, points, rotation: 0 }));
            return plain(inFrame(outlineOf(from) ?? from.points, size));
        default:
            return [];
    }
}

/** The ring around an area; lines and points of three or more vertices count as closed. */
function areaRing(from: Outline): number[] | null {
    if (from.type === 'polyline' || from.type === 'points') return from.points.length >= 6 ? [...from.points] : null;
    return ringOf(from);
}

/** The same without holes, for what can have none. */
function outlineOf(from: Outline): Points | null {
    const ring = areaRing(from);
    return ring && outerOf(ring);
}

function inFrame(ring: Points | null, size: Size): number[] | null {
    return ring && withoutRepeats(clipRing(ring, size).map(round2), true);
}

function maskRings(points: Points): number[][] {
    return contoursOf(decodeMask(points)).outer.map(ring => [...ring]);
}

/** So many holes of a mask become holes of its polygons, the largest; smaller ones are filled. */
const MOST_HOLES = 20;

/** The parts of a mask with their holes. */
function maskPolygons(points: Points): Points[] {
    const { outer, holes } = contoursOf(decodeMask(points));
    const own = outer.map((): Points[] => []);
    for (const { ring, beside } of holes.slice(0, MOST_HOLES))
        own[outer.findLastIndex(one => insidePolygon(beside, one))]?.push(ring);
    return outer.map((ring, i) =>
        own[i].length ? withoutRepeats(bridged({ outer: ring, holes: own[i] }), true) : [...ring],
    );
}

function holesLost(points: Points, to: ShapeType): number {
    const { length } = contoursOf(decodeMask(points)).holes;
    return to === 'polygon' ? Math.max(0, length - MOST_HOLES) : length;
}

function boxOf(from: Outline) {
    return from.type === 'mask' ? frameBox(from) : boundsOf(ringOf(from) ?? from.points);
}

/** The ellipse with the same area, middle and spread as an outline (second moments of area). */
function momentEllipse(from: Outline): Outline[] {
    const rings = from.type === 'mask' ? maskRings(from.points) : [outlineOf(from)].filter(ring => ring !== null);
    let [area, x, y, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
    for (const ring of rings) {
        // Holes of masks are left out by their contours; rings of either direction count the same.
        const sign = Math.sign(signedArea(ring));
        for (let i = 0, j = ring.length - 2; i + 1 < ring.length; j = i, i += 2) {
            const [x0, y0, x1, y1] = [ring[j], ring[j + 1], ring[i], ring[i + 1]];
            const cross = sign * (x0 * y1 - x1 * y0);
            area += cross / 2;
            x += (cross * (x0 + x1)) / 6;
            y += (cross * (y0 + y1)) / 6;
            xx += (cross * (x0 * x0 + x0 * x1 + x1 * x1)) / 12;
            yy += (cross * (y0 * y0 + y0 * y1 + y1 * y1)) / 12;
            xy += (cross * (x0 * y1 + 2 * x0 * y0 + 2 * x1 * y1 + x1 * y0)) / 24;
        }
    }
    if (area < 1e-9) return [];
    const [cx, cy] = [x / area, y / area];
    const [a, b, c] = [xx / area - cx * cx, xy / area - cx * cy, yy / area - cy * cy];
    const middle = (a + c) / 2;
    const spread = Math.hypot((a - c) / 2, b);
    // Along a main axis of an ellipse the mean square distance is a quarter of the radius squared.
    const rx = 2 * Math.sqrt(Math.max(0, middle + spread));
    const ry = 2 * Math.sqrt(Math.max(0, middle - spread));
    const angle = spread < 1e-9 ? 0 : (Math.atan2(2 * b, a - c) / 2) * (180 / Math.PI);
    const rotation = round2(angle < 0 ? angle + 180 : angle);
    return [{ type: 'ellipse', points: [cx, cy, cx + rx, cy - ry].map(round2), rotation }];
}

/**
 * Shapes and tracks as another type, as one edit. Shapes keep label, attributes, layer, flags and group; a mask in parts
 * becomes several in one group. Tracks keep their keyframes; they cannot be turned into masks.
 */
export function convert(
    document: AnnotationDocument,
    ids: readonly ObjectId[],
    to: ShapeType,
    sizeOf: (frame: number) => Size,
): { diff: Diff; left: number; holes: number } {
    const changes: ObjectChange[] = [];
    let left = 0;
    let holes = 0;
    let group = document.maxGroup();
    for (const id of ids) {
        const object = document.get(id);
        const made = object && newObjects(object, to, sizeOf);
        if (!object || !made?.length) {
            ++left;
            continue;
        }
        if (object.kind === 'shape' && object.type === 'mask' && to !== 'rectangle')
            holes += holesLost(object.points, to);
        if (made.length === 1) {
            const [only] = made;
            changes.push(...edit(document, [id], before => (before === only ? before : only)).objects);
            continue;
        }
        const number = object.group || ++group;
        const parts = made.map(one => ({ ...one, group: number }));
        changes.push(...remove(document, [id]).objects, ...create(document, parts).objects);
    }
    return { diff: { objects: changes }, left, holes };
}

function newObjects(object: DocObject, to: ShapeType, sizeOf: (frame: number) => Size): DocObject[] {
    if (object.kind === 'tag') return [];
    if (object.kind === 'shape') {
        if (object.type === to || !CONVERTIBLE.includes(object.type)) return [];
        return converted(object, to, sizeOf(object.frame)).map((outline): ShapeObject => ({
            ...object,
            ...outline,
            source: 'manual',
        }));
    }
    const type = object.keyframes[0]?.type;
    if (to === 'mask' || type === to || !CONVERTIBLE.includes(type)) return [];
    const keyframes = object.keyframes.map(keyframe => {
        const [outline] = converted(keyframe, to, sizeOf(keyframe.frame));
        return outline && { ...keyframe, ...outline };
    });
    return keyframes.every(Boolean) ? [{ ...object, keyframes, source: 'manual' }] : [];
}

/**
 * Shapes cut to the image: polygons along its border, boxes at it, lines and points moved onto it; masks lose what lies
 * outside. What lies outside altogether goes. Turned boxes, ellipses, cuboids and skeletons may lie outside and stay.
 */
export function crop(document: AnnotationDocument, objects: readonly FrameObject[], size: Size): ObjectChange[] {
    return objects.flatMap(({ id }) => {
        const before = document.get(id);
        if (before?.kind !== 'shape') return [];
        const points = cropped(before, size);
        if (points === undefined || (points && points.every((value, i) => value === before.points[i]))) return [];
        return [points ? { id, before, after: { ...before, points } } : { id, before }];
    });
}

/** Points cut to the image, null when none is left, undefined where cutting does not apply. */
export function cropped(shape: ShapeObject, size: Size): number[] | null | undefined {
    const { points } = shape;
    const clamp = (values: Points) =>
        values.map((value, i) => Math.min(i % 2 ? size.height : size.width, Math.max(0, value)));
    switch (shape.type) {
        case 'polygon': {
            const ring = withoutRepeats(clipRing(points, size), true);
            return ring.length >= 6 ? ring : null;
        }
        case 'rectangle': {
            if (shape.rotation !== 0) return undefined;
            const box = clamp(points);
            return box[2] - box[0] >= 1 && box[3] - box[1] >= 1 ? box : null;
        }
        case 'mask':
            return encodeMask(decodeMask(points), size);
        case 'polyline':
        case 'points':
            return clamp(points);
        default:
            return undefined;
    }
}
