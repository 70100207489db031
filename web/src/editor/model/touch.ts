import { boundsOf, centreOf, drawnBox, frameBox, insidePolygon, intersects, pointAt, rotatedCorners } from './geometry';
import { CUBOID_FACES, facePoints, hits } from './hit';
import { outlineOf } from './issues';
import type { FrameObject, Point, Points } from './types';

/** How far from an object a place may be that is about it, in pixels. */
const SLOP = 2;
const ELLIPSE_SIDES = 48;

interface Path {
    readonly points: Points;
    readonly closed: boolean;
}

const flat = (points: readonly Point[]): number[] => points.flatMap(({ x, y }) => [x, y]);

/** Whether a region of an issue lies on what is drawn of an object, if only in part. */
export function touches(object: FrameObject, position: Points): boolean {
    if (!intersects(drawnBox(object), boundsOf(position))) return false;
    const outline = outlineOf(position);
    if (outline.length === 0) return false;
    if (outline.length === 1) return hits(object, outline[0], SLOP);
    if (outline.some(corner => hits(object, corner, 0))) return true;
    const region: Path = { points: flat(outline), closed: true };
    return pathsOf(object, position).some(path => reaches(path, region));
}

/** What an object is drawn with: outlines, lines, single points, or the runs of a mask. */
function pathsOf(object: FrameObject, position: Points): Path[] {
    const { type, points, rotation } = object;
    switch (type) {
        case 'polygon':
            return [{ points, closed: true }];
        case 'polyline':
            return [{ points, closed: false }];
        case 'points':
            return Array.from({ length: points.length / 2 }, (_, i) => ({
                points: points.slice(2 * i, 2 * i + 2),
                closed: false,
            }));
        case 'rectangle':
            return [{ points: flat(rotatedCorners(frameBox(object), rotation)), closed: true }];
        case 'ellipse':
            return [{ points: ellipseRing(object), closed: true }];
        case 'cuboid':
            return CUBOID_FACES.map(face => ({ points: facePoints(points, face), closed: true }));
        case 'mask':
            return runsOf(points, position);
        case 'skeleton':
            return [{ points: flat(rotatedCorners(drawnBox(object), 0)), closed: true }];
    }
}

function ellipseRing(object: FrameObject): number[] {
    const box = frameBox(object);
    const { x, y } = centreOf(box);
    const turn = (object.rotation * Math.PI) / 180;
    return Array.from({ length: ELLIPSE_SIDES }, (_, i) => {
        const angle = (2 * Math.PI * i) / ELLIPSE_SIDES;
        const dx = (Math.cos(angle) * (box.maxX - box.minX)) / 2;
        const dy = (Math.sin(angle) * (box.maxY - box.minY)) / 2;
        return [x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn)];
    }).flat();
}

/** The runs of a mask as lines through the middles of their pixels, in the rows that the region has. */
function runsOf(points: Points, position: Points): Path[] {
    const { minY, maxY } = boundsOf(position);
    const [left, top, right] = points.slice(-4);
    const width = right - left + 1;
    const paths: Path[] = [];
    let at = 0;
    for (let i = 0; i < points.length - 4; i += 1) {
        const end = at + points[i];
        // A run may go on in the next rows.
        for (let from = at; i % 2 === 1 && from < end;) {
            const row = Math.floor(from / width);
            const to = Math.min(end, (row + 1) * width);
            const y = top + row + 0.5;
            if (y >= minY - 1 && y <= maxY + 1) {
                const x = left + (from % width);
                paths.push({ points: [x, y, x + to - from, y], closed: false });
            }
            from = to;
        }
        at = end;
    }
    return paths;
}

/** Whether a path is partly inside a region: with a vertex, or by an edge that crosses its border. */
function reaches(path: Path, region: Path): boolean {
    for (let i = 0; i < path.points.length / 2; i += 1) {
        if (insidePolygon(pointAt(path.points, i), region.points)) return true;
    }
    const own = edgesOf(path);
    const border = edgesOf(region);
    return own.some(([a, b]) => border.some(([c, d]) => cross(a, b, c, d)));
}

function edgesOf({ points, closed }: Path): [Point, Point][] {
    const n = points.length / 2;
    return Array.from({ length: closed ? n : n - 1 }, (_, i) => [pointAt(points, i), pointAt(points, (i + 1) % n)]);
}

/** On which side of the line through two points a third one lies, by the sign. */
const side = (a: Point, b: Point, p: Point) => (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
