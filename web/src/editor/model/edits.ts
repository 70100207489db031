import { clampPoints, isLargeEnough, staysInside } from './geometry';
import {
    attributeValue,
    carryAttributes,
    defaultAttributes,
    withAttribute,
    type LabelSet,
    type LabelSpec,
} from './labels';
import type { Diff, ObjectChange, AnnotationDocument } from './document';
import type { PlacedNode } from './skeleton';
import {
    geometryAt,
    trackAt,
    withElementGeometry,
    withGeometry,
    withMutableAttribute,
    withMutableElementAttribute,
    type DeletedFrames,
} from './tracks';
import type {
    Attributes,
    AttributeValue,
    DocObject,
    ElementTrack,
    FrameObject,
    Geometry,
    ObjectId,
    Points,
    ShapeObject,
    Size,
    TrackObject,
} from './types';
import { largest, smallest } from '../../shared/extremes';

/** New geometry of one object: its own points, and for skeletons those of the named elements. */
export interface GeometryEdit {
    readonly id: ObjectId;
    readonly points?: Points;
    readonly rotation?: number;
    readonly elements?: ReadonlyMap<number, Points>;
    /** What is known about them besides, where they were drawn anew. */
    readonly flags?: ReadonlyMap<number, Pick<Geometry, 'occluded' | 'outside'>>;
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

/** Changes flags of one part of a skeleton; those of the whole follow where all parts agree. */
export function setElement(
    document: AnnotationDocument,
    id: ObjectId,
    labelId: number,
    frame: number,
    fields: Partial<Pick<Geometry, 'occluded' | 'outside'>>,
): Diff {
    return edit(document, [id], object => {
        if (object.kind === 'tag') return object;
        const source = editedSource(object.source);
        if (object.kind === 'track') {
            const track = withElementGeometry(object, labelId, frame, fields, document.deletedFrames);
            return { ...withSharedFlags(id, track, frame, document.deletedFrames), source };
        }
        const elements = object.elements.map(one => (one.labelId === labelId ? { ...one, ...fields } : one));
        const all = (flag: 'occluded' | 'outside') => elements.every(one => one[flag]);
        return { ...object, elements, occluded: all('occluded'), outside: all('outside'), source };
    });
}

/** A skeleton track whose own keyframe says of the whole what all of its parts agree on. */
function withSharedFlags(id: ObjectId, track: TrackObject, frame: number, deleted: DeletedFrames): TrackObject {
    const whole = geometryAt(track.keyframes, frame, deleted);
    const parts = trackAt(id, track, frame, deleted);
    if (!whole || !parts || (whole.outside === parts.outside && whole.occluded === parts.occluded)) return track;
    return withGeometry(track, frame, { outside: parts.outside, occluded: parts.occluded }, deleted);
}

/** Points and angles as drawn by hand, clamped to the image where the type asks for it; too small results are left out. */
export function reshape(document: AnnotationDocument, edits: readonly GeometryEdit[], frame: number, size: Size): Diff {
    const objects = edits.flatMap(one =>
        change(document, one.id, object => {
            const state = document.stateOf(one.id, frame);
            if (!state || object.kind === 'tag') return object;
            const rotation = one.rotation ?? state.rotation;
            const points =
                one.points && staysInside({ type: state.type, rotation }) ? clampPoints(one.points, size) : one.points;
            const next = points ?? state.points;
            if (!one.elements && !isLargeEnough({ ...state, points: next })) return object;
            const source = editedSource(object.source);
            const geometry = { points: next, rotation };
            if (object.kind === 'shape') return { ...reshapeShape(object, geometry, one), source };
            const track = reshapeTrack(object, frame, geometry, one, document.deletedFrames);
            const whole = one.flags ? withSharedFlags(one.id, track, frame, document.deletedFrames) : track;
            return { ...whole, source };
        }),
    );
    return { objects };
}

function reshapeShape(
    shape: ShapeObject,
    geometry: Pick<Geometry, 'points' | 'rotation'>,
    { elements, flags }: GeometryEdit,
): ShapeObject {
    const parts = shape.elements.map(element => ({
        ...element,
        ...flags?.get(element.labelId),
        points: elements?.get(element.labelId) ?? element.points,
    }));
    if (!flags) return { ...shape, ...geometry, elements: parts };
    const all = (flag: 'occluded' | 'outside') => parts.every(one => one[flag]);
    return { ...shape, ...geometry, elements: parts, occluded: all('occluded'), outside: all('outside') };
}

function reshapeTrack(
    track: TrackObject,
    frame: number,
    geometry: Pick<Geometry, 'points' | 'rotation'>,
    { elements, flags }: GeometryEdit,
    deleted: DeletedFrames,
): TrackObject {
    let next = withGeometry(track, frame, geometry, deleted);
    for (const [labelId, points] of elements ?? [])
        next = withElementGeometry(next, labelId, frame, { points, ...flags?.get(labelId) }, deleted);
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

/** Sets an attribute of one part of a skeleton. */
export function setElementAttribute(
    document: AnnotationDocument,
    labels: LabelSet,
    id: ObjectId,
    labelId: number,
    frame: number,
    attribute: AttributeValue,
): Diff {
    const { specId, value } = attribute;
    const fixed = <T extends { readonly attributes: Attributes }>(element: T): T =>
        attributeValue(element.attributes, specId) === value
            ? element
            : { ...element, attributes: withAttribute(element.attributes, specId, value) };
    return edit(document, [id], object => {
        if (object.kind === 'tag') return object;
        const source = editedSource(object.source);
        if (object.kind === 'shape') {
            const elements = object.elements.map(one => (one.labelId === labelId ? fixed(one) : one));
            return { ...object, elements, source };
        }
        const varies = labels.attribute(specId)?.mutable;
        const set = (one: ElementTrack) =>
            varies ? withMutableElementAttribute(one, frame, attribute, document.deletedFrames) : fixed(one);
        return { ...object, elements: object.elements.map(one => (one.labelId === labelId ? set(one) : one)), source };
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
    return edit(document, ids, object => {
        switch (object.kind) {
            case 'tag':
                return { ...object, group };
            case 'shape':
                return { ...object, group, elements: object.elements.map(element => ({ ...element, group })) };
            case 'track':
                return { ...object, group, elements: object.elements.map(element => ({ ...element, group })) };
        }
    });
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
    return end === 'front' ? largest(layers) + 1 : smallest(layers) - 1;
}

export interface NewShape {
    readonly type: Geometry['type'];
    readonly points: Points;
    readonly rotation?: number;
    /** Parts of a skeleton. */
    readonly nodes?: readonly PlacedNode[];
}

/** A shape or track drawn on a frame, with the label's defaults. */
export function drawn(
    shape: NewShape,
    kind: 'shape' | 'track',
    frame: number,
    label: LabelSpec,
    zOrder: number,
): DocObject {
    const { type, points, rotation = 0, nodes = [] } = shape;
    const flag = (name: 'occluded' | 'outside') => nodes.length > 0 && nodes.every(node => node[name]);
    const geometry: Geometry = {
        type,
        points,
        rotation,
        occluded: flag('occluded'),
        outside: flag('outside'),
        zOrder,
    };
    const common = { frame, group: 0, source: 'manual' };
    const own = { ...common, labelId: label.id };
    if (kind === 'shape') {
        const elements = nodes.map(node => ({
            ...common,
            ...nodeGeometry(node, zOrder),
            labelId: node.labelId,
            attributes: defaultAttributes(sublabel(label, node)),
        }));
        return { kind, ...own, attributes: defaultAttributes(label), ...geometry, elements };
    }
    const track = (spec: LabelSpec, one: Geometry) => ({
        attributes: defaultAttributes(spec, attribute => !attribute.mutable),
        keyframes: [{ ...one, frame, attributes: defaultAttributes(spec, attribute => attribute.mutable) }],
    });
    const elements = nodes.map(node => ({
        ...common,
        labelId: node.labelId,
        ...track(sublabel(label, node), nodeGeometry(node, zOrder)),
    }));
    return { kind, ...own, ...track(label, geometry), elements };
}

function nodeGeometry({ points, occluded, outside }: PlacedNode, zOrder: number): Geometry {
    return { type: 'points', points, rotation: 0, occluded, outside, zOrder };
}

function sublabel(label: LabelSpec, node: PlacedNode): LabelSpec {
    return label.sublabels.find(one => one.id === node.labelId) ?? { ...label, attributes: [] };
}

export function tagOn(frame: number, label: LabelSpec): DocObject {
    return { kind: 'tag', frame, labelId: label.id, group: 0, source: 'manual', attributes: defaultAttributes(label) };
}
