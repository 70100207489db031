import { clampPoints, isLargeEnough } from './geometry';
import {
    attributeValue,
    carryAttributes,
    defaultAttributes,
    withAttribute,
    type LabelSet,
    type LabelSpec,
} from './labels';
import type { Diff, ObjectChange, AnnotationDocument } from './document';
import { trackAt, withElementGeometry, withGeometry, withMutableAttribute, type DeletedFrames } from './tracks';
import type { DocObject, FrameObject, Geometry, ObjectId, Points, ShapeObject, Size, TrackObject } from './types';

/** New geometry of one object: its own points, and for skeletons those of the named elements. */
export interface GeometryEdit {
    readonly id: ObjectId;
    readonly points?: Points;
    readonly rotation?: number;
    readonly elements?: ReadonlyMap<number, Points>;
}

/** Who made an edited object: machine-made ones become semi-automatic, all others manual. */
export function editedSource(source: string): string {
    return source === 'auto' || source === 'semi-auto' ? 'semi-auto' : 'manual';
}

function change(
    document: AnnotationDocument,
    id: ObjectId,
    make: (object: DocObject) => DocObject | undefined,
): ObjectChange[] {
    const before = document.get(id);
    if (!before) return [];
    const after = make(before);
    return after === before ? [] : [{ id, before, after }];
}

export function edit(
    document: AnnotationDocument,
    ids: readonly ObjectId[],
    make: (object: DocObject) => DocObject | undefined,
): Diff {
    return { objects: ids.flatMap(id => change(document, id, make)) };
}

export function remove(document: AnnotationDocument, ids: readonly ObjectId[]): Diff {
    return edit(document, ids, () => undefined);
}

export function create(document: AnnotationDocument, objects: readonly DocObject[]): Diff {
    return { objects: objects.map(after => ({ id: document.nextId(), after })) };
}

/** Changes geometry fields on a frame: in place for shapes, as a keyframe for tracks. */
export function setGeometry(
    document: AnnotationDocument,
    ids: readonly ObjectId[],
    frame: number,
    fields: Partial<Geometry>,
): Diff {
    return edit(document, ids, object => {
        const source = 'source' in object ? editedSource(object.source) : 'manual';
        switch (object.kind) {
            case 'tag':
                return object;
            case 'shape': {
                const shared = { ...flags(fields), ...(fields.zOrder === undefined ? {} : { zOrder: fields.zOrder }) };
                const elements = object.elements.map(element => ({ ...element, ...shared }));
                return { ...object, ...fields, elements, source };
            }
            case 'track': {
                let track: TrackObject = withGeometry(object, frame, fields, document.deletedFrames);
                for (const element of object.elements) {
                    track = withElementGeometry(track, element.labelId, frame, flags(fields), document.deletedFrames);
                }
                return { ...track, source };
            }
        }
    });
}

/** The fields a skeleton hands down to its elements. */
function flags({ occluded, outside }: Partial<Geometry>): Partial<Geometry> {
    return { ...(occluded === undefined ? {} : { occluded }), ...(outside === undefined ? {} : { outside }) };
}

/** Points and angles as drawn by hand, clamped to the image where the type asks for it; too small results are left out. */
export function reshape(document: AnnotationDocument, edits: readonly GeometryEdit[], frame: number, size: Size): Diff {
    const objects = edits.flatMap(one =>
        change(document, one.id, object => {
            const state = document.stateOf(one.id, frame);
            if (!state || object.kind === 'tag') return object;
            const rotation = one.rotation ?? state.rotation;
            const points = one.points && mustStayInside(state, rotation) ? clampPoints(one.points, size) : one.points;
            const next = points ?? state.points;
            if (!one.elements && !isLargeEnough({ ...state, points: next })) return object;
            const source = editedSource(object.source);
            if (object.kind === 'shape') return { ...reshapeShape(object, next, rotation, one.elements), source };
            return { ...reshapeTrack(object, frame, next, rotation, one.elements, document.deletedFrames), source };
        }),
    );
    return { objects };
}

function mustStayInside(state: FrameObject, rotation: number): boolean {
    return rotation === 0 && ['rectangle', 'polygon', 'polyline', 'points'].includes(state.type);
}

function reshapeShape(
    shape: ShapeObject,
    points: Points,
    rotation: number,
    elements: GeometryEdit['elements'],
): ShapeObject {
    return {
        ...shape,
        points,
        rotation,
        elements: shape.elements.map(element => ({
            ...element,
            points: elements?.get(element.labelId) ?? element.points,
        })),
    };
}

function reshapeTrack(
    track: TrackObject,
    frame: number,
    points: Points,
    rotation: number,
    elements: GeometryEdit['elements'],
    deleted: DeletedFrames,
): TrackObject {
    let next = withGeometry(track, frame, { points, rotation }, deleted);
    for (const [labelId, at] of elements ?? [])
        next = withElementGeometry(next, labelId, frame, { points: at }, deleted);
    return next;
}

export function setAttribute(
    document: AnnotationDocument,
    labels: LabelSet,
    ids: readonly ObjectId[],
    frame: number,
    specId: number,
    value: string,
): Diff {
    return edit(document, ids, object => {
        if (object.kind === 'track' && labels.attribute(specId)?.mutable) {
            return withMutableAttribute(object, frame, specId, value, document.deletedFrames);
        }
        if (attributeValue(object.attributes, specId) === value) return object;
        return { ...object, attributes: withAttribute(object.attributes, specId, value) };
    });
}

export function setLabel(
    document: AnnotationDocument,
    labels: LabelSet,
    ids: readonly ObjectId[],
    label: LabelSpec,
): Diff {
    return edit(document, ids, object => {
        if (object.labelId === label.id) return object;
        if (object.kind !== 'track') {
            return { ...object, labelId: label.id, attributes: carryAttributes(labels, object.attributes, label) };
        }
        const mutable = defaultAttributes(label, spec => spec.mutable);
        return {
            ...object,
            labelId: label.id,
            attributes: defaultAttributes(label, spec => !spec.mutable),
            keyframes: object.keyframes.map((keyframe, i) => ({ ...keyframe, attributes: i ? [] : mutable })),
        };
    });
}

export function setGroup(document: AnnotationDocument, ids: readonly ObjectId[], group: number): Diff {
    return edit(document, ids, object => ({ ...object, group }));
}

/** A plain shape holding what an object looks like on a frame, for copies and propagation. */
export function asShape(document: AnnotationDocument, id: ObjectId, frame: number): ShapeObject | undefined {
    const object = document.get(id);
    if (!object || object.kind === 'tag') return undefined;
    if (object.kind === 'shape') return object;
    const state = trackAt(id, object, frame, document.deletedFrames);
    if (!state) return undefined;
    const { type, points, rotation, occluded, zOrder, labelId, group, source, attributes } = state;
    const common = { frame, group, source };
    return {
        kind: 'shape',
        ...common,
        labelId,
        attributes,
        type,
        points,
        rotation,
        occluded,
        outside: false,
        zOrder,
        elements: state.elements.map(({ keyframe: _keyframe, ...element }) => ({ ...common, ...element })),
    };
}

/** The z order that brings an object behind or in front of everything on its frame. */
export function extremeLayer(objects: readonly FrameObject[], end: 'front' | 'back'): number {
    const layers = objects.map(object => object.zOrder);
    if (!layers.length) return 0;
    return end === 'front' ? Math.max(...layers) + 1 : Math.min(...layers) - 1;
}

export interface NewShape {
    readonly type: Geometry['type'];
    readonly points: Points;
    readonly rotation?: number;
}

/** A shape or track drawn on a frame, with the label's defaults. */
export function drawn(
    shape: NewShape,
    kind: 'shape' | 'track',
    frame: number,
    label: LabelSpec,
    zOrder: number,
): DocObject {
    const { type, points, rotation = 0 } = shape;
    const geometry: Geometry = { type, points, rotation, occluded: false, outside: false, zOrder };
    const common = { frame, labelId: label.id, group: 0, source: 'manual' };
    if (kind === 'shape') {
        return { kind, ...common, attributes: defaultAttributes(label), ...geometry, elements: [] };
    }
    const mutable = defaultAttributes(label, spec => spec.mutable);
    return {
        kind,
        ...common,
        attributes: defaultAttributes(label, spec => !spec.mutable),
        keyframes: [{ ...geometry, frame, attributes: mutable }],
        elements: [],
    };
}

export function tagOn(frame: number, label: LabelSpec): DocObject {
    return { kind: 'tag', frame, labelId: label.id, group: 0, source: 'manual', attributes: defaultAttributes(label) };
}
