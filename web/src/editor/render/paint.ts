import { centreOf, frameBox, rotatedCorners } from '../model/geometry';
import { partsOf } from '../model/holes';
import { CUBOID_FACES, facePoints } from '../model/hit';
import { skeletonLines, type SkeletonEdges } from '../model/skeleton';
import type { FrameElement, FrameObject, Points } from '../model/types';
import { backEdges } from '../model/cuboid';
import type { MaskPictures } from './masks';
import type { PaintedPictures } from './painted';
import { dashesOf, dotLook, hiddenEdgeBrush, maskAlpha, nodeBrush, sideBrush, type Brush } from './brush';
import { withAlpha } from './style';

/** A canvas transform: x' = a*x + c*y + e, y' = b*x + d*y + f. Always a turn by quarters and a uniform scale. */
export type Matrix = readonly [number, number, number, number, number, number];

/** What painting needs besides the object. */
export interface Palette {
    readonly masks: MaskPictures;
    readonly painted: PaintedPictures;
    edges(labelId: number): SkeletonEdges;
    sublabelColour(labelId: number): string;
}

type Target = CanvasRenderingContext2D;
export type Paintable = Pick<FrameObject, 'type' | 'points' | 'rotation' | 'labelId'> & {
    readonly elements: readonly FrameElement[];
};

/** Device pixels a vertex must be from the last drawn one to be drawn itself. */
const DETAIL = 0.6;

/** Adds an outline in device pixels to the current path, leaving out vertices too close to see. */
export function tracePath(target: Target, points: Points, m: Matrix, closed: boolean): void {
    const [a, b, c, d, e, f] = m;
    const n = points.length;
    let lastX = a * points[0] + c * points[1] + e;
    let lastY = b * points[0] + d * points[1] + f;
    target.moveTo(lastX, lastY);
    for (let i = 2; i + 1 < n; i += 2) {
        const x = a * points[i] + c * points[i + 1] + e;
        const y = b * points[i] + d * points[i + 1] + f;
        const dx = x - lastX;
        const dy = y - lastY;
        if (dx * dx + dy * dy < DETAIL * DETAIL && i + 3 < n) continue;
        target.lineTo(x, y);
        lastX = x;
        lastY = y;
    }
    if (closed) target.closePath();
}

/** Outline and holes of a polygon, without the bridges between them. */
function traceRings(target: Target, points: Points, m: Matrix): void {
    const { outer, holes } = partsOf(points) ?? { outer: points, holes: [] };
    tracePath(target, outer, m, true);
    for (const hole of holes) tracePath(target, hole, m, true);
}

export function device(m: Matrix, x: number, y: number): [number, number] {
    return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

function fillAndStroke(target: Target, brush: Brush, filled: boolean): void {
    if (filled && brush.fill > 0) {
        target.fillStyle = withAlpha(brush.colour, brush.fill);
        target.fill('evenodd');
    }
    target.strokeStyle = brush.outline;
    target.lineWidth = brush.lineWidth;
    const dashes = dashesOf(brush);
    if (dashes.length) target.setLineDash([...dashes]);
    target.stroke();
    if (dashes.length) target.setLineDash([]);
}

function dots(target: Target, points: Points, m: Matrix, brush: Brush): void {
    target.beginPath();
    for (let i = 0; i + 1 < points.length; i += 2) {
        const [x, y] = device(m, points[i], points[i + 1]);
        target.moveTo(x + brush.pointRadius, y);
        target.arc(x, y, brush.pointRadius, 0, 2 * Math.PI);
    }
    const { fill, rim, rimWidth } = dotLook(brush);
    target.fillStyle = fill;
    target.fill();
    target.strokeStyle = rim;
    target.lineWidth = rimWidth;
    target.stroke();
}

/** Draws one object. `m` maps image to device pixels, which the context's own transform may only shift. */
export function paintObject(target: Target, object: Paintable, m: Matrix, brush: Brush, palette: Palette): void {
    const { type, points } = object;
    switch (type) {
        case 'rectangle': {
            const corners = rotatedCorners(frameBox(object), object.rotation).flatMap(({ x, y }) => [x, y]);
            target.beginPath();
            tracePath(target, corners, m, true);
            return fillAndStroke(target, brush, true);
        }
        case 'polygon':
            target.beginPath();
            traceRings(target, points, m);
            return fillAndStroke(target, brush, true);
        case 'polyline':
            target.beginPath();
            tracePath(target, points, m, false);
            return fillAndStroke(target, brush, false);
        case 'points':
            return dots(target, points, m, brush);
        case 'ellipse':
            return paintEllipse(target, object, m, brush);
        case 'mask':
            return paintMaskObject(target, points, m, brush, palette.masks);
        case 'cuboid':
            return paintCuboid(target, points, m, brush);
        case 'skeleton':
            return paintSkeleton(target, object, m, brush, palette);
    }
}

function paintEllipse(target: Target, object: Paintable, m: Matrix, brush: Brush): void {
    const box = frameBox(object);
    const centre = centreOf(box);
    const [x, y] = device(m, centre.x, centre.y);
    const scale = Math.hypot(m[0], m[1]);
    const turn = Math.atan2(m[1], m[0]) + (object.rotation * Math.PI) / 180;
    target.beginPath();
    target.ellipse(
        x,
        y,
        ((box.maxX - box.minX) / 2) * scale,
        ((box.maxY - box.minY) / 2) * scale,
        turn,
        0,
        2 * Math.PI,
    );
    fillAndStroke(target, brush, true);
}

function paintMaskObject(target: Target, points: Points, m: Matrix, brush: Brush, masks: MaskPictures): void {
    const picture = masks.get(points, brush.colour);
    target.save();
    target.transform(...m);
    target.globalAlpha = maskAlpha(brush);
    target.imageSmoothingEnabled = Math.hypot(m[0], m[1]) < 1;
    target.drawImage(picture.canvas, picture.left, picture.top);
    target.restore();
}

/** The three faces that show, the front one filled most; edges behind them thin and dashed. */
function paintCuboid(target: Target, points: Points, m: Matrix, brush: Brush): void {
    const { seen, hidden } = backEdges(points);
    const [front, right, , left, top] = CUBOID_FACES;
    const corner = (i: number) => device(m, points[2 * i], points[2 * i + 1]);
    target.beginPath();
    for (const [from, to] of hiddenEdges(hidden)) {
        target.moveTo(...corner(from));
        target.lineTo(...corner(to));
    }
    fillAndStroke(target, hiddenEdgeBrush(brush), false);
    const side = seen === 2 ? right : left;
    for (const face of [side, top]) {
        target.beginPath();
        tracePath(target, facePoints(points, face), m, true);
        fillAndStroke(target, sideBrush(brush), true);
    }
    target.beginPath();
    tracePath(target, facePoints(points, front), m, true);
    fillAndStroke(target, brush, true);
}

/** Edges that meet at the upright back edge one does not see: the upright itself and the two at its lower end. */
export function hiddenEdges(hidden: number): [number, number][] {
    const [top, bottom] = [2 * hidden, 2 * hidden + 1];
    const [front, back] = hidden === 3 ? [1, 5] : [3, 7];
    return [
        [top, bottom],
        [bottom, front],
        [bottom, back],
    ];
}

function paintSkeleton(target: Target, object: Paintable, m: Matrix, brush: Brush, palette: Palette): void {
    target.beginPath();
    for (const line of skeletonLines(palette.edges(object.labelId), object.elements)) tracePath(target, line, m, false);
    fillAndStroke(target, brush, false);
    for (const element of object.elements) {
        if (element.outside) continue;
        dots(target, element.points, m, nodeBrush(brush, element, palette.sublabelColour(element.labelId)));
    }
}
