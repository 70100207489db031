import { accepts, type LabelSpec } from '../model/labels';

/** What can be drawn once a frame; skeletons and tags have other ways. */
export const SINGLE_TYPES = ['rectangle', 'polygon', 'polyline', 'points', 'ellipse', 'cuboid', 'mask'] as const;
export type SingleType = (typeof SINGLE_TYPES)[number];

/** The fewest points of a type that ends by itself after a number of them; none where the number is fixed. */
export const LEAST_POINTS: Partial<Record<SingleType, number>> = { polygon: 3, polyline: 2, points: 1 };

export function typesOf(label: LabelSpec): readonly SingleType[] {
    return SINGLE_TYPES.filter(type => accepts(label, type));
}

export function labelsToDraw(labels: readonly LabelSpec[]): LabelSpec[] {
    return labels.filter(label => typesOf(label).length > 0);
}

/** The type to draw of a label: the one before where the label takes it. */
export function typeFor(label: LabelSpec, before: SingleType): SingleType {
    const types = typesOf(label);
    return types.includes(before) ? before : types[0];
}

/** The frames of a run: all that are not deleted, or those of them on which nothing is. */
export function runOver(
    frames: readonly number[],
    {
        deleted,
        empty,
        onlyEmpty,
    }: {
        readonly deleted: (frame: number) => boolean;
        readonly empty: (frame: number) => boolean;
        readonly onlyEmpty: boolean;
    },
): number[] {
    return frames.filter(frame => !deleted(frame) && (!onlyEmpty || empty(frame)));
}

/** Where a run begins that is taken up on a frame: there, or at the next of its frames, or at its first. */
export function startOf(run: readonly number[], frame: number): number | null {
    return run.find(one => one >= frame) ?? run[0] ?? null;
}

/** The frame after this one in a run; null at its end. */
export function nextOf(run: readonly number[], frame: number): number | null {
    return run.find(one => one > frame) ?? null;
}

export interface Progress {
    /** Counted from one; 0 on a frame that is none of the run's. */
    readonly at: number;
    readonly of: number;
    readonly done: number;
    /** The first frame that was left without a shape. */
    readonly open: number | null;
}

export function progressOf(run: readonly number[], frame: number, done: (frame: number) => boolean): Progress {
    const open = run.filter(one => !done(one));
    return { at: run.indexOf(frame) + 1, of: run.length, done: run.length - open.length, open: open[0] ?? null };
}
