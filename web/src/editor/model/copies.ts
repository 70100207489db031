import type { AnnotationDocument, Diff } from './document';
import { asShape, create } from './edits';
import { cropped } from './convert';
import { contains, drawnBox, intersects, round2, shiftInside, translate } from './geometry';
import type { LabelSet } from './labels';
import { relinked, type Link } from './links';
import { moveMask } from './mask';
import type { Attributes, DocObject, Geometry, ObjectId, ShapeObject, Size, TagObject, TrackObject } from './types';

/** An object as it was on the frame where it was copied; tracks are copied as one keyframe. */
export interface Copy {
    readonly object: ShapeObject | TagObject;
    readonly asTrack: boolean;
    /** By which links among copies know it. */
    readonly mark: number;
}

export function copyOf(document: AnnotationDocument, id: ObjectId, frame: number): Copy | undefined {
    const object = document.get(id);
    if (object?.kind === 'tag') return { object, asTrack: false, mark: id };
    const shape = asShape(document, id, frame);
    return shape && { object: shape, asTrack: object?.kind === 'track', mark: id };
}

/** A copy put on a frame, moved and cut to the image; nothing where none of it would be seen. Group and origin are its own again. */
export function placed(
    { object, asTrack }: Omit<Copy, 'mark'>,
    frame: number,
    shift: { dx: number; dy: number },
    image: Size,
    labels: LabelSet,
): DocObject | null {
    const fresh = { frame, group: 0, source: 'manual' };
    if (object.kind === 'tag') return { ...object, ...fresh };
    const points = movedPoints(object, shift, image);
    if (!points) return null;
    const elements = object.elements.map(element => ({
        ...element,
        ...fresh,
        points: movedPoints(element, shift, image) ?? element.points,
    }));
    const shape = cutTo(image, { ...object, ...fresh, points, elements });
    if (!shape) return null;
    return asTrack ? trackFromShape(shape, labels) : shape;
}

/** What of a shape is in an image, which may be smaller than that it was copied from. */
function cutTo(image: Size, shape: ShapeObject): ShapeObject | null {
    const whole = { minX: 0, minY: 0, maxX: image.width, maxY: image.height };
    const box = drawnBox(shape);
    if (contains(whole, box)) return shape;
    if (!intersects(whole, box)) return null;
    const points = cropped(shape, image);
    return points === undefined ? shape : points && { ...shape, points };
}

/** Copies put on a frame together, as far as they may go: what must stay inside the image is not pushed over its edge. */
export function placedTogether(
    copies: readonly Copy[],
    frame: number,
    shift: { dx: number; dy: number },
    image: Size,
    labels: LabelSet,
): DocObject[] {
    return placedEach(copies, frame, shift, image, labels).map(({ object }) => object);
}

/** Copies put into the document together, with the links among them. */
export function copied(
    document: AnnotationDocument,
    copies: readonly Copy[],
    links: readonly Link[],
    ...place: [frame: number, shift: { dx: number; dy: number }, image: Size, labels: LabelSet]
): Diff {
    const each = placedEach(copies, ...place);
    const { objects } = create(
        document,
        each.map(({ object }) => object),
    );
    const made = new Map(each.map(({ mark }, i) => [mark, objects[i].id]));
    return { objects, links: relinked(links, made) };
}

function placedEach(
    copies: readonly Copy[],
    frame: number,
    shift: { dx: number; dy: number },
    image: Size,
    labels: LabelSet,
): { object: DocObject; mark: number }[] {
    const shapes = copies.flatMap(({ object }) => (object.kind === 'shape' ? [object] : []));
    const inside = shift.dx === 0 && shift.dy === 0 ? shift : shiftInside(shapes, shift, image);
    return copies.flatMap(copy => {
        const object = placed(copy, frame, inside, image, labels);
        return object ? [{ object, mark: copy.mark }] : [];
    });
}

function movedPoints(geometry: Pick<Geometry, 'type' | 'points'>, { dx, dy }: { dx: number; dy: number }, image: Size) {
    if (dx === 0 && dy === 0) return geometry.points;
    if (geometry.type === 'mask') return moveMask(geometry.points, dx, dy, image);
    return translate(geometry.points, dx, dy).map(round2);
}

/** A track with the one keyframe a shape gives. */
export function trackFromShape(shape: ShapeObject, labels: LabelSet): TrackObject {
    const part = (attributes: Attributes, mutable: boolean) =>
        attributes.filter(({ specId }) => Boolean(labels.attribute(specId)?.mutable) === mutable);
    const run = (one: Geometry & { frame: number; attributes: Attributes }) => {
        const { type, points, rotation, occluded, outside, zOrder, frame, attributes } = one;
        return [{ type, points, rotation, occluded, outside, zOrder, frame, attributes: part(attributes, true) }];
    };
    const common = { frame: shape.frame, group: shape.group, source: shape.source };
    return {
        kind: 'track',
        ...common,
        labelId: shape.labelId,
        attributes: part(shape.attributes, false),
        keyframes: run(shape),
        elements: shape.elements.map(element => ({
            ...common,
            labelId: element.labelId,
            attributes: part(element.attributes, false),
            keyframes: run(element),
        })),
    };
}
