import type { DeletedFrames } from '../../editor/model/tracks';
import type { Keyframe, TrackObject } from '../../editor/model/types';
import { frameFacts, type Gallery, type GalleryJob } from './model';

/** One frame of a task as the gallery shows it. */
export interface FrameEntry {
    readonly frame: number;
    readonly name: string;
    readonly width: number;
    readonly height: number;
    /** The jobs the frame belongs to, the first one being where it is opened and tagged. */
    readonly jobs: readonly GalleryJob[];
    readonly deleted: boolean;
    /** Shapes and visible tracks. */
    readonly objects: number;
    /** Ids of the labels of tags on the frame. */
    readonly tags: readonly number[];
    /** Ids of the labels of everything on the frame. */
    readonly labels: ReadonlySet<number>;
    readonly openIssues: number;
    readonly issues: number;
}

export type FrameState = 'all' | 'annotated' | 'empty' | 'deleted';
export type IssueFilter = 'any' | 'open' | 'some' | 'none';

export interface FrameFilter {
    readonly state: FrameState;
    /** Shown are frames that carry any of these; none means all. */
    readonly labels: readonly number[];
    readonly issue: IssueFilter;
    /** Part of the file's name, or a frame number. */
    readonly text: string;
}

/** Frames on which a track is visible, as ranges with both ends, `last` being the last frame of its job. */
export function visibleRanges(track: TrackObject, deleted: DeletedFrames, last: number): [number, number][] {
    if (!track.elements.length) return rangesOf(track.keyframes, deleted, last);
    return track.elements.flatMap(element => rangesOf(element.keyframes, deleted, last));
}

function rangesOf(keyframes: readonly Keyframe[], deleted: DeletedFrames, last: number): [number, number][] {
    const kept = keyframes.filter(({ frame }) => !deleted.has(frame));
    return kept.flatMap(({ frame, outside }, i): [number, number][] => {
        const end = Math.min(last, (kept[i + 1]?.frame ?? last + 1) - 1);
        return outside || end < frame ? [] : [[frame, end]];
    });
}

interface Tally {
    objects: number;
    tags: number[];
    labels: Set<number>;
}

function tally(gallery: Gallery): Map<number, Tally> {
    const tallies = new Map<number, Tally>();
    const at = (frame: number) => {
        let found = tallies.get(frame);
        if (!found) tallies.set(frame, (found = { objects: 0, tags: [], labels: new Set() }));
        return found;
    };
    const count = (frame: number, labelId: number) => {
        const found = at(frame);
        found.objects += 1;
        found.labels.add(labelId);
    };
    for (const job of gallery.jobs) {
        for (const [, object] of job.document.entries()) {
            if (object.kind === 'track') countTrack(job, object, count);
            else if (object.kind === 'shape') count(object.frame, object.labelId);
            else {
                const found = at(object.frame);
                if (!found.tags.includes(object.labelId)) found.tags.push(object.labelId);
                found.labels.add(object.labelId);
            }
        }
    }
    return tallies;
}

/** Parts of a skeleton are visible on frames of their own: each frame counts once. */
function countTrack(job: GalleryJob, track: TrackObject, count: (frame: number, labelId: number) => void): void {
    const { deletedFrames } = job.document;
    const seen = new Set<number>();
    for (const [from, to] of visibleRanges(track, deletedFrames, job.frames.last)) {
        for (let frame = from; frame <= to; ++frame) {
            if (seen.has(frame) || !job.frames.has(frame) || deletedFrames.has(frame)) continue;
            seen.add(frame);
            count(frame, track.labelId);
        }
    }
}

const NOTHING: Tally = { objects: 0, tags: [], labels: new Set() };

/** Every frame once, by number, with what is on it. */
export function frameEntries(gallery: Gallery): FrameEntry[] {
    const tallies = tally(gallery);
    const issues = new Map<number, { all: number; open: number }>();
    for (const { frame, resolved } of gallery.issues) {
        const found = issues.get(frame) ?? { all: 0, open: 0 };
        issues.set(frame, { all: found.all + 1, open: found.open + (resolved ? 0 : 1) });
    }
    const entries = new Map<number, FrameEntry>();
    for (const job of gallery.jobs) {
        for (const frame of job.frames.numbers) {
            const known = entries.get(frame);
            if (known) {
                entries.set(frame, { ...known, jobs: [...known.jobs, job] });
                continue;
            }
            const { name, width, height } = frameFacts(job, frame);
            entries.set(frame, {
                frame,
                name,
                width,
                height,
                jobs: [job],
                deleted: job.document.deletedFrames.has(frame),
                ...(tallies.get(frame) ?? NOTHING),
                openIssues: issues.get(frame)?.open ?? 0,
                issues: issues.get(frame)?.all ?? 0,
            });
        }
    }
    return [...entries.values()].sort((a, b) => a.frame - b.frame);
}

function fitsState(entry: FrameEntry, state: FrameState): boolean {
    const annotated = entry.objects + entry.tags.length > 0;
    switch (state) {
        case 'all':
            return true;
        case 'annotated':
            return annotated && !entry.deleted;
        case 'empty':
            return !annotated && !entry.deleted;
        case 'deleted':
            return entry.deleted;
    }
}

function fitsIssue(entry: FrameEntry, issue: IssueFilter): boolean {
    switch (issue) {
        case 'any':
            return true;
        case 'open':
            return entry.openIssues > 0;
        case 'some':
            return entry.issues > 0;
        case 'none':
            return entry.issues === 0;
    }
}

export function fitsFrame(entry: FrameEntry, filter: FrameFilter): boolean {
    const text = filter.text.trim().toLowerCase();
    return (
        fitsState(entry, filter.state) &&
        fitsIssue(entry, filter.issue) &&
        (filter.labels.length === 0 || filter.labels.some(label => entry.labels.has(label))) &&
        (text === '' || entry.name.toLowerCase().includes(text) || String(entry.frame) === text)
    );
}
