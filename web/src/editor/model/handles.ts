import { cuboidGrips, type CuboidEdge } from './cuboid';
import { centreOf, drawnBox, frameBox, grow, rotateAbout } from './geometry';
import { elementsBox } from './skeleton';
import type { Box, FrameObject, Point } from './types';

/** The eight sides and corners by which a box is resized, named like compass points. */
export type BoxHandle = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w';

export type Handle =
    | { readonly kind: 'box'; readonly side: BoxHandle }
    | { readonly kind: 'rotate' }
    | { readonly kind: 'vertex'; readonly index: number }
    | { readonly kind: 'element'; readonly labelId: number }
    | { readonly kind: 'corner'; readonly index: number }
    | { readonly kind: 'upright'; readonly edge: CuboidEdge }
    /** The arrow of a line. */
    | { readonly kind: 'direction'; readonly at: Point }
    | { readonly kind: 'edge'; readonly edge: number; readonly at: Point };

export interface PlacedHandle {
    readonly handle: Handle;
    readonly at: Point;
}

const SIDES: readonly [BoxHandle, 0 | 0.5 | 1, 0 | 0.5 | 1][] = [
    ['nw', 0, 0],
    ['n', 0.5, 0],
    ['ne', 1, 0],
    ['e', 1, 0.5],
    ['se', 1, 1],
    ['s', 0.5, 1],
    ['sw', 0, 1],
    ['w', 0, 0.5],
];

/** Screen distance of the rotation handle above a box. */
const ROTATE_OFFSET = 24;

/** What can be grabbed on a selected object; `scale` is screen pixels per image pixel. */
export function handlesOf(object: FrameObject, scale: number): PlacedHandle[] {
    switch (object.type) {
        case 'rectangle':
        case 'ellipse':
            return boxHandles(frameBox(object), object.rotation, scale);
        case 'cuboid':
            return cuboidHandles(object);
        case 'polyline':
            return [...vertexHandles(object), ...directionHandle(object, scale)];
        case 'polygon':
        case 'points':
            return vertexHandles(object);
        case 'skeleton':
            return [...nodeHandles(object), ...boxHandles(skeletonBox(object, scale), 0, scale)];
        case 'mask':
            return [];
    }
}

function vertexHandles({ points }: FrameObject): PlacedHandle[] {
    return Array.from({ length: points.length / 2 }, (_, index) => ({
        handle: { kind: 'vertex', index },
        at: { x: points[2 * index], y: points[2 * index + 1] },
    }));
}

/** Screen length of the first stretch of a line from which on an arrow has room there. */
const ARROW_ROOM = 24;

/** The arrow on the middle of the first stretch of a line, which tells where it leads. */
function directionHandle({ points: [x0, y0, x1, y1] }: FrameObject, scale: number): PlacedHandle[] {
    if (Math.hypot(x1 - x0, y1 - y0) * scale < ARROW_ROOM) return [];
    const at = { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
    return [{ handle: { kind: 'direction', at }, at }];
}

function nodeHandles(object: FrameObject): PlacedHandle[] {
    return object.elements
        .filter(element => !element.outside)
        .map(element => ({
            handle: { kind: 'element', labelId: element.labelId },
            at: { x: element.points[0], y: element.points[1] },
        }));
}

function cuboidHandles(object: FrameObject): PlacedHandle[] {
    const { corners, edges } = cuboidGrips(object.points);
    return [
        ...corners.map<PlacedHandle>(({ index, at }) => ({ handle: { kind: 'corner', index }, at })),
        ...edges.map<PlacedHandle>(({ edge, at }) => ({ handle: { kind: 'upright', edge }, at })),
    ];
}

/** Screen distance between the outermost nodes of a skeleton and the box by which it is resized. */
export const SKELETON_MARGIN = 16;

/** The box around a skeleton's visible nodes that its handles sit on. */
export function skeletonBox(object: FrameObject, scale: number): Box {
    return grow(drawnBox(object), SKELETON_MARGIN / scale);
}

function boxHandles(box: Box, rotation: number, scale: number): PlacedHandle[] {
    const centre = centreOf(box);
    const place = (x: number, y: number) => rotateAbout({ x, y }, centre, rotation);
    const width = box.maxX - box.minX;
    const height = box.maxY - box.minY;
    const sides = SIDES.map<PlacedHandle>(([side, fx, fy]) => ({
        handle: { kind: 'box', side },
        at: place(box.minX + fx * width, box.minY + fy * height),
    }));
    // The middles of short sides would cover the corners.
    const roomy = (side: BoxHandle) =>
        side.length === 2 || (side === 'n' || side === 's' ? width : height) * scale > 30;
    return [
        ...sides.filter(({ handle }) => handle.kind === 'box' && roomy(handle.side)),
        { handle: { kind: 'rotate' }, at: place(centre.x, box.minY - ROTATE_OFFSET / scale) },
    ];
}

/**
 * A box dragged by one of its handles to a point, both in the plane of the image; the opposite side stays where it is on
 * screen although the box turns about its own, moving centre. `keepRatio` scales both sides alike.
 */
export function resizeBox(box: Box, rotation: number, side: BoxHandle, to: Point, keepRatio = false): Box {
    const centre = centreOf(box);
    const local = rotateAbout(to, centre, -rotation);
    let { minX, minY, maxX, maxY } = box;
    if (side.includes('w')) minX = local.x;
    if (side.includes('e')) maxX = local.x;
    if (side.includes('n')) minY = local.y;
    if (side.includes('s')) maxY = local.y;
    if (keepRatio && side.length === 2) {
        const ratio = (box.maxX - box.minX) / (box.maxY - box.minY);
        const height = (maxX - minX) / ratio;
        if (side.includes('n')) minY = maxY - height;
        else maxY = minY + height;
    }
    const next = {
        minX: Math.min(minX, maxX),
        minY: Math.min(minY, maxY),
        maxX: Math.max(minX, maxX),
        maxY: Math.max(minY, maxY),
    };
    const moved = rotateAbout(centreOf(next), centre, rotation);
    const shift = centreOf(next);
    const dx = moved.x - shift.x;
    const dy = moved.y - shift.y;
    return { minX: next.minX + dx, minY: next.minY + dy, maxX: next.maxX + dx, maxY: next.maxY + dy };
}

/** Resize cursor of a handle on a box turned by `rotation`. */
export function resizeCursor(side: BoxHandle, rotation: number): string {
    const order: BoxHandle[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];
    const turned = order[(order.indexOf(side) + Math.round(rotation / 45)) % 8];
    const cursors: Record<string, string> = {
        n: 'ns',
        s: 'ns',
        e: 'ew',
        w: 'ew',
        ne: 'nesw',
        sw: 'nesw',
        nw: 'nwse',
        se: 'nwse',
    };
    return `${cursors[turned]}-resize`;
}

/** Clockwise angle in degrees from the box's top to a point, as seen from its centre. */
export function angleTo(object: FrameObject, p: Point): number {
    const centre = centreOf(object.type === 'skeleton' ? elementsBox(object.elements) : frameBox(object));
    return (Math.atan2(p.x - centre.x, centre.y - p.y) * 180) / Math.PI;
}
