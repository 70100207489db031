import type { ShapeType } from '../../api';

/**
 * The annotation document of one job.
 *
 * Coordinates are image pixels as floats, x to the right, y down, pixel (0,0) covering [0,1)x[0,1). Frames are task
 * frame numbers. Records are immutable: an edit makes a new record, so identity tells whether an object has changed.
 * Server ids are no part of the document; they live with the saved copies (sync/base.ts), because undoing a saved
 * deletion brings the object back under a new id.
 */
export type { ShapeType };

/** Identity of an object inside this page; never sent to the server. */
export type ObjectId = number;

export type Points = readonly number[];

export interface AttributeValue {
    readonly specId: number;
    readonly value: string;
}

export type Attributes = readonly AttributeValue[];

/** What is drawn, and what a keyframe fixes. `points` is laid out per type as on the wire; rotation is clockwise degrees. */
export interface Geometry {
    readonly type: ShapeType;
    readonly points: Points;
    readonly rotation: number;
    readonly occluded: boolean;
    readonly outside: boolean;
    readonly zOrder: number;
}

export interface Common {
    readonly frame: number;
    readonly labelId: number;
    readonly group: number | null;
    readonly source: string;
    readonly attributes: Attributes;
}

export interface TagObject extends Common {
    readonly kind: 'tag';
}

/** A shape of a skeleton: one element per sublabel. */
export interface ShapeElement extends Common, Geometry {}

export interface ShapeObject extends Common, Geometry {
    readonly kind: 'shape';
    readonly elements: readonly ShapeElement[];
}

export interface Keyframe extends Geometry {
    readonly frame: number;
    /** Only the mutable attributes this keyframe sets. */
    readonly attributes: Attributes;
}

export interface ElementTrack extends Common {
    readonly keyframes: readonly Keyframe[];
}

/** `attributes` holds the immutable ones; keyframes are sorted by frame, at most one a frame. */
export interface TrackObject extends Common {
    readonly kind: 'track';
    readonly keyframes: readonly Keyframe[];
    readonly elements: readonly ElementTrack[];
}

export type DocObject = TagObject | ShapeObject | TrackObject;

/** One object as it is seen on one frame: shapes as they are, tracks interpolated. */
export interface FrameObject extends Geometry {
    readonly id: ObjectId;
    readonly kind: 'shape' | 'track';
    readonly labelId: number;
    readonly group: number | null;
    readonly source: string;
    /** Effective attribute values on this frame. */
    readonly attributes: Attributes;
    readonly elements: readonly FrameElement[];
    /** True for shapes; for tracks whether this frame carries a keyframe. */
    readonly keyframe: boolean;
}

export interface FrameElement extends Geometry {
    readonly labelId: number;
    readonly attributes: Attributes;
    readonly keyframe: boolean;
}

export interface Point {
    readonly x: number;
    readonly y: number;
}

/** Axis-aligned box in image pixels. */
export interface Box {
    readonly minX: number;
    readonly minY: number;
    readonly maxX: number;
    readonly maxY: number;
}

export interface Size {
    readonly width: number;
    readonly height: number;
}
