import type { FrameList } from './frames';
import { attributeValue } from './labels';
import { geometryAt, keyframesOf, putKeyframe, startingAtFirst, type DeletedFrames } from './tracks';
import type { AttributeValue, Keyframe, TrackObject } from './types';

/**
 * Edits of a track in time. A track and the elements of a skeleton each have a run of keyframes; every edit here does
 * the same to all of them. What is seen on frames that an edit is not about stays as it was: remaining keyframes keep
 * their geometry and their attribute values.
 */
type Run = readonly Keyframe[];

/** The frames of a job, and which of them are deleted: on those no keyframe has an effect. */
export interface Clock {
    readonly frames: FrameList;
    readonly deleted: DeletedFrames;
}

/** Consecutive frames of a job on which a track is seen. */
export interface Span {
    readonly first: number;
    readonly last: number;
}

function mapRuns(track: TrackObject, make: (run: Run) => Run): TrackObject {
    const elements = track.elements.map(element => ({ ...element, keyframes: make(element.keyframes) }));
    return startingAtFirst({ ...track, keyframes: make(track.keyframes), elements });
}

/** Values of the first that the second does not set itself, and those of the second. */
function overlaid(below: readonly AttributeValue[], above: readonly AttributeValue[]): AttributeValue[] {
    return [...below.filter(one => attributeValue(above, one.specId) === undefined), ...above];
}

/** A run without some keyframes; attributes that those set are set by the next one that stays. */
function without(run: Run, drop: (frame: number) => boolean): Keyframe[] {
    const out: Keyframe[] = [];
    let pending: AttributeValue[] = [];
    for (const keyframe of run) {
        if (drop(keyframe.frame)) pending = overlaid(pending, keyframe.attributes);
        else {
            out.push(pending.length ? { ...keyframe, attributes: overlaid(pending, keyframe.attributes) } : keyframe);
            pending = [];
        }
    }
    return out;
}

function stateAt(run: Run, frame: number, deleted: DeletedFrames): Keyframe | undefined {
    const state = geometryAt(run, frame, deleted);
    if (!state) return undefined;
    const { keyframe: _keyframe, ...geometry } = state;
    return { ...geometry, frame, attributes: ownAttributes(run, frame) };
}

/** The next frame of the job behind one that is not deleted. */
function nextShown({ frames, deleted }: Clock, frame: number): number | null {
    for (let at = frames.positionOf(frame) + 1; at < frames.length; ++at) {
        if (!deleted.has(frames.numbers[at])) return frames.numbers[at];
    }
    return null;
}

/** What a keyframe of a track or of one of its nodes makes of it. */
export interface Turn {
    readonly frame: number;
    readonly outside: boolean;
    readonly occluded: boolean;
    /** Attribute values are set here. */
    readonly attributes: boolean;
}

/** All keyframes of a track in order, as they are seen of the whole: a skeleton is what all of its nodes are. */
export function turnsOf(track: TrackObject, deleted: DeletedFrames): Turn[] {
    const runs = track.elements.length ? track.elements : [track];
    const at = runs.map(() => -1);
    const setsAt = new Set(
        [track, ...track.elements].flatMap(run =>
            run.keyframes.filter(one => one.attributes.length).map(one => one.frame),
        ),
    );
    return keyframesOf(track, deleted).map(frame => {
        runs.forEach(({ keyframes }, i) => {
            for (let next = at[i] + 1; next < keyframes.length && keyframes[next].frame <= frame; ++next) {
                if (!deleted.has(keyframes[next].frame)) at[i] = next;
            }
        });
        const all = (flag: 'outside' | 'occluded') =>
            runs.every(({ keyframes }, i) => (at[i] < 0 ? flag === 'outside' : keyframes[at[i]][flag]));
        return { frame, outside: all('outside'), occluded: all('occluded'), attributes: setsAt.has(frame) };
    });
}

/** Where a track is seen within a job. */
export function spansOf(track: TrackObject, { frames, deleted }: Clock): Span[] {
    const turns = turnsOf(track, deleted);
    const before = turns.findLast(turn => turn.frame <= frames.first);
    const spans: Span[] = [];
    let first: number | null = before && !before.outside ? frames.first : null;
    for (const { frame, outside } of turns) {
        if (frame <= frames.first || !frames.has(frame)) continue;
        if (!outside) first ??= frame;
        else if (first !== null) {
            spans.push({ first, last: frames.at(frames.positionOf(frame) - 1) });
            first = null;
        }
    }
    if (first !== null) spans.push({ first, last: frames.last });
    return spans;
}

// Moving and deleting keyframes

/**
 * How far keyframes can be moved together, in frames of the job: at most as far as asked for, none passing over or
 * landing on a keyframe that stays, none leaving the job or ending on a deleted frame.
 */
export function movableBy(track: TrackObject, chosen: ReadonlySet<number>, by: number, clock: Clock): number {
    const { frames, deleted } = clock;
    const sign = Math.sign(by);
    const places = [...chosen].map(frame => frames.positionOf(frame));
    let room = Math.abs(by);
    for (const place of places) room = Math.min(room, sign > 0 ? frames.length - 1 - place : place);
    const all = keyframesOf(track, new Set());
    let obstacle: number | null = null;
    for (const frame of sign > 0 ? all.reverse() : all) {
        if (!chosen.has(frame)) obstacle = frame;
        else if (obstacle !== null)
            room = Math.min(room, freeBefore(frames, frames.positionOf(frame), obstacle, sign, room));
    }
    while (room > 0 && places.some(place => deleted.has(frames.numbers[place + sign * room]))) --room;
    return room === 0 ? 0 : sign * room;
}

/** Steps from a place, of those there is room for, that stay on this side of a frame, which need not be of the job. */
function freeBefore(frames: FrameList, place: number, obstacle: number, sign: number, room: number): number {
    for (let steps = 0; steps < room; ++steps) {
        const next = frames.numbers[place + sign * (steps + 1)];
        if (sign > 0 ? next >= obstacle : next <= obstacle) return steps;
    }
    return room;
}

/** Keyframes moved together by a number of frames that `movableBy` allows. */
export function moveKeyframes(
    track: TrackObject,
    chosen: ReadonlySet<number>,
    by: number,
    { frames }: Pick<Clock, 'frames'>,
): TrackObject {
    const moved = (frame: number) => frames.numbers[frames.positionOf(frame) + by];
    return mapRuns(track, run =>
        run
            .map(keyframe => (chosen.has(keyframe.frame) ? { ...keyframe, frame: moved(keyframe.frame) } : keyframe))
            .sort((a, b) => a.frame - b.frame),
    );
}

/** Without keyframes. Where all of them would go, the first one stays. */
export function withoutKeyframes(track: TrackObject, chosen: ReadonlySet<number>): TrackObject {
    return mapRuns(track, run => {
        const all = run.every(keyframe => chosen.has(keyframe.frame));
        return all ? run.slice(0, 1) : without(run, frame => chosen.has(frame));
    });
}

// Trimming and extending

/** Frames that the end of a part can be put on: from its own beginning to where the next part begins. */
export function endRoom(spans: readonly Span[], span: Span, { frames }: Clock): Span {
    const next = spans.find(one => one.first > span.first);
    return { first: span.first, last: next ? frames.at(frames.positionOf(next.first) - 1) : frames.last };
}

/** Frames that the beginning of a part can be put on: from where the part before ends to its own end. */
export function startRoom(spans: readonly Span[], span: Span, { frames }: Clock): Span {
    const previous = spans.findLast(one => one.first < span.first);
    return { first: previous ? frames.at(frames.positionOf(previous.last) + 1) : frames.first, last: span.last };
}

/**
 * A part of a track is last seen on another frame, within `endRoom`. Going farther it stays as it was last; reaching the
 * next part it closes the gap, moving on to that one's first keyframe.
 */
export function withEnd(track: TrackObject, span: Span, last: number, clock: Clock): TrackObject {
    const { frames } = clock;
    if (last === span.last) return track;
    const ended = span.last === frames.last ? Infinity : frames.at(frames.positionOf(span.last) + 1);
    return last < span.last ? cutEnd(track, last, ended, clock) : extendEnd(track, ended, last, clock);
}

/** The same for the frame on which a part is first seen, within `startRoom`. */
export function withStart(track: TrackObject, span: Span, first: number, clock: Clock): TrackObject {
    const at = clock.deleted.has(first) ? nextShown(clock, first) : first;
    if (at === null || at === span.first || at > span.last) return track;
    if (at < span.first) {
        const { frames } = clock;
        const closes = spansOf(track, clock).some(one => frames.positionOf(one.last) + 1 === frames.positionOf(at));
        if (closes) return extendEnd(track, at, frames.at(frames.positionOf(span.first) - 1), clock);
        return extendStart(track, span.first, at, clock);
    }
    return cutStart(track, span.first === clock.frames.first ? -Infinity : span.first, at, clock);
}

/** Seen on a frame for the last time: cut, or where it ended before, as it was then; null where it begins later. */
export function endingOn(track: TrackObject, frame: number, clock: Clock): TrackObject | null {
    const spans = spansOf(track, clock);
    const span = spans.findLast(({ first }) => first <= frame);
    if (!span) return null;
    if (frame <= span.last) return spans.at(-1)?.last === frame ? track : cutEnd(track, frame, Infinity, clock);
    const alone = span === spans.at(-1) ? track : cutEnd(track, span.last, Infinity, clock);
    return withEnd(alone, span, frame, clock);
}

/** Seen on a frame for the first time: cut, or where it begins later, as it is then; null where it ended before. */
export function beginningOn(track: TrackObject, frame: number, clock: Clock): TrackObject | null {
    const spans = spansOf(track, clock);
    const span = spans.find(({ last }) => frame <= last);
    if (clock.deleted.has(frame) || !span) return null;
    if (frame >= span.first) return spans[0].first === frame ? track : cutStart(track, -Infinity, frame, clock);
    const alone = span === spans[0] ? track : cutStart(track, -Infinity, span.first, clock);
    return withStart(alone, span, frame, clock);
}

/** Outside behind a frame; what the track does behind `until` stays. */
function cutEnd(track: TrackObject, last: number, until: number, clock: Clock): TrackObject {
    const after = nextShown(clock, last);
    return mapRuns(track, run => {
        const state = after === null ? undefined : stateAt(run, after, clock.deleted);
        const ended = state ? putKeyframe(run, { ...state, outside: true }) : run;
        return without(ended, frame => frame > last && frame <= until && frame !== after);
    });
}

/** What made the track go outside makes it stay as it is, and it goes outside later. */
function extendEnd(track: TrackObject, ended: number, last: number, clock: Clock): TrackObject {
    const after = nextShown(clock, last);
    const before = clock.frames.at(clock.frames.positionOf(ended) - 1);
    return mapRuns(track, run => {
        const seen = geometryAt(run, before, clock.deleted)?.outside === false;
        const state = stateAt(run, ended, clock.deleted);
        if (!seen || !state) return run;
        const rest = without(run, frame => frame > ended && frame <= last);
        const held = putKeyframe(rest, { ...state, outside: false });
        const again = after !== null && geometryAt(run, after, clock.deleted)?.outside;
        return again
            ? putKeyframe(held, { ...state, outside: true, frame: after, attributes: ownAttributes(rest, after) })
            : held;
    });
}

function cutStart(track: TrackObject, from: number, first: number, { deleted }: Clock): TrackObject {
    return mapRuns(track, run => {
        const state = stateAt(run, first, deleted);
        const begun = state ? putKeyframe(run, state) : run;
        return without(begun, frame => frame >= from && frame < first);
    });
}

/** The track is seen earlier as it was when it was first seen. */
function extendStart(track: TrackObject, began: number, first: number, { deleted }: Clock): TrackObject {
    return mapRuns(track, run => {
        const state = stateAt(run, began, deleted);
        if (!state) return run;
        const opening = run.every(keyframe => keyframe.frame >= began);
        const attributes = ownAttributes(run, opening ? began : first);
        const rest = without(run, frame => frame > first && frame < began);
        return putKeyframe(rest, { ...state, frame: first, attributes });
    });
}

function ownAttributes(run: Run, frame: number): Keyframe['attributes'] {
    return run.find(keyframe => keyframe.frame === frame)?.attributes ?? [];
}
