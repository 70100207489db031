import { interpolate } from './interpolate';
import { withAttribute } from './labels';
import type {
    AttributeValue,
    Attributes,
    ElementTrack,
    FrameElement,
    FrameObject,
    Geometry,
    Keyframe,
    ObjectId,
    TrackObject,
} from './types';

/** Frames marked as deleted: they show nothing, and their keyframes do not shape a track, though their attributes do. */
export type DeletedFrames = ReadonlySet<number>;

interface Neighbours {
    readonly left: Keyframe | undefined;
    readonly right: Keyframe | undefined;
}

/** The keyframes around a frame; one on the frame itself is the left one. */
function neighbours(keyframes: readonly Keyframe[], frame: number, deleted: DeletedFrames): Neighbours {
    let left: Keyframe | undefined;
    for (const keyframe of keyframes) {
        if (deleted.has(keyframe.frame)) continue;
        if (keyframe.frame > frame) return { left, right: keyframe };
        left = keyframe;
    }
    return { left, right: undefined };
}

/** Geometry of a run of keyframes on a frame; before the first one it is the first one's, outside. */
export function geometryAt(
    keyframes: readonly Keyframe[],
    frame: number,
    deleted: DeletedFrames,
    is3d = false,
): (Geometry & { keyframe: boolean }) | undefined {
    const { left, right } = neighbours(keyframes, frame, deleted);
    const base = left ?? right;
    if (!base) return undefined;
    const geometry = {
        type: base.type,
        points: base.points,
        rotation: base.rotation,
        occluded: base.occluded,
        outside: base.outside,
        zOrder: base.zOrder,
    };
    if (!left) return { ...geometry, outside: true, keyframe: false };
    if (!right || left.frame === frame) return { ...geometry, keyframe: left.frame === frame };
    const t = (frame - left.frame) / (right.frame - left.frame);
    return { ...geometry, ...interpolate(left, right, t, is3d), keyframe: false };
}

/** Immutable values, then everything the keyframes up to this frame set, in order. */
export function attributesAt(fixed: Attributes, keyframes: readonly Keyframe[], frame: number): Attributes {
    const values = new Map(fixed.map(({ specId, value }) => [specId, value]));
    for (const keyframe of keyframes) {
        if (keyframe.frame > frame) break;
        for (const { specId, value } of keyframe.attributes) values.set(specId, value);
    }
    return [...values].map(([specId, value]) => ({ specId, value }));
}

function elementAt(
    element: ElementTrack,
    frame: number,
    deleted: DeletedFrames,
    is3d: boolean,
): FrameElement | undefined {
    const geometry = geometryAt(element.keyframes, frame, deleted, is3d);
    if (!geometry) return undefined;
    return {
        ...geometry,
        labelId: element.labelId,
        attributes: attributesAt(element.attributes, element.keyframes, frame),
    };
}

/**
 * A track as it is seen on a frame, or nothing on a deleted frame. A state with `outside` set and `keyframe` not is a
 * ghost, to be listed only when all interpolated states are asked for.
 */
export function trackAt(
    id: ObjectId,
    track: TrackObject,
    frame: number,
    deleted: DeletedFrames,
    is3d = false,
): FrameObject | undefined {
    if (deleted.has(frame)) return undefined;
    const geometry = geometryAt(track.keyframes, frame, deleted, is3d);
    if (!geometry) return undefined;
    const elements = track.elements.flatMap(element => elementAt(element, frame, deleted, is3d) ?? []);
    const all = (flag: 'outside' | 'occluded') =>
        elements.length ? elements.every(element => element[flag]) : geometry[flag];
    return {
        ...geometry,
        outside: all('outside'),
        occluded: all('occluded'),
        keyframe: geometry.keyframe || elements.some(element => element.keyframe),
        id,
        kind: 'track',
        labelId: track.labelId,
        group: track.group,
        source: track.source,
        attributes: attributesAt(track.attributes, track.keyframes, frame),
        elements,
    };
}

/** Frames of all keyframes of a track and its elements, ascending, deleted frames left out. */
export function keyframesOf(track: TrackObject, deleted: DeletedFrames): number[] {
    const frames = new Set<number>();
    for (const run of [track, ...track.elements]) {
        for (const keyframe of run.keyframes) if (!deleted.has(keyframe.frame)) frames.add(keyframe.frame);
    }
    return [...frames].sort((a, b) => a - b);
}

export interface KeyframeMarks {
    readonly first: number | null;
    readonly last: number | null;
    readonly previous: number | null;
    readonly next: number | null;
}

export function keyframeMarks(track: TrackObject, frame: number, deleted: DeletedFrames): KeyframeMarks {
    const frames = keyframesOf(track, deleted);
    return {
        first: frames[0] ?? null,
        last: frames.at(-1) ?? null,
        previous: frames.filter(f => f < frame).at(-1) ?? null,
        next: frames.find(f => f > frame) ?? null,
    };
}

export function putKeyframe(keyframes: readonly Keyframe[], keyframe: Keyframe): Keyframe[] {
    return [...keyframes.filter(other => other.frame !== keyframe.frame), keyframe].sort((a, b) => a.frame - b.frame);
}

/** The keyframe a change on a frame is written to: the one that is there, or the interpolated state without attributes. */
function keyframeFor(keyframes: readonly Keyframe[], frame: number, deleted: DeletedFrames): Keyframe | undefined {
    const existing = keyframes.find(keyframe => keyframe.frame === frame);
    if (existing) return existing;
    const geometry = geometryAt(keyframes, frame, deleted);
    if (!geometry) return undefined;
    const { type, points, rotation, occluded, outside, zOrder } = geometry;
    return { type, points, rotation, occluded, outside, zOrder, frame, attributes: [] };
}

/** A track whose state on a frame carries the given geometry fields; makes a keyframe there when there is none. */
export function withGeometry(
    track: TrackObject,
    frame: number,
    change: Partial<Geometry>,
    deleted: DeletedFrames,
): TrackObject {
    const keyframe = keyframeFor(track.keyframes, frame, deleted);
    if (!keyframe) return track;
    return startingAtFirst({ ...track, keyframes: putKeyframe(track.keyframes, { ...keyframe, ...change }) });
}

/** As withGeometry, for one element of a skeleton track. */
export function withElementGeometry(
    track: TrackObject,
    labelId: number,
    frame: number,
    change: Partial<Geometry>,
    deleted: DeletedFrames,
): TrackObject {
    const elements = track.elements.map(element => {
        const keyframe = element.labelId === labelId && keyframeFor(element.keyframes, frame, deleted);
        return keyframe
            ? { ...element, keyframes: putKeyframe(element.keyframes, { ...keyframe, ...change }) }
            : element;
    });
    return { ...track, elements };
}

/** Keyframes that set a mutable attribute from a frame on. */
function withValueFrom(
    keyframes: readonly Keyframe[],
    frame: number,
    { specId, value }: AttributeValue,
    deleted: DeletedFrames,
): readonly Keyframe[] {
    const keyframe = keyframeFor(keyframes, frame, deleted);
    if (!keyframe) return keyframes;
    return putKeyframe(keyframes, { ...keyframe, attributes: withAttribute(keyframe.attributes, specId, value) });
}

/** Sets a mutable attribute from a frame on. */
export function withMutableAttribute(
    track: TrackObject,
    frame: number,
    specId: number,
    value: string,
    deleted: DeletedFrames,
): TrackObject {
    return startingAtFirst({ ...track, keyframes: withValueFrom(track.keyframes, frame, { specId, value }, deleted) });
}

/** As withMutableAttribute, for one element of a skeleton track. */
export function withMutableElementAttribute(
    element: ElementTrack,
    frame: number,
    attribute: AttributeValue,
    deleted: DeletedFrames,
): ElementTrack {
    return { ...element, keyframes: withValueFrom(element.keyframes, frame, attribute, deleted) };
}

export function startingAtFirst(track: TrackObject): TrackObject {
    const first = track.keyframes[0]?.frame ?? track.frame;
    return first === track.frame ? track : { ...track, frame: first };
}
