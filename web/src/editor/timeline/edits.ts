import { t } from '../../shared/language';
import { editedSource, edit } from '../model/edits';
import type { Diff } from '../model/document';
import {
    beginningOn,
    endingOn,
    movableBy,
    moveKeyframes,
    withEnd,
    withoutKeyframes,
    withStart,
    type Clock,
    type Span,
} from '../model/keyframes';
import type { ObjectId, TrackObject } from '../model/types';
import { unlocked } from '../session/actions';
import type { Session } from '../session/session';

/** What the timeline and its keys do to tracks. Each call is one step of history; locked tracks are left alone. */

/** Chosen keyframes by track. */
export type Marks = ReadonlyMap<ObjectId, ReadonlySet<number>>;

export function clockOf({ frames, document }: Session): Clock {
    return { frames, deleted: document.deletedFrames };
}

export function trackOf(session: Session, id: ObjectId): TrackObject | undefined {
    const object = session.object(id);
    return object?.kind === 'track' ? object : undefined;
}

function changed(
    session: Session,
    ids: readonly ObjectId[],
    make: (track: TrackObject, id: ObjectId) => TrackObject,
): Diff {
    const diffs = ids.map(id =>
        edit(session.document, [id], object => {
            if (object.kind !== 'track') return object;
            const next = make(object, id);
            return next === object ? object : { ...next, source: editedSource(object.source) };
        }),
    );
    return { objects: diffs.flatMap(diff => diff.objects) };
}

/** How far marks of all tracks can go together. */
export function marksMovableBy(session: Session, marks: Marks, by: number): number {
    const steps = [...marks].map(([id, frames]) => {
        const track = trackOf(session, id);
        return track && session.isEditable(id) ? movableBy(track, frames, by, clockOf(session)) : 0;
    });
    return steps.reduce((least, one) => (Math.abs(one) < Math.abs(least) ? one : least), by);
}

/** Moves keyframes by frames of the job, as far as there is room. Returns where they are then. */
export function moveMarks(session: Session, marks: Marks, by: number, mergeKey?: string): Marks {
    const steps = marksMovableBy(session, marks, by);
    // What moves together does so as a whole or not at all.
    if (unlocked(session, [...marks.keys()]).length < marks.size || steps === 0) return marks;
    const { frames } = session;
    const diff = changed(session, [...marks.keys()], (track, id) =>
        moveKeyframes(track, marks.get(id)!, steps, { frames }),
    );
    session.commit(
        t('{marks, plural, one {Moved keyframe} other {Moved keyframes}}', { marks: countOf(marks) }),
        diff,
        { mergeKey },
    );
    const moved = (frame: number) => frames.at(frames.positionOf(frame) + steps);
    return new Map([...marks].map(([id, chosen]) => [id, new Set([...chosen].map(moved))]));
}

export function deleteMarks(session: Session, marks: Marks): void {
    const free = unlocked(session, [...marks.keys()]);
    const diff = changed(session, free, (track, id) => {
        const next = withoutKeyframes(track, marks.get(id)!);
        const same =
            next.keyframes.length === track.keyframes.length &&
            next.elements.every((one, i) => one.keyframes.length === track.elements[i].keyframes.length);
        return same ? track : next;
    });
    if (free.length && !diff.objects.length) return session.notify('info', t('A track keeps at least one keyframe.'));
    session.commit(
        t('{marks, plural, one {Deleted keyframe} other {Deleted keyframes}}', { marks: countOf(marks) }),
        diff,
    );
}

export function countOf(marks: Marks): number {
    return [...marks.values()].reduce((sum, frames) => sum + frames.size, 0);
}

/** Puts an end of a part of a track on another frame. */
export function resizeSpan(session: Session, id: ObjectId, span: Span, end: 'first' | 'last', frame: number): void {
    if (!unlocked(session, [id]).length) return;
    const resize = end === 'first' ? withStart : withEnd;
    const diff = changed(session, [id], track => resize(track, span, frame, clockOf(session)));
    session.commit(end === 'first' ? t('Moved start of track') : t('Moved end of track'), diff);
}

/** Tracks are seen on the frame shown for the last time, or for the first. */
export function trimHere(session: Session, ids: readonly ObjectId[], end: 'first' | 'last'): void {
    const tracks = ids.filter(id => trackOf(session, id));
    if (!tracks.length) return session.notify('info', t('Select a track first.'));
    const free = unlocked(session, tracks);
    const trim = end === 'first' ? beginningOn : endingOn;
    const clock = clockOf(session);
    const unseen = free.filter(id => trim(trackOf(session, id)!, session.frame, clock) === null);
    const diff = changed(session, free, track => trim(track, session.frame, clock) ?? track);
    session.commit(end === 'first' ? t('Track starts here') : t('Track ends here'), diff);
    if (unseen.length)
        session.notify(
            'info',
            end === 'first'
                ? t('A track that ended before this frame cannot start here; it was left as it is.')
                : t('A track that begins after this frame cannot end here; it was left as it is.'),
        );
    else if (free.length && !diff.objects.length)
        session.notify(
            'info',
            end === 'first' ? t('The track starts here already.') : t('The track ends here already.'),
        );
}
