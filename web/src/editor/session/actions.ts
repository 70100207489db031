import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import {
    create,
    edit,
    editedSource,
    extremeLayer,
    remove,
    reshape,
    setAttribute,
    setGroup,
    setGeometry,
    setLabel,
    tagOn,
} from '../model/edits';
import { accepts, type AttributeSpec, type LabelSpec } from '../model/labels';
import { withoutKeyframes } from '../model/keyframes';
import { keyframeMarks } from '../model/tracks';
import type { Geometry, ObjectId, Point, ShapeType } from '../model/types';
import { distinctColour } from '../render/style';
import { moved } from '../tools/gestures';
import { askToFinish } from './askToFinish';
import type { Session } from './session';

/** What buttons and keys do to the selected objects, or to those given. Locked ones, and those of others, are left alone. */

export function unlocked(session: Session, ids: readonly ObjectId[]): ObjectId[] {
    const free = ids.filter(id => session.isEditable(id));
    const held = ids.filter(id => session.presence.holds(id));
    if (held.length && !session.readOnly) session.presence.refuse(held);
    else if (free.length < ids.length && !session.readOnly)
        session.notify('warning', t('Locked objects were left as they are.'));
    return free;
}

/** Whether a removal may be a mistake: of something locked, or of a track that others frames show, too. */
function isDoubtful(session: Session, id: ObjectId): boolean {
    const object = session.object(id);
    const asked = session.state.preferences.editing.askTracks && object?.kind === 'track';
    return session.state.locked.has(id) || (asked && session.frames.length > 1);
}

/** Deletes objects; what may be a mistake is asked about first, unless it is forced. */
export function deleteObjects(session: Session, ids: readonly ObjectId[], force = false): void {
    if (!ids.length) return;
    const held = ids.filter(id => session.presence.holds(id));
    if (held.length && !session.readOnly) return session.presence.refuse(held);
    if (!force && !session.readOnly && ids.some(id => isDoubtful(session, id)))
        return session.view.setState({ dialog: { removing: ids } });
    session.commit(
        t('{count, plural, one {Removed object} other {Removed objects}}', { count: ids.length }),
        remove(session.document, ids),
    );
}

/** Deletes points that are chosen, or else objects; nothing behind the back of a drawing, which could not be undone before its end. */
export function deleteSelected(session: Session, force: boolean): void {
    const { toolbox, state } = session;
    if (state.tool !== 'select' && toolbox.busy) return askToFinish(session, 'drawing');
    if (toolbox.holdsPoints && !force) session.send({ type: 'erase' });
    else deleteObjects(session, state.selection, force);
}

/** The type of an object as labels see it. */
export function typeOf(session: Session, id: ObjectId): ShapeType | 'tag' | undefined {
    const object = session.object(id);
    if (object?.kind === 'tag') return 'tag';
    return object?.kind === 'shape' ? object.type : object?.keyframes[0]?.type;
}

export function changeLabel(session: Session, ids: readonly ObjectId[], label: LabelSpec): void {
    const free = unlocked(session, ids);
    const suited = free.filter(id => {
        const type = typeOf(session, id);
        return type !== undefined && type !== 'skeleton' && accepts(label, type);
    });
    const { name } = label;
    if (!suited.length)
        return session.notify('warning', t('The label {name} does not suit what is selected.', { name }));
    session.labelUsed(label.id);
    session.commit(t('Changed label'), setLabel(session.document, session.labels, suited, label));
    const [count, skipped] = [free.length, free.length - suited.length];
    if (skipped)
        session.notify(
            'warning',
            t('{skipped} of {count} keep their label: {name} does not suit them.', { skipped, count, name }),
        );
}

/** An attribute that all given objects have, each under its label's own number. */
export interface SharedAttribute {
    readonly spec: AttributeSpec;
    readonly byId: ReadonlyMap<ObjectId, number>;
}

/** Attributes of the same name, kind and choices that the labels of all objects have. */
export function sharedAttributes(session: Session, ids: readonly ObjectId[]): SharedAttribute[] {
    const labelOf = (id: ObjectId) => session.labels.get(session.object(id)?.labelId ?? -1);
    const like = (one: AttributeSpec, other: AttributeSpec) =>
        one.name === other.name && one.input_type === other.input_type && `${one.values}` === `${other.values}`;
    const [first] = ids;
    return (labelOf(first)?.attributes ?? []).flatMap(spec => {
        const byId = new Map<ObjectId, number>();
        for (const id of ids) {
            const found = labelOf(id)?.attributes.find(one => like(one, spec));
            if (found) byId.set(id, found.id);
        }
        return byId.size === ids.length ? [{ spec, byId }] : [];
    });
}

/** Sets an attribute of objects of one label or several. */
export function changeShared(session: Session, { spec, byId }: SharedAttribute, value: string): void {
    const free = unlocked(session, [...byId.keys()]);
    const numbers = new Set(free.flatMap(id => byId.get(id) ?? []));
    const diffs = [...numbers].map(specId => {
        const own = free.filter(id => byId.get(id) === specId);
        return setAttribute(session.document, session.labels, own, session.frame, specId, value);
    });
    const objects = diffs.flatMap(diff => diff.objects);
    session.commit(t('Changed attribute'), { objects }, { mergeKey: `attribute/${spec.name}/${free.join()}` });
}

/** Switches a flag: on for all, unless it is on for all already. */
export function toggleGeometryFlag(session: Session, ids: readonly ObjectId[], flag: 'occluded' | 'outside'): void {
    const states = unlocked(session, ids).flatMap(id => session.document.stateOf(id, session.frame) ?? []);
    const suited = flag === 'outside' ? states.filter(state => state.kind === 'track') : states;
    if (!suited.length) return flag === 'outside' ? askForTrack(session, ids) : undefined;
    const value = !suited.every(state => state[flag]);
    const change: Partial<Geometry> = { [flag]: value };
    const diff = setGeometry(
        session.document,
        suited.map(state => state.id),
        session.frame,
        change,
    );
    session.commit(t('Changed {flag}', { flag: word(flag) }), diff);
}

/** Says what is missing where something that only tracks have was asked for. */
function askForTrack(session: Session, ids: readonly ObjectId[]): void {
    if (!ids.some(id => session.object(id)?.kind === 'track')) session.notify('info', t('Select a track first.'));
}

/** Adds a keyframe where a track has none on this frame, and takes it away where it has. */
export function toggleKeyframe(session: Session, ids: readonly ObjectId[]): void {
    const tracks = unlocked(session, ids).filter(id => session.object(id)?.kind === 'track');
    if (!tracks.length) return askForTrack(session, ids);
    const has = (id: ObjectId) => Boolean(session.document.stateOf(id, session.frame)?.keyframe);
    const added = setGeometry(
        session.document,
        tracks.filter(id => !has(id)),
        session.frame,
        {},
    );
    const taken = edit(session.document, tracks.filter(has), object =>
        object.kind === 'track' && object.keyframes.length > 1
            ? { ...withoutKeyframes(object, new Set([session.frame])), source: editedSource(object.source) }
            : object,
    );
    const objects = [...added.objects, ...taken.objects];
    if (tracks.length && !objects.length) return session.notify('info', t('A track keeps at least one keyframe.'));
    session.commit(t('Changed keyframe'), { objects });
}

export function goToKeyframe(session: Session, id: ObjectId, which: 'first' | 'previous' | 'next' | 'last'): void {
    const object = session.object(id);
    if (object?.kind !== 'track') return;
    const frame = keyframeMarks(object, session.frame, session.document.deletedFrames)[which];
    if (frame === null || !session.goTo(frame)) return;
    session.select([id]);
}

export function toLayer(session: Session, ids: readonly ObjectId[], end: 'front' | 'back'): void {
    const zOrder = extremeLayer(session.document.objectsOn(session.frame), end);
    const shapes = unlocked(session, ids).filter(id => session.object(id)?.kind !== 'tag');
    session.commit(t('Changed z order'), setGeometry(session.document, shapes, session.frame, { zOrder }));
}

export function group(session: Session, ids: readonly ObjectId[]): void {
    const free = unlocked(session, ids);
    if (free.length < 2) return session.notify('info', t('Select two or more objects to group them.'));
    session.commit(t('Grouped objects'), setGroup(session.document, free, session.document.maxGroup() + 1));
}

export function ungroup(session: Session, ids: readonly ObjectId[]): void {
    const free = unlocked(session, ids);
    const grouped = free.filter(id => session.object(id)?.group);
    if (!grouped.length && free.length === ids.length)
        return session.notify('info', t('Nothing that is selected is in a group.'));
    session.commit(t('Removed from group'), setGroup(session.document, grouped, 0));
}

/** Moves what is selected by image pixels; quick repetitions are one step of history. */
export function nudge(session: Session, dx: number, dy: number): void {
    const objects = unlocked(session, session.state.selection).flatMap(
        id => session.document.stateOf(id, session.frame) ?? [],
    );
    const edits = moved(objects, { x: 0, y: 0 }, { x: dx, y: dy }, session.toolContext);
    const diff = reshape(session.document, edits, session.frame, session.sizeOf(session.frame));
    session.commit(t('Moved'), diff, { mergeKey: `nudge/${session.state.selection.join()}` });
}

/** Puts a tag on the frame, or takes it off when it is there. */
export function toggleTag(session: Session, label: LabelSpec): void {
    const there = session.document.tagsOn(session.frame).filter(([, tag]) => tag.labelId === label.id);
    if (there.length) {
        const ids = there.map(([id]) => id);
        return session.commit(t('Removed tag {name}', { name: label.name }), remove(session.document, ids));
    }
    session.commit(
        t('Added tag {name}', { name: label.name }),
        create(session.document, [tagOn(session.frame, label)]),
    );
}

export function toggleDeletedFrame(session: Session): void {
    const deleted = session.document.deletedFrames.has(session.frame);
    session.commit(deleted ? t('Restored frame') : t('Removed frame'), { objects: [], frames: [session.frame] });
}

// What is seen

function toggled(
    set: ReadonlySet<ObjectId>,
    ids: readonly ObjectId[],
    on = !ids.every(id => set.has(id)),
): Set<ObjectId> {
    const next = new Set(set);
    for (const id of ids) {
        if (on) next.add(id);
        else next.delete(id);
    }
    return next;
}

export function toggleLock(session: Session, ids: readonly ObjectId[]): void {
    session.setFlags({ locked: toggled(session.state.locked, ids) });
}

export function setLocked(session: Session, ids: readonly ObjectId[], on: boolean): void {
    session.setFlags({ locked: toggled(session.state.locked, ids, on) });
}

export function setHidden(session: Session, ids: readonly ObjectId[], on: boolean): void {
    session.setFlags({ hidden: toggled(session.state.hidden, ids, on) });
}

export function toggleHidden(session: Session, ids: readonly ObjectId[]): void {
    session.setFlags({ hidden: toggled(session.state.hidden, ids) });
}

export function togglePinned(session: Session, ids: readonly ObjectId[]): void {
    const pinned = new Map(session.state.pinned);
    const on = !ids.every(id => session.isPinned(id));
    for (const id of ids) pinned.set(id, on);
    session.setFlags({ pinned });
}

export function nextColour(session: Session, ids: readonly ObjectId[]): void {
    const colours = new Map(session.state.colours);
    const taken = colours.size;
    const { bitmap, colourBy } = session.state.preferences.appearance;
    if (!bitmap && ['label', 'attribute', 'source', 'author'].includes(colourBy))
        return session.notify(
            'info',
            t('Colours are those of the {colourBy} now: choose object or group under View first.', { colourBy }),
        );
    const fresh = (i: number) => distinctColour(1000 + taken + i + Math.floor(Math.random() * 100));
    const groups = new Map<number, string>();
    ids.forEach((id, i) => {
        const group = session.object(id)?.group;
        if (!bitmap && colourBy === 'group' && group) groups.set(group, groups.get(group) ?? fresh(i));
        else colours.set(id, fresh(i));
    });
    // A group has one colour, on all of its frames.
    for (const [id, object] of groups.size ? session.document.entries() : []) {
        const colour = groups.get(object.group ?? 0);
        if (colour) colours.set(id, colour);
    }
    session.setFlags({ colours });
}

/** All shapes and tracks of the frame that the filter leaves. */
export function idsOnFrame(session: Session): ObjectId[] {
    const { document, visibility } = session;
    const objects = document.objectsOn(session.frame);
    return objects.filter(object => visibility.fits(object)).map(object => object.id);
}

/** The next of the objects that lie at the pointer where the selected one does, or else in its middle. */
export function cycleOverlapping(session: Session, backwards: boolean): void {
    const [id] = session.state.selection;
    const all = id === undefined ? [] : underneath(session, id);
    const order = all.length > 1 ? all : idsOnFrame(session).filter(one => session.scene.get(one));
    if (!order.length) return;
    const at = id === undefined ? -1 : order.indexOf(id);
    const next = (at + (backwards ? -1 : 1) + order.length) % order.length;
    session.select([order[next]]);
}

function underneath(session: Session, id: ObjectId): ObjectId[] {
    const box = session.scene.boxOf(id);
    if (!box) return [];
    const hit = (p: Point) => session.toolContext.hit(p).map(object => object.id);
    const { at } = session.viewport.pointer.getState();
    const here = at ? hit(at) : [];
    const middle = { x: (box.minX + box.maxX) / 2, y: (box.minY + box.maxY) / 2 };
    return (here.includes(id) ? here : hit(middle)).sort((a, b) => a - b);
}
