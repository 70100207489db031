import type { AnnotationDocument } from './document';
import type { FrameList } from './frames';
import type { LabelSet } from './labels';
import { geometryAt } from './tracks';
import type { DocObject, ObjectId, ShapeType, TrackObject } from './types';

export const SHAPE_TYPES = [
    'rectangle',
    'polygon',
    'polyline',
    'points',
    'ellipse',
    'cuboid',
    'skeleton',
    'mask',
] as const satisfies readonly ShapeType[];

/** What is counted of a label: objects by what they are, then what is seen of them on frames. */
export type Column = `${ShapeType}/shape` | `${ShapeType}/track` | 'tag' | 'manually' | 'interpolated' | 'total';

export type Counts = Readonly<Partial<Record<Column, number>>>;

export interface LabelCounts {
    readonly labelId: number;
    readonly name: string;
    readonly counts: Counts;
}

export interface Statistics {
    readonly labels: readonly LabelCounts[];
    readonly total: Counts;
}

export function columnOf(object: DocObject): Column | null {
    if (object.kind === 'tag') return 'tag';
    if (object.kind === 'shape') return `${object.type}/shape`;
    const type = object.keyframes[0]?.type;
    return type ? `${type}/track` : null;
}

/**
 * Counts objects by label. "Manually" are shapes, tags and keyframes, "interpolated" the frames between and behind the
 * keyframes on which a track is seen, "total" both; only frames of the job that are not deleted count.
 */
export function statistics(document: AnnotationDocument, labels: LabelSet, frames: FrameList): Statistics {
    const byLabel = new Map<number, Partial<Record<Column, number>>>();
    for (const [, object] of document.entries()) {
        const counts = byLabel.get(object.labelId) ?? {};
        byLabel.set(object.labelId, counts);
        for (const [column, count] of countsOf(document, object, frames))
            counts[column] = (counts[column] ?? 0) + count;
    }
    const rows = labels.roots.map(({ id, name }) => ({ labelId: id, name, counts: byLabel.get(id) ?? {} }));
    return { labels: rows, total: sum(rows.map(row => row.counts)) };
}

function countsOf(document: AnnotationDocument, object: DocObject, frames: FrameList): [Column, number][] {
    const column = columnOf(object);
    if (!column) return [];
    if (object.kind !== 'track') {
        const counts = frames.has(object.frame) && !document.deletedFrames.has(object.frame);
        return counts
            ? [
                  [column, 1],
                  ['manually', 1],
                  ['total', 1],
              ]
            : [];
    }
    const { manually, interpolated } = seenFrames(document, object, frames);
    return [
        [column, 1],
        ['manually', manually],
        ['interpolated', interpolated],
        ['total', manually + interpolated],
    ];
}

function seenFrames(document: AnnotationDocument, track: TrackObject, frames: FrameList) {
    const deleted = document.deletedFrames;
    let manually = 0;
    let interpolated = 0;
    const runs = track.elements.length ? track.elements.map(one => one.keyframes) : [track.keyframes];
    for (const frame of frames.numbers) {
        if (frame < track.frame || deleted.has(frame)) continue;
        const states = runs.flatMap(run => geometryAt(run, frame, deleted) ?? []).filter(state => !state.outside);
        if (!states.length) continue;
        if (states.some(state => state.keyframe) || track.keyframes.some(one => one.frame === frame)) manually += 1;
        else interpolated += 1;
    }
    return { manually, interpolated };
}

function sum(all: readonly Counts[]): Counts {
    const total: Partial<Record<Column, number>> = {};
    for (const counts of all) {
        for (const [column, count] of Object.entries(counts) as [Column, number][]) {
            total[column] = (total[column] ?? 0) + count;
        }
    }
    return total;
}

/** Columns that hold a number other than zero for some label, in their fixed order, and the sums. */
export function usedColumns({ total }: Statistics): Column[] {
    const types = SHAPE_TYPES.flatMap((type): Column[] => [`${type}/shape`, `${type}/track`]);
    return [...[...types, 'tag' as const].filter(column => total[column]), 'manually', 'interpolated', 'total'];
}

/** What a number of the table counts: the objects of a label, or of all labels, in a column. */
export function countedBy(document: AnnotationDocument, labelId: number | null, column: Column): ObjectId[] {
    const sums = column === 'manually' || column === 'total';
    return [...document.entries()].flatMap(([id, object]) => {
        if (labelId !== null && object.labelId !== labelId) return [];
        if (column === 'interpolated') return object.kind === 'track' ? [id] : [];
        return sums || columnOf(object) === column ? [id] : [];
    });
}
