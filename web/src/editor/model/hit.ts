import {
    centreOf,
    distance,
    drawnBox,
    frameBox,
    insidePolygon,
    nearestEdge,
    nearestVertex,
    rotateAbout,
} from './geometry';
import { maskHas } from './mask';
import { skeletonLines, type SkeletonEdges } from './skeleton';
import type { FrameObject, Geometry, Point, Points } from './types';

/** Index triples and quads of a 2D cuboid's faces: front, right, back, left, top, bottom. */
export const CUBOID_FACES = [
    [0, 1, 3, 2],
    [2, 3, 5, 4],
    [4, 5, 7, 6],
    [6, 7, 1, 0],
    [0, 2, 4, 6],
    [1, 3, 5, 7],
] as const;

export function facePoints(points: Points, face: readonly number[]): number[] {
    return face.flatMap(vertex => [points[2 * vertex], points[2 * vertex + 1]]);
}

function hitEllipse(p: Point, geometry: Geometry, slop: number): boolean {
    const box = frameBox(geometry);
    const centre = centreOf(box);
    const q = rotateAbout(p, centre, -geometry.rotation);
    const rx = (box.maxX - box.minX) / 2 + slop;
    const ry = (box.maxY - box.minY) / 2 + slop;
    return ((q.x - centre.x) / rx) ** 2 + ((q.y - centre.y) / ry) ** 2 <= 1;
}

function hitRectangle(p: Point, geometry: Geometry, slop: number): boolean {
    const box = frameBox(geometry);
    const q = rotateAbout(p, centreOf(box), -geometry.rotation);
    return q.x >= box.minX - slop && q.x <= box.maxX + slop && q.y >= box.minY - slop && q.y <= box.maxY + slop;
}

/** Whether a point touches an object; `slop` in image pixels widens lines, points and outlines. */
export function hits(object: FrameObject, p: Point, slop: number, edges: SkeletonEdges = []): boolean {
    switch (object.type) {
        case 'rectangle':
            return hitRectangle(p, object, slop);
        case 'ellipse':
            return hitEllipse(p, object, slop);
        case 'polygon':
            return insidePolygon(p, object.points) || nearestEdge(p, object.points, true).distance <= slop;
        case 'polyline':
            return nearestEdge(p, object.points, false).distance <= 2 * slop;
        case 'points':
            return nearestVertex(p, object.points).distance <= 2 * slop;
        case 'mask':
            return maskHas(object.points, p.x, p.y);
        case 'cuboid':
            return CUBOID_FACES.some(face => insidePolygon(p, facePoints(object.points, face)));
        case 'skeleton':
            return hitSkeleton(object, p, slop, edges);
    }
}

function hitSkeleton(object: FrameObject, p: Point, slop: number, edges: SkeletonEdges): boolean {
    const nodes = object.elements.some(
        element => !element.outside && distance(p, { x: element.points[0], y: element.points[1] }) <= 2 * slop,
    );
    if (nodes || skeletonLines(edges, object.elements).some(line => nearestEdge(p, line, false).distance <= slop))
        return true;
    const box = drawnBox(object);
    return p.x >= box.minX && p.x <= box.maxX && p.y >= box.minY && p.y <= box.maxY;
}
