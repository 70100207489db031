import { t } from '../../shared/language';
import type { AnnotationDocument, Diff } from '../model/document';
import { asShape, create, remove } from '../model/edits';
import { linksAmong, relinked } from '../model/links';
import type { DocObject, ObjectId, ShapeObject, TagObject } from '../model/types';
import type { Session } from './session';

type Single = ShapeObject | TagObject;

/** Copying objects over frames, and taking the copies back. Each is one step of history. */
export interface Spread {
    /** The last frame to copy to, before or after the present one. */
    readonly to: number;
}

/** Frames from the present one (left out) to another, deleted ones left out. */
export function framesTowards(session: Session, to: number): number[] {
    const { frames, document, frame: here } = session;
    const direction = to > here ? 1 : -1;
    return frames.numbers.filter(
        frame => (frame - here) * direction > 0 && (to - frame) * direction >= 0 && !document.deletedFrames.has(frame),
    );
}

/** The frame that is reached after so many on the way to another one, or that one where there are fewer. */
export function endAfter(session: Session, to: number, count: number): number {
    const frames = framesTowards(session, to);
    const ordered = to > session.frame ? frames : [...frames].reverse();
    return ordered[Math.min(count, ordered.length) - 1] ?? to;
}

/** What an object is on a frame: a tag, or a plain shape. */
function singleOf(document: AnnotationDocument, id: ObjectId, frame: number): Single | undefined {
    const object = document.get(id);
    return object?.kind === 'tag' ? object : asShape(document, id, frame);
}

function onFrame(object: Single, frame: number): Single {
    if (object.kind === 'tag') return { ...object, frame, group: 0 };
    const elements = object.elements.map(element => ({ ...element, frame, group: 0 }));
    return { ...object, frame, group: 0, elements };
}

type Singles = ReadonlyMap<ObjectId, Single>;

function singlesOf(document: AnnotationDocument, ids: readonly ObjectId[], frame: number): Singles {
    return new Map(
        ids.flatMap(id => {
            const single = singleOf(document, id, frame);
            return single ? [[id, single] as const] : [];
        }),
    );
}

/** Copies on a frame, with the links among them. */
function copiesOn(document: AnnotationDocument, singles: Singles, frame: number): Diff {
    const { objects } = create(
        document,
        [...singles.values()].map(object => onFrame(object, frame)),
    );
    const made = new Map([...singles.keys()].map((id, i) => [id, objects[i].id]));
    return { objects, links: relinked(linksAmong(document.links, [...singles.keys()]), made) };
}

/** Copies onto the following (or preceding) frames of the job as plain shapes without group; tags are copied too. */
export function propagate(session: Session, ids: readonly ObjectId[], { to }: Spread): void {
    const { document } = session;
    const targets = framesTowards(session, to);
    const here = singlesOf(document, ids, session.frame);
    const diffs = targets.map(frame => copiesOn(document, here, frame));
    const diff = {
        objects: diffs.flatMap(one => one.objects),
        links: diffs.flatMap(one => one.links ?? []),
    };
    session.commit(t('Propagated objects'), diff);
    if (diff.objects.length)
        session.notify(
            'info',
            t('Copied to {count, plural, one {# frame} other {# frames}}.', { count: targets.length }),
        );
}

/**
 * Takes away what propagating made: on the following (or preceding) frames the shapes and tags that are equal to the
 * given ones but for their frame, group and flags.
 */
export function withdraw(session: Session, ids: readonly ObjectId[], { to }: Spread): void {
    const { document } = session;
    const wanted = new Set(ids.flatMap(id => sameness(singleOf(document, id, session.frame))));
    const targets = new Set(framesTowards(session, to));
    const found: ObjectId[] = [];
    for (const [id, object] of document.entries()) {
        if (object.kind === 'track' || !targets.has(object.frame) || !session.isEditable(id)) continue;
        if (sameness(object).some(key => wanted.has(key))) found.push(id);
    }
    session.commit(t('Removed copies'), remove(document, found));
    session.notify(
        'info',
        found.length
            ? t('Removed {count} copies.', { count: found.length })
            : t('There are no unchanged copies there.'),
    );
}

function sameness(object: DocObject | undefined): string[] {
    if (object?.kind === 'tag') return [`tag/${object.labelId}`];
    if (object?.kind !== 'shape') return [];
    const { type, labelId, points, rotation, elements } = object;
    return [JSON.stringify([type, labelId, points, rotation, elements.map(one => [one.labelId, one.points])])];
}

/** Puts the plain shapes of the nearest earlier frame that has any onto this one, and selects them. */
export function copyFromPrevious(session: Session): void {
    const { document, frames, frame } = session;
    const before = frames.numbers.filter(one => one < frame && !document.deletedFrames.has(one)).reverse();
    for (const from of before) {
        const shapes = document.objectsOn(from).filter(object => object.kind === 'shape' && !object.outside);
        if (!shapes.length) continue;
        const ids = shapes.map(({ id }) => id);
        const diff = copiesOn(document, singlesOf(document, ids, from), frame);
        session.commit(t('Copied from previous frame'), diff, { select: diff.objects.map(change => change.id) });
        return session.notify(
            'info',
            t('Copied {count, plural, one {# shape} other {# shapes}} of frame {from}.', {
                count: diff.objects.length,
                from,
            }),
        );
    }
    session.notify('info', t('No earlier frame has shapes to copy. Tracks go on by themselves.'));
}
