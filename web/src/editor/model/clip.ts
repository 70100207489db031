import { SHAPES } from '../query/fields';
import type { Copy } from './copies';
import type { LabelSet } from './labels';
import { MOST_NAME as MOST_LINK_NAME, relinked, type Link } from './links';
import type { Attributes, Points, ShapeObject, ShapeType } from './types';

/**
 * Copied objects as text, for other tabs and other jobs: labels and attributes by name, as their numbers differ from task to
 * task. Whatever comes from the clipboard may have been made by anybody, so that all of it is checked and nothing is mended.
 */
export interface Clip {
    /** Milliseconds since 1970. */
    readonly copied: number;
    readonly objects: readonly ClipObject[];
    /** Links among them, each named by its place in the list. */
    readonly links: readonly Link[];
}

export interface NamedValue {
    readonly name: string;
    readonly value: string;
}

interface Labelled {
    readonly label: string;
    readonly attributes: readonly NamedValue[];
}

/** A node of a skeleton. */
export interface ClipPart extends Labelled {
    readonly points: Points;
    readonly occluded: boolean;
    readonly outside: boolean;
}

export interface ClipShape extends Labelled {
    readonly kind: 'shape' | 'track';
    readonly type: ShapeType;
    readonly points: Points;
    readonly rotation: number;
    readonly occluded: boolean;
    readonly layer: number;
    readonly parts: readonly ClipPart[];
}

export interface ClipTag extends Labelled {
    readonly kind: 'tag';
}

export type ClipObject = ClipShape | ClipTag;

const MARK = 'objects';
const VERSION = 1;

/** Characters of a clip at most, and what may be in it. */
export const MOST_TEXT = 8_000_000;
const MOST_OBJECTS = 20_000;
const MOST_NAME = 1000;
const MOST_VALUE = 10_000;
const FARTHEST = 1_000_000;
/** Pixels of the boxes of all masks. */
const MOST_PIXELS = 2 ** 28;

export function clipOf(copies: readonly Copy[], labels: LabelSet, copied: number, links: readonly Link[] = []): Clip {
    const named = (labelId: number, attributes: Attributes): Labelled => ({
        label: labels.get(labelId)?.name ?? '',
        attributes: attributes.flatMap(({ specId, value }) => {
            const name = labels.attribute(specId)?.name;
            return name === undefined ? [] : [{ name, value }];
        }),
    });
    const part = ({ labelId, attributes, points, occluded, outside }: ShapeObject['elements'][number]): ClipPart => ({
        ...named(labelId, attributes),
        points,
        occluded,
        outside,
    });
    const objects = copies.map(({ object, asTrack }): ClipObject => {
        const common = named(object.labelId, object.attributes);
        if (object.kind === 'tag') return { kind: 'tag', ...common };
        const { type, points, rotation, occluded, zOrder, elements } = object;
        const kind = asTrack ? 'track' : 'shape';
        return { kind, ...common, type, points, rotation, occluded, layer: zOrder, parts: elements.map(part) };
    });
    const places = new Map(copies.map(({ mark }, i) => [mark, i]));
    return { copied, objects, links: relinked(links, places) };
}

export function textOf({ copied, objects, links }: Clip): string {
    return JSON.stringify({ limn: MARK, version: VERSION, copied, objects, ...(links.length ? { links } : {}) });
}

/** What text holds; nothing where it is anything else than a clip, or one with anything wrong in it. */
export function clipFrom(text: string): Clip | null {
    if (text.length > MOST_TEXT || !/^\s*\{\s*"limn"/.test(text)) return null;
    try {
        const { limn, version, copied, objects, links = [] } = record(JSON.parse(text));
        if (limn !== MARK || version !== VERSION) return null;
        const found = list(objects, MOST_OBJECTS).map(objectFrom);
        must(found.length > 0 && pixelsOf(found) <= MOST_PIXELS);
        const among = list(links, MOST_OBJECTS).map(one => linkFrom(one, found.length));
        return { copied: number(copied, Number.MAX_SAFE_INTEGER), objects: found, links: among };
    } catch {
        return null;
    }
}

class Malformed extends Error {}

function must(holds: boolean): asserts holds {
    if (!holds) throw new Malformed();
}

function record(value: unknown): Record<string, unknown> {
    must(typeof value === 'object' && value !== null && !Array.isArray(value));
    return value as Record<string, unknown>;
}

function list(value: unknown, most: number): unknown[] {
    must(Array.isArray(value) && value.length <= most);
    return value as unknown[];
}

function text(value: unknown, most: number): string {
    must(typeof value === 'string' && value.length <= most);
    return value;
}

function number(value: unknown, most = FARTHEST): number {
    must(typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= most);
    return value;
}

function flag(value: unknown): boolean {
    must(typeof value === 'boolean');
    return value;
}

function labelled({ label, attributes }: Record<string, unknown>): Labelled {
    const values = list(attributes, MOST_NAME).map(one => {
        const { name, value } = record(one);
        return { name: text(name, MOST_NAME), value: text(value, MOST_VALUE) };
    });
    return { label: text(label, MOST_NAME), attributes: values };
}

function objectFrom(value: unknown): ClipObject {
    const one = record(value);
    const { kind, type, rotation, occluded, layer, parts } = one;
    const common = labelled(one);
    if (kind === 'tag') return { kind, ...common };
    must(kind === 'shape' || kind === 'track');
    const shape = SHAPES.find(name => name === type);
    must(shape !== undefined && !(shape === 'mask' && kind === 'track'));
    const nodes = list(parts, MOST_NAME).map(partFrom);
    must(nodes.length > 0 === (shape === 'skeleton'));
    const turn = number(rotation);
    must(turn >= 0 && turn < 360 && Number.isInteger(number(layer)));
    const points = list(one.points, MOST_TEXT).map(value => number(value, MOST_PIXELS));
    must(isSound(shape, points));
    return {
        kind,
        ...common,
        type: shape,
        points,
        rotation: turn,
        occluded: flag(occluded),
        layer: number(layer),
        parts: nodes,
    };
}

function linkFrom(value: unknown, objects: number): Link {
    const { from, to, kind, name } = record(value);
    const [first, second] = [number(from), number(to)];
    must([first, second].every(one => Number.isInteger(one) && one >= 0 && one < objects) && first !== second);
    must(kind === 'link' || kind === 'parent');
    return { from: first, to: second, kind, name: text(name, MOST_LINK_NAME) };
}

function partFrom(value: unknown): ClipPart {
    const one = record(value);
    const points = list(one.points, 2).map(value => number(value));
    must(points.length === 2);
    return { ...labelled(one), points, occluded: flag(one.occluded), outside: flag(one.outside) };
}

/** Whether there are as many numbers as a type has, in a range it may have them. */
function isSound(type: ShapeType, points: Points): boolean {
    const n = points.length;
    if (type === 'mask') return isMask(points);
    if (points.some(value => Math.abs(value) > FARTHEST)) return false;
    switch (type) {
        case 'rectangle':
            return n === 4 && points[0] <= points[2] && points[1] <= points[3];
        case 'ellipse':
            return n === 4 && points[2] >= points[0] && points[3] <= points[1];
        case 'cuboid':
            return n === 16;
        case 'skeleton':
            return n === 0;
        default:
            return n % 2 === 0 && n >= (type === 'polygon' ? 6 : type === 'polyline' ? 4 : 2);
    }
}

/** Runs that fill their box exactly. */
function isMask(points: Points): boolean {
    if (points.length < 5 || !points.every(Number.isInteger)) return false;
    const runs = points.slice(0, -4);
    const [left, top, right, bottom] = points.slice(-4);
    if (points.slice(-4).some(value => Math.abs(value) > FARTHEST) || right < left || bottom < top) return false;
    const area = (right - left + 1) * (bottom - top + 1);
    return runs.every(run => run >= 0) && runs.reduce((sum, run) => sum + run, 0) === area;
}

function pixelsOf(objects: readonly ClipObject[]): number {
    const boxes = objects.flatMap(one => (one.kind !== 'tag' && one.type === 'mask' ? [one.points.slice(-4)] : []));
    return boxes.reduce((sum, [left, top, right, bottom]) => sum + (right - left + 1) * (bottom - top + 1), 0);
}
