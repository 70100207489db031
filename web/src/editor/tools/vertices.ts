import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import type { GeometryEdit } from '../model/edits';
import { clampPoint, drawnBox, pointAt, round2 } from '../model/geometry';
import { eachRing, partsOf, withTwins } from '../model/holes';
import type { Box, FrameObject, ObjectId, Point, Points, ShapeType } from '../model/types';
import { snapped } from './snap';
import type { Effect, ToolContext } from './types';

/** Editing the vertices of an outline or of a set of points, one or several at once. */

/** Vertices that are dragged or taken away together. They are forgotten when the object changes by other means. */
export interface Chosen {
    readonly id: ObjectId;
    readonly indices: readonly number[];
    /** How many vertices the object had when they were chosen. */
    readonly of: number;
}

export function minimumVertices(type: ShapeType): number {
    return type === 'polygon' ? 3 : type === 'polyline' ? 2 : 1;
}

/** The one selected object, if it has vertices that may be edited. */
export function outlined(context: ToolContext): FrameObject | undefined {
    const [id] = context.selection;
    const object = context.selection.length === 1 ? context.get(id) : undefined;
    const free = object && ['polygon', 'polyline', 'points'].includes(object.type) && context.editable(id);
    return free ? object : undefined;
}

/** The chosen vertices as far as they are still those of the selected object. */
export function stillChosen(chosen: Chosen | null, context: ToolContext): Chosen | null {
    const object = chosen && outlined(context);
    return object && object.id === chosen.id && object.points.length === 2 * chosen.of ? chosen : null;
}

/** Vertices within a box, added to those chosen before. */
export function choose(before: Chosen | null, object: FrameObject, box: Box): Chosen | null {
    const within = (i: number) => {
        const { x, y } = pointAt(object.points, i);
        return x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;
    };
    const of = object.points.length / 2;
    const old = new Set(before?.indices);
    const indices = Array.from({ length: of }, (_, i) => i).filter(i => old.has(i) || within(i));
    return indices.length ? { id: object.id, indices, of } : null;
}

/** An object without some of its vertices, or why it keeps them. */
export function withoutVertices({ id, type, points }: FrameObject, indices: readonly number[]): Effect {
    const least = minimumVertices(type);
    const left = type === 'polygon' ? polygonWithout(points, indices) : keeping(points, indices);
    if (left.length / 2 < least)
        return { type: 'notice', text: t('A {type} keeps at least {least} points.', { type: word(type), least }) };
    const edits = [{ id, points: left }];
    return {
        type: 'reshape',
        edits,
        label: t('{count, plural, one {Removed point} other {Removed points}}', { count: indices.length }),
    };
}

function keeping(points: Points, without: readonly number[]): number[] {
    const gone = new Set(without);
    return points.filter((_, i) => !gone.has(i >> 1));
}

/** A polygon without some vertices; a hole of which too few are left closes. Nothing where the outline would go. */
function polygonWithout(points: Points, indices: readonly number[]): number[] {
    const parts = partsOf(points);
    if (!parts) return keeping(points, indices);
    const gone = new Set(indices);
    const rings = [parts.outer, ...parts.holes].map((ring, which) =>
        ring.filter((_, i) => !parts.places[which][i >> 1].some(place => gone.has(place))),
    );
    return rings[0].length < 6 ? [] : eachRing(points, (_, which) => rings[which]);
}

/** A set of points with one more. */
export function withPoint({ id, points }: FrameObject, p: Point, context: ToolContext): Effect {
    const at = clampPoint(snapped(p, context, id).p, context.image);
    return {
        type: 'reshape',
        edits: [{ id, points: [...points, round2(at.x), round2(at.y)] }],
        label: t('Added point'),
    };
}

/** Vertices moved together, shortened where one of them would leave the image. */
export function movedVertices(
    object: FrameObject,
    indices: readonly number[],
    from: Point,
    to: Point,
    context: ToolContext,
): GeometryEdit {
    const moving = new Set(object.type === 'polygon' ? withTwins(object.points, indices) : indices);
    const box = drawnBox({ ...object, points: object.points.filter((_, i) => moving.has(i >> 1)) });
    const within = (by: number, least: number, most: number) => Math.min(Math.max(by, -least), most);
    const dx = within(to.x - from.x, box.minX, context.image.width - box.maxX);
    const dy = within(to.y - from.y, box.minY, context.image.height - box.maxY);
    const shifted = (value: number, i: number) => (moving.has(i >> 1) ? round2(value + (i % 2 ? dy : dx)) : value);
    return { id: object.id, points: object.points.map(shifted) };
}

export function placesOf({ indices }: Chosen, points: Points): Point[] {
    return indices.map(i => pointAt(points, i));
}
