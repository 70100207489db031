import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { compose, type AnnotationDocument, type Diff, type ObjectChange } from './document';
import { create, remove } from './edits';
import { attributeValue, defaultAttributes, type LabelSet } from './labels';
import { decodeMask, encodeMask, runLengths, type MaskBitmap } from './mask';
import { attributesAt, geometryAt, trackAt } from './tracks';
import type { DocObject, ElementTrack, Keyframe, ObjectId, Points, ShapeObject, TrackObject } from './types';
import { largest, smallest } from '../../shared/extremes';

/** What an operation on several objects makes of them, or why it does nothing. */
export type Outcome = { readonly diff: Diff } | { readonly refusal: string };

const isRefusal = (text: string): Outcome => ({ refusal: text });

function replaced(document: AnnotationDocument, ids: readonly ObjectId[], by: readonly DocObject[]): Outcome {
    return { diff: compose(remove(document, ids), create(document, by)) };
}

// Merging

/** Part of a track to be: keyframes of one source, by frame. */
interface Run {
    readonly keyframes: readonly Keyframe[];
    /** Keyframes of plain shapes always carry their attributes, those of tracks only what they change. */
    readonly plain: boolean;
}

export interface MergeRules {
    /** The job's last frame; nothing is written beyond it. */
    readonly stop: number;
    /** Between the objects the track goes on instead of ending after each. */
    readonly fillGaps: boolean;
    readonly mutable: (specId: number) => boolean;
}

/**
 * Shapes and tracks of one label and type become one track. A shape is seen on its own frame only, so it is followed by
 * an outside keyframe, between shapes only where gaps are not to be filled. Immutable attributes are those of the first.
 */
export function merge(
    document: AnnotationDocument,
    labels: LabelSet,
    ids: readonly ObjectId[],
    rules: Pick<MergeRules, 'stop' | 'fillGaps'>,
): Outcome {
    const objects = ids.flatMap(id => document.get(id) ?? []);
    const items = objects.filter(object => object.kind !== 'tag');
    const [first] = items;
    if (items.length < 2 || items.length < ids.length)
        return isRefusal(t('Choose two or more shapes or tracks to merge.'));
    const type = typeOf(first);
    if (items.some(one => typeOf(one) === 'mask')) return isRefusal(t('Masks cannot be merged into a track.'));
    if (items.some(one => one.labelId !== first.labelId))
        return isRefusal(t('All objects must have the label {name}.', { name: labels.get(first.labelId)?.name ?? '' }));
    if (items.some(one => typeOf(one) !== type))
        return isRefusal(t('All objects must be of the type {type}.', { type: word(type) }));
    const full: MergeRules = { ...rules, mutable: id => Boolean(labels.attribute(id)?.mutable) };
    const keyframes = mergedRun(items.map(runOf), full);
    if (!keyframes) return isRefusal(t('Two of the objects are visible on the same frame.'));
    const common = { frame: keyframes[0].frame, group: 0, source: 'manual', labelId: first.labelId };
    const elements = mergedElements(items, full, common.frame);
    if (typeof elements === 'string') return isRefusal(elements);
    const attributes = first.attributes.filter(({ specId }) => !full.mutable(specId));
    return replaced(document, ids, [{ kind: 'track', ...common, attributes, keyframes, elements }]);
}

function typeOf(object: ShapeObject | TrackObject) {
    return object.kind === 'shape' ? object.type : object.keyframes[0]?.type;
}

function keyframeOf(shape: Keyframe): Keyframe {
    const { type, points, rotation, occluded, outside, zOrder, frame, attributes } = shape;
    return { type, points, rotation, occluded, outside, zOrder, frame, attributes };
}

function runOf(object: ShapeObject | TrackObject): Run {
    return object.kind === 'shape'
        ? { keyframes: [keyframeOf(object)], plain: true }
        : { keyframes: object.keyframes, plain: false };
}

/** One run of keyframes out of several; nothing when two are visible on a frame. */
function mergedRun(runs: readonly Run[], { stop, fillGaps, mutable }: MergeRules): Keyframe[] | null {
    const found = new Map<number, { keyframe: Keyframe; plain: boolean }>();
    for (const { keyframes, plain } of runs) {
        for (const keyframe of keyframes) {
            const there = found.get(keyframe.frame)?.keyframe;
            if (there && !there.outside && keyframe.outside) continue;
            if (there && !there.outside && !keyframe.outside) return null;
            found.set(keyframe.frame, { keyframe, plain });
        }
    }
    const shapes = [...found.values()].filter(one => one.plain).map(one => one.keyframe);
    const last = largest(found.keys());
    for (const shape of shapes) {
        const after = shape.frame + 1;
        if (shape.outside || found.has(after) || after > stop || (fillGaps && shape.frame < last)) continue;
        found.set(after, { keyframe: { ...shape, frame: after, outside: true, attributes: [] }, plain: false });
    }
    if (fillGaps) runs.filter(run => !run.plain).forEach(run => goOn(run, found));
    return withAttributes([...found.values()], mutable);
}

/** A track that has ended before something follows goes on to that from where it went outside. */
function goOn({ keyframes }: Run, found: Map<number, { keyframe: Keyframe; plain: boolean }>): void {
    const end = keyframes[keyframes.length - 1];
    const ends = end.outside && keyframes[keyframes.length - 2]?.outside === false;
    if (!ends || found.get(end.frame)?.keyframe !== end || largest(found.keys()) === end.frame) return;
    found.set(end.frame, { keyframe: { ...end, outside: false }, plain: false });
}

/** Keyframes in order. Those of tracks carry all mutable values where one has changed, and none where none has. */
function withAttributes(
    found: readonly { keyframe: Keyframe; plain: boolean }[],
    mutable: MergeRules['mutable'],
): Keyframe[] {
    const known = new Map<number, string>();
    return [...found]
        .sort((a, b) => a.keyframe.frame - b.keyframe.frame)
        .map(({ keyframe, plain }) => {
            const set = keyframe.attributes.filter(({ specId }) => mutable(specId));
            const changes = set.some(({ specId, value }) => known.get(specId) !== value);
            for (const { specId, value } of set) known.set(specId, value);
            const all = [...known].map(([specId, value]) => ({ specId, value }));
            return { ...keyframe, attributes: plain ? set : changes ? all : [] };
        });
}

function mergedElements(
    items: readonly (ShapeObject | TrackObject)[],
    rules: MergeRules,
    frame: number,
): ElementTrack[] | string {
    const out: ElementTrack[] = [];
    const [first] = items;
    for (const { labelId, attributes } of first.elements) {
        const runs: Run[] = [];
        for (const item of items) {
            const found: Run[] =
                item.kind === 'shape'
                    ? item.elements
                          .filter(one => one.labelId === labelId)
                          .map(one => ({ keyframes: [keyframeOf(one)], plain: true }))
                    : item.elements
                          .filter(one => one.labelId === labelId)
                          .map(one => ({ keyframes: one.keyframes, plain: false }));
            if (!found.length) return t('Every part of the skeleton must be there in all of them.');
            for (const run of found) runs.push(run);
        }
        const keyframes = mergedRun(runs, rules);
        if (!keyframes) return t('Two of the objects are visible on the same frame.');
        const fixed = attributes.filter(({ specId }) => !rules.mutable(specId));
        out.push({ frame, group: 0, source: 'manual', labelId, attributes: fixed, keyframes });
    }
    return out;
}

// Splitting

/** A track cut in two at a frame: the first part ends there, the second begins there with the same geometry. */
export function split(document: AnnotationDocument, labels: LabelSet, id: ObjectId, frame: number): Outcome {
    const track = document.get(id);
    if (track?.kind !== 'track') return isRefusal(t('Only tracks can be split.'));
    const begins = smallest([track, ...track.elements].flatMap(run => run.keyframes.map(one => one.frame)));
    if (frame <= begins) return isRefusal(t('The track begins here; go to a later frame to split it.'));
    const mutable = (specId: number) => Boolean(labels.attribute(specId)?.mutable);
    const common = { group: 0, source: 'manual', labelId: track.labelId, attributes: track.attributes };
    const [before, after] = cut(track, frame, document, mutable);
    const parts = track.elements.map(element => ({ element, cuts: cut(element, frame, document, mutable) }));
    const half = (which: 0 | 1, keyframes: readonly Keyframe[], begin: number): TrackObject => ({
        kind: 'track',
        ...common,
        frame: begin,
        keyframes,
        elements: parts.map(({ element, cuts }) => ({
            ...element,
            group: 0,
            source: 'manual',
            frame: begin,
            keyframes: cuts[which],
        })),
    });
    return replaced(document, [id], [half(0, before, track.frame), half(1, after, frame)]);
}

function cut(
    run: Pick<ElementTrack, 'keyframes' | 'attributes'>,
    frame: number,
    document: AnnotationDocument,
    mutable: (specId: number) => boolean,
): [Keyframe[], Keyframe[]] {
    const state = geometryAt(run.keyframes, frame, document.deletedFrames);
    if (!state) return [[...run.keyframes], [...run.keyframes]];
    const { keyframe: _keyframe, ...geometry } = state;
    const attributes = attributesAt([], run.keyframes, frame).filter(({ specId }) => mutable(specId));
    const here: Keyframe = { ...geometry, frame, attributes };
    return [
        [...run.keyframes.filter(one => one.frame < frame), { ...here, outside: true }],
        [here, ...run.keyframes.filter(one => one.frame > frame)],
    ];
}

// Masks

/** Masks of one frame and label become one that holds the pixels of all. */
export function join(document: AnnotationDocument, labels: LabelSet, ids: readonly ObjectId[]): Outcome {
    const masks = ids.flatMap(id => {
        const object = document.get(id);
        return object?.kind === 'shape' && object.type === 'mask' ? [object] : [];
    });
    const [first] = masks;
    if (masks.length < 2 || masks.length < ids.length) return isRefusal(t('Choose two or more masks to join.'));
    if (masks.some(one => one.frame !== first.frame)) return isRefusal(t('Only masks of one frame can be joined.'));
    const label = labels.get(first.labelId);
    if (!label || masks.some(one => one.labelId !== first.labelId))
        return isRefusal(t('All the objects must have the same label.'));
    const points = encodeMask(unionOf(masks.map(one => decodeMask(one.points))));
    if (!points) return isRefusal(t('The masks are empty.'));
    const attributes = defaultAttributes(label).map(({ specId, value }) => {
        const values = new Set(masks.map(one => attributeValue(one.attributes, specId) ?? value));
        return { specId, value: values.size === 1 ? [...values][0] : value };
    });
    const joined: ShapeObject = {
        ...first,
        attributes,
        points,
        group: 0,
        source: 'manual',
        rotation: 0,
        outside: false,
        occluded: masks.some(one => one.occluded),
        zOrder: Math.max(...masks.map(one => one.zOrder)),
    };
    return replaced(document, ids, [joined]);
}

function unionOf(masks: readonly MaskBitmap[]): MaskBitmap {
    const left = Math.min(...masks.map(one => one.left));
    const top = Math.min(...masks.map(one => one.top));
    const width = Math.max(...masks.map(one => one.left + one.width)) - left;
    const height = Math.max(...masks.map(one => one.top + one.height)) - top;
    const data = new Uint8Array(width * height);
    for (const one of masks) {
        for (let row = 0; row < one.height; ++row) {
            const to = (one.top - top + row) * width + one.left - left;
            for (let x = 0; x < one.width; ++x) if (one.data[row * one.width + x]) data[to + x] = 1;
        }
    }
    return { left, top, width, height, data };
}

/**
 * What becomes of the other masks of a frame when a mask is laid over them: they lose the pixels under it, keeping their
 * boxes, and go when none is left.
 */
export function removeUnderlying(
    document: AnnotationDocument,
    frame: number,
    points: Points,
    spared: (id: ObjectId) => boolean,
): ObjectChange[] {
    const above = decodeMask(points);
    return document.objectsOn(frame).flatMap(({ id, type }) => {
        const before = document.get(id);
        if (type !== 'mask' || spared(id) || before?.kind !== 'shape') return [];
        const below = decodeMask(before.points);
        if (!clearUnder(below, above)) return [];
        if (!below.data.includes(1)) return [{ id, before }];
        return [{ id, before, after: { ...before, points: [...runLengths(below.data), ...before.points.slice(-4)] } }];
    });
}

/** A mask without the pixels that other masks of its frame have; nothing where none is left. */
export function uncovered(
    document: AnnotationDocument,
    frame: number,
    points: Points,
    own: ObjectId | null,
): Points | null {
    const mask = decodeMask(points);
    const others = document.objectsOn(frame).filter(({ id, type }) => type === 'mask' && id !== own);
    const changed = others.map(other => clearUnder(mask, decodeMask(other.points)));
    return changed.includes(true) ? encodeMask(mask) : points;
}

/** Clears the pixels of one bitmap that another has set; tells whether there were any. */
function clearUnder(below: MaskBitmap, above: MaskBitmap): boolean {
    let changed = false;
    const x0 = Math.max(below.left, above.left);
    const x1 = Math.min(below.left + below.width, above.left + above.width);
    const y1 = Math.min(below.top + below.height, above.top + above.height);
    for (let y = Math.max(below.top, above.top); y < y1; ++y) {
        const own = (y - below.top) * below.width - below.left;
        const other = (y - above.top) * above.width - above.left;
        for (let x = x0; x < x1; ++x) {
            if (!above.data[other + x] || !below.data[own + x]) continue;
            below.data[own + x] = 0;
            changed = true;
        }
    }
    return changed;
}

/** An object replaced by parts of it that keep everything but their outline. */
export function sliced(document: AnnotationDocument, id: ObjectId, parts: readonly Points[]): Outcome {
    const shape = document.get(id);
    if (shape?.kind !== 'shape') return isRefusal(t('Only polygons and masks that are no tracks can be cut.'));
    if (parts.length < 2) return isRefusal(t('Nothing lies on one side of the cut.'));
    return replaced(
        document,
        [id],
        parts.map(points => ({ ...shape, points, source: 'manual' })),
    );
}

/** Plain shapes for every frame of a list on which a track is seen. */
export function shapesOfTrack(document: AnnotationDocument, id: ObjectId, frames: readonly number[]): ShapeObject[] {
    const track = document.get(id);
    if (track?.kind !== 'track') return [];
    return frames.flatMap(frame => {
        const state = trackAt(id, track, frame, document.deletedFrames);
        if (!state || state.outside) return [];
        const { keyframe: _keyframe, id: _id, kind: _kind, ...rest } = state;
        const common = { frame, group: track.group, source: 'manual' };
        return [
            {
                ...rest,
                ...common,
                kind: 'shape' as const,
                elements: state.elements.map(({ keyframe: _own, ...element }) => ({ ...element, ...common })),
            },
        ];
    });
}
