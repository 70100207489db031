import type { AttributeValue, LabeledData, Shape, ShapeGeometry, Tag, Track, TrackedShape } from '../../api';
import type {
    Attributes,
    DocObject,
    ElementTrack,
    Geometry,
    Keyframe,
    ShapeElement,
    ShapeObject,
    TagObject,
    TrackObject,
} from './types';

/** Annotations between the server's form and the document's. Numbers pass through as they are. */
export type WireObject = Tag | Shape | Track;

function attributesFrom(attributes: readonly AttributeValue[] = []): Attributes {
    return attributes.map(({ spec_id, value }) => ({ specId: spec_id, value }));
}

function commonFrom(wire: Tag) {
    return {
        frame: wire.frame,
        labelId: wire.label_id,
        group: wire.group ?? null,
        source: wire.source ?? 'manual',
        attributes: attributesFrom(wire.attributes),
    };
}

function geometryFrom(wire: ShapeGeometry): Geometry {
    return {
        type: wire.type,
        points: wire.points ?? [],
        rotation: wire.rotation ?? 0,
        occluded: wire.occluded ?? false,
        outside: wire.outside ?? false,
        zOrder: wire.z_order ?? 0,
    };
}

export function tagFrom(wire: Tag): TagObject {
    return { kind: 'tag', ...commonFrom(wire) };
}

export function shapeFrom(wire: Shape): ShapeObject {
    const element = (one: Shape): ShapeElement => ({ ...commonFrom(one), ...geometryFrom(one) });
    return { kind: 'shape', ...commonFrom(wire), ...geometryFrom(wire), elements: (wire.elements ?? []).map(element) };
}

function keyframesFrom(shapes: readonly TrackedShape[]): Keyframe[] {
    return shapes
        .map(shape => ({ ...geometryFrom(shape), frame: shape.frame, attributes: attributesFrom(shape.attributes) }))
        .sort((a, b) => a.frame - b.frame);
}

export function trackFrom(wire: Track): TrackObject {
    const element = (one: Track): ElementTrack => ({ ...commonFrom(one), keyframes: keyframesFrom(one.shapes) });
    return {
        kind: 'track',
        ...commonFrom(wire),
        keyframes: keyframesFrom(wire.shapes),
        elements: (wire.elements ?? []).map(element),
    };
}

/** Everything of a job as document records, each with the copy it came from. */
export function objectsFrom(data: LabeledData): { object: DocObject; wire: WireObject }[] {
    return [
        ...data.tags.map(wire => ({ object: tagFrom(wire), wire })),
        ...data.shapes.map(wire => ({ object: shapeFrom(wire), wire })),
        ...data.tracks.map(wire => ({ object: trackFrom(wire), wire })),
    ];
}

function attributesTo(attributes: Attributes): AttributeValue[] {
    return attributes.map(({ specId, value }) => ({ spec_id: specId, value }));
}

function commonTo(object: Omit<TagObject, 'kind'>): Tag {
    return {
        frame: object.frame,
        label_id: object.labelId,
        group: object.group,
        source: object.source,
        attributes: attributesTo(object.attributes),
    };
}

function geometryTo(geometry: Geometry): ShapeGeometry {
    return {
        type: geometry.type,
        occluded: geometry.occluded,
        outside: geometry.outside,
        z_order: geometry.zOrder,
        rotation: geometry.rotation,
        points: geometry.points as number[],
    };
}

/**
 * An object in the server's form. Ids, and fields this page does not know, are taken from the last saved copy: elements
 * are found by label, keyframes by frame.
 */
export function toWire(object: DocObject, saved?: WireObject): WireObject {
    switch (object.kind) {
        case 'tag':
            return { ...saved, ...commonTo(object) };
        case 'shape':
            return shapeTo(object, saved as Shape | undefined);
        case 'track':
            return trackTo(object, saved as Track | undefined);
    }
}

function elementOf<T extends Tag>(elements: readonly T[] | undefined, labelId: number): T | undefined {
    return elements?.find(element => element.label_id === labelId);
}

function shapeTo(shape: ShapeObject, saved: Shape | undefined): Shape {
    const elements = shape.elements.map(element => ({
        ...elementOf(saved?.elements, element.labelId),
        ...commonTo(element),
        ...geometryTo(element),
    }));
    return { ...saved, ...commonTo(shape), ...geometryTo(shape), elements };
}

function keyframesTo(keyframes: readonly Keyframe[], saved: readonly TrackedShape[] = []): TrackedShape[] {
    const byFrame = new Map(saved.map(keyframe => [keyframe.frame, keyframe]));
    return keyframes.map(keyframe => ({
        ...byFrame.get(keyframe.frame),
        frame: keyframe.frame,
        ...geometryTo(keyframe),
        attributes: attributesTo(keyframe.attributes),
    }));
}

function trackTo(track: TrackObject, saved: Track | undefined): Track {
    const elements = track.elements.map(element => {
        const known = elementOf(saved?.elements, element.labelId);
        return { ...known, ...commonTo(element), shapes: keyframesTo(element.keyframes, known?.shapes) };
    });
    return { ...saved, ...commonTo(track), shapes: keyframesTo(track.keyframes, saved?.shapes), elements };
}
