import { carryAttributes, defaultAttributes, type LabelSet, type LabelSpec } from './labels';
import { skeletonTemplate } from './skeleton';
import { keyframesOf, trackAt, type DeletedFrames } from './tracks';
import type { DocObject, Geometry, Keyframe, Points, ShapeObject, TrackObject } from './types';

/**
 * Points that become a skeleton, and back. The n-th point is the n-th node of the template. A skeleton's nodes that are
 * outside are left out of its points; those of a track only where they are outside on every frame, for the points of a
 * track are as many on all of its keyframes.
 */
const countOf = (points: Points) => points.length / 2;

/** How many nodes points would need; 0 for everything else. */
function pointCount(object: DocObject): number {
    if (object.kind === 'tag') return 0;
    const all: readonly Geometry[] = object.kind === 'shape' ? [object] : object.keyframes;
    return all[0]?.type === 'points' ? Math.max(...all.map(({ points }) => countOf(points))) : 0;
}

function isSkeleton(object: DocObject): boolean {
    return object.kind === 'shape'
        ? object.type === 'skeleton'
        : object.kind === 'track' && object.keyframes[0]?.type === 'skeleton';
}

/** Labels under which an object can be a skeleton, if it is points, or points, if it is a skeleton. */
export function otherLabels(object: DocObject, labels: LabelSet): LabelSpec[] {
    const count = pointCount(object);
    if (count) return labels.forType('skeleton').filter(label => skeletonTemplate(label).nodes.length === count);
    if (!isSkeleton(object)) return [];
    const suited = labels.forType('points');
    return [...suited.filter(({ type }) => type === 'points'), ...suited.filter(({ type }) => type !== 'points')];
}

/** The object as a skeleton, or as points, as the label wants it; null where it cannot be that. */
export function exchanged(
    object: DocObject,
    label: LabelSpec,
    labels: LabelSet,
    deleted: DeletedFrames,
): DocObject | null {
    if (!otherLabels(object, labels).includes(label)) return null;
    if (object.kind === 'shape')
        return label.type === 'skeleton'
            ? skeletonOfShape(object, label, labels)
            : pointsOfShape(object, label, labels);
    if (object.kind === 'track')
        return label.type === 'skeleton'
            ? skeletonOfTrack(object, label)
            : pointsOfTrack(
                  { ...object, elements: inOrder(object.elements, labels.get(object.labelId)) },
                  label,
                  deleted,
              );
    return null;
}

/** How many nodes of a skeleton are left out of its points. */
export function nodesLost(object: DocObject): number {
    if (object.kind === 'tag') return 0;
    if (object.kind === 'shape') return object.elements.filter(({ outside }) => outside).length;
    return object.elements.filter(({ keyframes }) => keyframes.every(({ outside }) => outside)).length;
}

function skeletonOfShape(shape: ShapeObject, label: LabelSpec, labels: LabelSet): ShapeObject {
    const { frame, group, occluded, outside, zOrder } = shape;
    return {
        ...shape,
        labelId: label.id,
        type: 'skeleton',
        points: [],
        source: 'manual',
        attributes: carryAttributes(labels, shape.attributes, label),
        elements: skeletonTemplate(label).nodes.map(({ labelId }, i) => ({
            frame,
            group,
            source: 'manual',
            labelId,
            attributes: defaultAttributes(labels.get(labelId) ?? label),
            type: 'points',
            points: shape.points.slice(2 * i, 2 * i + 2),
            rotation: 0,
            occluded,
            outside,
            zOrder,
        })),
    };
}

/** Nodes in the order of the template. */
function inOrder<T extends { readonly labelId: number }>(elements: readonly T[], label: LabelSpec | undefined): T[] {
    const place = new Map(label ? skeletonTemplate(label).nodes.map(({ labelId }, i) => [labelId, i]) : []);
    return [...elements].sort((a, b) => (place.get(a.labelId) ?? Infinity) - (place.get(b.labelId) ?? Infinity));
}

function pointsOfShape(shape: ShapeObject, label: LabelSpec, labels: LabelSet): ShapeObject | null {
    const seen = inOrder(shape.elements, labels.get(shape.labelId)).filter(({ outside }) => !outside);
    if (!seen.length) return null;
    return {
        ...shape,
        labelId: label.id,
        type: 'points',
        points: seen.flatMap(({ points }) => [...points]),
        source: 'manual',
        occluded: seen.every(({ occluded }) => occluded),
        outside: false,
        attributes: carryAttributes(labels, shape.attributes, label),
        elements: [],
    };
}

/** Attributes are those of the new label, as when a track is given another one. */
function fresh(label: LabelSpec, mutable: boolean) {
    return defaultAttributes(label, spec => spec.mutable === mutable);
}

function skeletonOfTrack(track: TrackObject, label: LabelSpec): TrackObject {
    const { frame, group, keyframes } = track;
    const nodes = skeletonTemplate(label).nodes;
    const specs = new Map(label.sublabels.map(one => [one.id, one]));
    // What a keyframe lacks is outside, where it was before.
    const pointAt = (key: number, node: number): Points => {
        for (let i = key; i >= 0; --i) {
            const point = keyframes[i].points.slice(2 * node, 2 * node + 2);
            if (point.length) return point;
        }
        return (
            keyframes.map(({ points }) => points.slice(2 * node, 2 * node + 2)).find(({ length }) => length) ?? [0, 0]
        );
    };
    return {
        ...track,
        labelId: label.id,
        source: 'manual',
        attributes: fresh(label, false),
        keyframes: keyframes.map((keyframe, i) => ({
            ...keyframe,
            type: 'skeleton',
            points: [],
            attributes: i ? [] : fresh(label, true),
        })),
        elements: nodes.map(({ labelId }, node) => {
            const spec = specs.get(labelId) ?? label;
            return {
                frame,
                group,
                source: 'manual',
                labelId,
                attributes: fresh(spec, false),
                keyframes: keyframes.map((keyframe, i): Keyframe => ({
                    ...keyframe,
                    type: 'points',
                    points: pointAt(i, node),
                    rotation: 0,
                    outside: keyframe.outside || node >= countOf(keyframe.points),
                    attributes: i ? [] : fresh(spec, true),
                })),
            };
        }),
    };
}

function pointsOfTrack(track: TrackObject, label: LabelSpec, deleted: DeletedFrames): TrackObject | null {
    const kept = new Set(
        track.elements
            .filter(({ keyframes }) => keyframes.some(({ outside }) => !outside))
            .map(({ labelId }) => labelId),
    );
    if (!kept.size) return null;
    const keyframes = keyframesOf(track, deleted).flatMap((frame, i): Keyframe[] => {
        const state = trackAt(0, track, frame, deleted);
        if (!state) return [];
        const elements = state.elements.filter(({ labelId }) => kept.has(labelId));
        return [
            {
                frame,
                type: 'points',
                points: elements.flatMap(({ points }) => [...points]),
                rotation: 0,
                occluded: elements.every(({ occluded }) => occluded),
                outside: elements.every(({ outside }) => outside),
                zOrder: state.zOrder,
                attributes: i ? [] : fresh(label, true),
            },
        ];
    });
    return { ...track, labelId: label.id, source: 'manual', attributes: fresh(label, false), keyframes, elements: [] };
}
