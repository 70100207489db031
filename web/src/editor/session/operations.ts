import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { convert, CONVERTIBLE, crop } from '../model/convert';
import { resetPerspective as straight, switchOrientation as switched } from '../model/cuboid';
import { trackFromShape } from '../model/copies';
import type { ObjectChange } from '../model/document';
import { create, remove, reshape, setElement, setElementAttribute, type GeometryEdit } from '../model/edits';
import { cutHole } from '../model/cutHole';
import { outerOf, partsOf } from '../model/holes';
import { accepts, type LabelSpec } from '../model/labels';
import { turnedRound } from '../model/path';
import { inherited } from '../model/links';
import { partKey, partOf } from '../model/parts';
import { join, merge, shapesOfTrack, sliced, split, type Outcome } from '../model/relations';
import { mirrorElements, skeletonTemplate } from '../model/skeleton';
import { exchanged, nodesLost, otherLabels } from '../model/skeletonPoints';
import type { AttributeValue, DocObject, FrameObject, ObjectId, Points, ShapeType } from '../model/types';
import type { Relation } from '../tools';
import { isOutline } from '../tools/simplify';
import { group, unlocked } from './actions';
import type { Session } from './session';

/** Operations that make other objects out of the given ones. Each is one step of history; locked objects are left alone. */

function carryOut(session: Session, label: string, outcome: Outcome): void {
    if ('refusal' in outcome) return session.notify('warning', outcome.refusal);
    const { diff } = outcome;
    const made = diff.objects.find(one => one.after && !one.before);
    const gone = diff.objects.filter(one => one.before && !one.after);
    // The first of what is made has the links of what it was made of.
    const links = made ? inherited(session.document.links, new Map(gone.map(({ id }) => [id, made.id]))) : [];
    session.commit(
        label,
        { ...diff, links },
        { select: diff.objects.filter(one => one.after && !one.before).map(one => one.id) },
    );
}

/** Merges, groups or joins objects. */
export function relate(session: Session, how: Relation, ids: readonly ObjectId[]): void {
    const { document, labels, frames } = session;
    const { fillGaps } = session.state.preferences.tools;
    switch (how) {
        case 'group':
            return group(session, ids);
        case 'merge':
            return carryOut(
                session,
                t('Merged objects'),
                merge(document, labels, ids, { stop: frames.last, fillGaps }),
            );
        case 'join':
            return carryOut(session, t('Joined objects'), join(document, labels, ids));
    }
}

export function splitTrack(session: Session, id: ObjectId): void {
    if (unlocked(session, [id]).length)
        carryOut(session, t('Split track'), split(session.document, session.labels, id, session.frame));
}

export function sliceObject(session: Session, id: ObjectId, parts: readonly Points[]): void {
    if (unlocked(session, [id]).length) carryOut(session, t('Sliced object'), sliced(session.document, id, parts));
}

export function holeIn(session: Session, id: ObjectId, ring: Points): void {
    if (!unlocked(session, [id]).length) return;
    const { document, labels, frame } = session;
    const { holesAs } = session.state.preferences.tools;
    const outcome = cutHole(document, labels, id, ring, holesAs, session.sizeOf(frame));
    if ('refusal' in outcome) return session.notify('warning', outcome.refusal);
    session.commit(t('Cut a hole'), outcome.diff, { select: [id] });
    const now = document.get(id);
    if (holesAs === 'mask' && now?.kind === 'shape' && now.type === 'polygon') {
        const name = labels.get(now.labelId)?.name ?? '';
        session.notify('info', t('{name} cannot be a mask: the object is a polygon with a hole.', { name }));
    }
}

export function haveHoles(session: Session, ids: readonly ObjectId[]): boolean {
    const states = ids.flatMap(id => session.document.stateOf(id, session.frame) ?? []);
    return states.some(({ type, points }) => type === 'polygon' && partsOf(points) !== null);
}

/** Closes the holes of polygons. */
export function closeHoles(session: Session, ids: readonly ObjectId[]): void {
    reshaped(session, t('Filled holes'), ids, ({ type, points }) =>
        type === 'polygon' && partsOf(points) ? { points: outerOf(points) } : null,
    );
}

/** Types that the selected objects can be turned into, as far as their labels allow. */
export function targetsFor(session: Session, ids: readonly ObjectId[]): ShapeType[] {
    const objects = ids.flatMap(id => session.object(id) ?? []).filter(object => object.kind !== 'tag');
    return CONVERTIBLE.filter(to =>
        objects.some(object => {
            const label = session.labels.get(object.labelId);
            const type = object.kind === 'shape' ? object.type : object.keyframes[0]?.type;
            const possible = type !== to && CONVERTIBLE.includes(type) && (object.kind === 'shape' || to !== 'mask');
            return possible && label !== undefined && accepts(label, to);
        }),
    );
}

function tellSkipped(session: Session, skipped: number, count: number, to: string): void {
    session.notify(
        'warning',
        t('{skipped} of {count} objects cannot be a {to}; they were left as they are.', { skipped, count, to }),
    );
}

export function convertTo(session: Session, ids: readonly ObjectId[], to: ShapeType): void {
    const suited = unlocked(session, ids).filter(id => {
        const label = session.labels.get(session.object(id)?.labelId ?? -1);
        return label !== undefined && accepts(label, to);
    });
    const { diff, left, holes } = convert(session.document, suited, to, frame => session.sizeOf(frame));
    session.commit(t('Converted to {to}', { to: word(to) }), diff, {
        select: diff.objects.filter(one => one.after).map(one => one.id),
    });
    const skipped = left + ids.length - suited.length;
    if (skipped) tellSkipped(session, skipped, ids.length, word(to));
    else if (holes)
        session.notify(
            'info',
            to === 'polygon'
                ? t('{holes} holes were filled, as a {to} cannot have so many.', { holes, to: word(to) })
                : t('{holes} holes were filled, as a {to} cannot have any.', { holes, to: word(to) }),
        );
}

/** Labels under which points can be skeletons, and skeletons points. */
export function labelsToExchange(session: Session, ids: readonly ObjectId[]): LabelSpec[] {
    const found = ids.flatMap(id => {
        const object = session.document.get(id);
        return object ? otherLabels(object, session.labels) : [];
    });
    return [...new Set(found)];
}

/** Points become skeletons of a label, or skeletons points of it. */
export function exchange(session: Session, ids: readonly ObjectId[], label: LabelSpec): void {
    const { document, labels } = session;
    const heirs = new Map<ObjectId, ObjectId>();
    const objects: ObjectChange[] = [];
    let lost = 0;
    for (const id of unlocked(session, ids)) {
        const object = document.get(id);
        const made = object && exchanged(object, label, labels, document.deletedFrames);
        if (!made) continue;
        if (label.type !== 'skeleton') lost += nodesLost(object);
        const created = create(document, [made]);
        heirs.set(id, created.objects[0].id);
        objects.push(...remove(document, [id]).objects, ...created.objects);
    }
    const to = label.type === 'skeleton' ? word('skeleton') : word('points');
    if (heirs.size)
        session.commit(
            t('Converted to {to}', { to }),
            { objects, links: inherited(document.links, heirs) },
            { select: [...heirs.values()] },
        );
    const skipped = ids.length - heirs.size;
    if (skipped) tellSkipped(session, skipped, ids.length, to);
    else if (lost)
        session.notify(
            'info',
            t('{count, plural, one {# node that was outside was} other {# nodes that were outside were}} left out.', {
                count: lost,
            }),
        );
}

/** Shapes become tracks that begin here; tracks become single shapes on every frame on which they are seen. */
export function changeKind(session: Session, ids: readonly ObjectId[], to: 'shape' | 'track'): void {
    const { document, labels, frames } = session;
    const free = unlocked(session, ids);
    const objects: ObjectChange[] = [];
    const heirs = new Map<ObjectId, ObjectId>();
    for (const id of free) {
        const object = document.get(id);
        let made: readonly DocObject[] = [];
        if (to === 'track' && object?.kind === 'shape' && object.type !== 'mask')
            made = [trackFromShape({ ...object, source: 'manual' }, labels)];
        if (to === 'shape' && object?.kind === 'track') made = shapesOfTrack(document, id, frames.numbers);
        if (!made.length) continue;
        const created = create(document, made);
        heirs.set(id, created.objects[0].id);
        for (const change of [...remove(document, [id]).objects, ...created.objects]) objects.push(change);
    }
    if (!objects.length)
        return session.notify(
            'info',
            to === 'track' ? t('Masks and tags cannot be tracks.') : t('No track is selected.'),
        );
    const here = objects.filter(({ after }) => after && (after.kind === 'track' || after.frame === session.frame));
    const links = inherited(document.links, heirs);
    session.commit(t('Converted to {to}', { to: word(to) }), { objects, links }, { select: here.map(one => one.id) });
}

function statesOf(session: Session, ids: readonly ObjectId[]): FrameObject[] {
    return unlocked(session, ids).flatMap(id => session.document.stateOf(id, session.frame) ?? []);
}

/** New geometry for each of the objects it suits. */
function reshaped(
    session: Session,
    label: string,
    ids: readonly ObjectId[],
    make: (object: FrameObject) => Omit<GeometryEdit, 'id'> | null,
): void {
    const edits = statesOf(session, ids).flatMap(object => {
        const change = make(object);
        return change ? [{ id: object.id, ...change }] : [];
    });
    if (!edits.length) return session.notify('info', t('This suits none of the selected objects.'));
    session.commit(label, reshape(session.document, edits, session.frame, session.sizeOf(session.frame)));
}

export function reverse(session: Session, ids: readonly ObjectId[]): void {
    reshaped(session, t('Switched direction'), ids, ({ type, points }) =>
        type === 'polygon' || type === 'polyline' ? { points: turnedRound(points, type === 'polygon') } : null,
    );
}

export function switchOrientation(session: Session, ids: readonly ObjectId[]): void {
    reshaped(session, t('Switched orientation'), ids, ({ type, points }) =>
        type === 'cuboid' ? { points: switched(points) } : null,
    );
}

export function resetPerspective(session: Session, ids: readonly ObjectId[]): void {
    reshaped(session, t('Reset perspective'), ids, ({ type, points }) =>
        type === 'cuboid' ? { points: straight(points) } : null,
    );
}

export function mirror(session: Session, ids: readonly ObjectId[]): void {
    reshaped(session, t('Mirrored'), ids, ({ type, labelId, elements }) => {
        const label = session.labels.get(labelId);
        return type === 'skeleton' && label ? mirrorElements(elements, skeletonTemplate(label).pairs) : null;
    });
}

/** Begins to make outlines simpler: what they become is seen before it is kept. */
export function simplifyOutlines(session: Session, ids: readonly ObjectId[]): void {
    const states = statesOf(session, ids).filter(isOutline);
    if (!states.length) return session.notify('info', t('Select polygons or lines that are not locked.'));
    session.select(states.map(one => one.id));
    session.use('simplify');
}

/** Cuts objects to the image. */
export function cropToImage(session: Session, ids: readonly ObjectId[]): void {
    const objects = crop(session.document, statesOf(session, ids), session.sizeOf(session.frame));
    if (!objects.length) return session.notify('info', t('Nothing reaches beyond the image.'));
    session.commit(t('Cropped to the image'), { objects });
}

/** Whether a part of a skeleton may be changed for itself; if not, that is said. */
function isPartFree(session: Session, id: ObjectId, labelId: number): boolean {
    if (!unlocked(session, [id]).length) return false;
    if (session.isPartEditable(id, labelId)) return true;
    const name = session.labels.get(labelId)?.name ?? t('Part');
    session.notify('warning', t('{name} is locked, and was left as it is.', { name }));
    return false;
}

/** A flag of one part of a skeleton. */
export function toggleElement(session: Session, id: ObjectId, labelId: number, flag: 'occluded' | 'outside'): void {
    const element = session.document.stateOf(id, session.frame)?.elements.find(one => one.labelId === labelId);
    if (!element || !isPartFree(session, id, labelId)) return;
    const diff = setElement(session.document, id, labelId, session.frame, { [flag]: !element[flag] });
    session.commit(t('Changed {flag}', { flag: word(flag) }), diff);
}

/** Hides a part of a skeleton, or locks it, and back: a way of looking, as with whole objects. */
export function togglePart(session: Session, id: ObjectId, labelId: number, flag: 'hiddenParts' | 'lockedParts'): void {
    const parts = new Set(session.state[flag]);
    const key = partKey(id, labelId);
    if (!parts.delete(key)) parts.add(key);
    session.setFlags({ [flag]: parts });
}

/** Shows all parts of a skeleton again, or unlocks them. */
export function freeParts(session: Session, id: ObjectId, flag: 'hiddenParts' | 'lockedParts'): void {
    const others = [...session.state[flag]].filter(key => partOf(key).id !== id);
    session.setFlags({ [flag]: new Set(others) });
}

/** An attribute of one part of a skeleton. */
export function changeElementAttribute(
    session: Session,
    id: ObjectId,
    labelId: number,
    attribute: AttributeValue,
): void {
    if (!isPartFree(session, id, labelId)) return;
    const diff = setElementAttribute(session.document, session.labels, id, labelId, session.frame, attribute);
    session.commit(t('Changed attribute'), diff, { mergeKey: `attribute/${id}/${labelId}/${attribute.specId}` });
}
