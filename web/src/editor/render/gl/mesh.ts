import { centreOf, frameBox, rotateAbout, rotatedCorners } from '../../model/geometry';
import { backEdges } from '../../model/cuboid';
import { CUBOID_FACES, facePoints } from '../../model/hit';
import { partsOf } from '../../model/holes';
import { skeletonLines, type SkeletonEdges } from '../../model/skeleton';
import type { Points } from '../../model/types';
import { hiddenEdges, type Paintable } from '../paint';
import type { MaskPiece } from './atlas';
import { triangulate } from './triangulate';

/** Numbers a primitive takes: three points in image pixels, one more number, and its tag. */
export const STRIDE = 8;
/** The tag holds the kind in its upper three bits, then whether a segment has a round start, and the look in the others. */
export const KIND_SHIFT = 29;
export const ROUND = 1 << 28;
/** Where an outline turns by more than this (its cosine), a round start fills the gap outside. */
const STRAIGHT = 0.97;

/**
 * What a primitive's numbers mean.
 * Triangle: its corners. Segment: both ends, then how far along the outline it begins, in image pixels.
 * Disc: its centre. Mask: two opposite corners, the place of the first in the atlas, and the atlas's layer.
 */
export const KIND = { triangle: 0, segment: 1, disc: 2, mask: 3 } as const;
type Kind = (typeof KIND)[keyof typeof KIND];

/** Primitives back to front; the looks in their tags count from the object's first one. */
export type Mesh = Float32Array;

/** Parts of objects that differ in look, in the order in which `looksOf` gives them. */
export const CUBOID_LOOKS = { hidden: 0, sides: 1, front: 2 } as const;

/** How far the sides of a drawn ellipse may lie within it, in device pixels at the largest zoom. */
const ELLIPSE_ERROR = 0.4;
const LARGEST_ZOOM = 64;

interface Step {
    readonly x: number;
    readonly y: number;
    readonly length: number;
}

function stepBetween(points: Points, from: number, to: number): Step {
    const x = points[2 * to] - points[2 * from];
    const y = points[2 * to + 1] - points[2 * from + 1];
    return { x, y, length: Math.hypot(x, y) };
}

const turnsLittle = (a: Step, b: Step) => a.x * b.x + a.y * b.y > STRAIGHT * a.length * b.length;

/** Collects the primitives of one object after the other, in memory that is used again. */
export class MeshBuilder {
    private data = new Float32Array(1024 * STRIDE);
    private tags = new Uint32Array(this.data.buffer);
    private used = 0;

    private push(kind: Kind, look: number, numbers: readonly number[]): void {
        const at = this.used * STRIDE;
        if (at + STRIDE > this.data.length) this.enlarge();
        for (let i = 0; i < STRIDE - 1; ++i) this.data[at + i] = numbers[i] ?? 0;
        this.tags[at + STRIDE - 1] = (kind << KIND_SHIFT) | look;
        this.used += 1;
    }

    private enlarge(): void {
        const larger = new Float32Array(2 * this.data.length);
        larger.set(this.data);
        this.data = larger;
        this.tags = new Uint32Array(larger.buffer);
    }

    /** What has been collected since. */
    take(): Mesh {
        const mesh = this.data.slice(0, this.used * STRIDE);
        this.used = 0;
        return mesh;
    }

    area(look: number, outer: Points, holes: readonly Points[] = []): void {
        const corners = triangulate(outer, holes);
        for (let i = 0; i < corners.length; i += 6) this.push(KIND.triangle, look, corners.slice(i, i + 6));
    }

    outline(look: number, points: Points, closed: boolean): void {
        const corners = points.length / 2;
        const count = closed && corners > 1 ? corners : corners - 1;
        let along = 0;
        let before: Step | null = null;
        for (let i = 0; i < count; ++i) {
            const j = (i + 1) % corners;
            const step = stepBetween(points, i, j);
            const round = before && turnsLittle(before, step) ? 0 : ROUND;
            const ends = [points[2 * i], points[2 * i + 1], points[2 * j], points[2 * j + 1]];
            this.push(KIND.segment, look | round, [...ends, 0, 0, along]);
            along += step.length;
            before = step;
        }
    }

    discs(look: number, points: Points): void {
        for (let i = 0; i + 1 < points.length; i += 2) this.push(KIND.disc, look, [points[i], points[i + 1]]);
    }

    mask(look: number, { left, top, width, height, x, y, layer }: MaskPiece): void {
        this.push(KIND.mask, look, [left, top, left + width, top + height, x, y, layer]);
    }
}

/** Where the pixels of a mask lie in the atlas. */
export type FindMask = (points: Points) => readonly MaskPiece[];

export function meshOf(builder: MeshBuilder, object: Paintable, edges: SkeletonEdges, findMask: FindMask): Mesh {
    const { type, points } = object;
    const filled = (look: number, ring: Points) => {
        builder.area(look, ring);
        builder.outline(look, ring, true);
    };
    switch (type) {
        case 'rectangle':
            filled(
                0,
                rotatedCorners(frameBox(object), object.rotation).flatMap(({ x, y }) => [x, y]),
            );
            break;
        case 'polygon': {
            const { outer, holes } = partsOf(points) ?? { outer: points, holes: [] };
            builder.area(0, outer, holes);
            for (const ring of [outer, ...holes]) builder.outline(0, ring, true);
            break;
        }
        case 'polyline':
            builder.outline(0, points, false);
            break;
        case 'points':
            builder.discs(0, points);
            break;
        case 'ellipse':
            filled(0, ellipseRing(object));
            break;
        case 'mask':
            for (const piece of findMask(points)) builder.mask(0, piece);
            break;
        case 'cuboid':
            addCuboid(builder, points, filled);
            break;
        case 'skeleton':
            for (const line of skeletonLines(edges, object.elements)) builder.outline(0, line, false);
            object.elements
                .filter(element => !element.outside)
                .forEach((element, i) => builder.discs(i + 1, element.points));
            break;
    }
    return builder.take();
}

function addCuboid(builder: MeshBuilder, points: Points, filled: (look: number, ring: Points) => void): void {
    const { seen, hidden } = backEdges(points);
    const [front, right, , left, top] = CUBOID_FACES;
    for (const edge of hiddenEdges(hidden)) builder.outline(CUBOID_LOOKS.hidden, facePoints(points, edge), false);
    for (const face of [seen === 2 ? right : left, top]) filled(CUBOID_LOOKS.sides, facePoints(points, face));
    filled(CUBOID_LOOKS.front, facePoints(points, front));
}

/** An ellipse as a ring of so many corners that it looks round at every zoom. */
function ellipseRing(object: Paintable): number[] {
    const box = frameBox(object);
    const centre = centreOf(box);
    const [rx, ry] = [(box.maxX - box.minX) / 2, (box.maxY - box.minY) / 2];
    const flat = 1 - ELLIPSE_ERROR / (LARGEST_ZOOM * Math.max(rx, ry, 0.1));
    const count = Math.min(512, Math.max(24, Math.ceil(Math.PI / Math.acos(flat))));
    return Array.from({ length: count }, (_, i) => {
        const angle = (2 * Math.PI * i) / count;
        const p = { x: centre.x + rx * Math.cos(angle), y: centre.y + ry * Math.sin(angle) };
        return rotateAbout(p, centre, object.rotation);
    }).flatMap(({ x, y }) => [x, y]);
}
