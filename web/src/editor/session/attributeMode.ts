import { t } from '../../shared/language';
import { keyName } from '../keys/names';
import {
    around,
    meaningOf,
    regionAround,
    sameAttribute,
    settled,
    targetsOn,
    type Seen,
    type Target,
} from '../modes/attributes';
import { seek } from '../modes/seek';
import { drawnBox } from '../model/geometry';
import type { AttributeSpec } from '../model/labels';
import type { ObjectId } from '../model/types';
import { changeShared, sharedAttributes } from './actions';
import type { Command } from './keys';
import { commandsOf } from './modeCommand';
import type { Session } from './session';
import type { View } from './view';

/** Going through the objects of the frames one at a time, each attribute by keys. */

export function targets(session: Session, frame = session.frame): Target[] {
    const { hidden, selection } = session.state;
    // As everywhere, what is chosen does not vanish when an edit makes it unfit for the filter.
    const fits = (subject: Seen) => selection.includes(subject.id) || session.visibility.fits(subject, frame);
    const shown = (subject: Seen) => !hidden.has(subject.id) && fits(subject);
    return targetsOn(session.document, session.labels, frame, shown);
}

/** The object gone through now. */
export function currentTarget(session: Session, among = targets(session)): Target | undefined {
    return among.find(({ id }) => session.state.selection.includes(id));
}

/** The attribute gone through now. */
export function currentSpec(session: Session, target = currentTarget(session)): AttributeSpec | undefined {
    const { specId } = session.state.attribute;
    return target && (target.specs.find(({ id }) => id === specId) ?? target.specs[0]);
}

function change(session: Session, attribute: Partial<View['attribute']>): void {
    session.view.setState({ attribute: { ...session.state.attribute, ...attribute } });
}

export function takeAttribute(session: Session, spec: AttributeSpec | undefined): void {
    if (spec) change(session, { specId: spec.id });
}

function moveAttribute(session: Session, by: 1 | -1): void {
    const target = currentTarget(session);
    const spec = currentSpec(session, target);
    if (target && spec) takeAttribute(session, around(target.specs, target.specs.indexOf(spec), by));
}

export function moveObject(session: Session, by: 1 | -1): void {
    const here = targets(session);
    const current = currentTarget(session, here);
    const at = current ? here.indexOf(current) : -1;
    const last = at === (by > 0 ? here.length - 1 : 0) || !here.length;
    if (last && session.state.preferences.attributes.nextFrame) return moveFrame(session, by);
    const next = around(here, at, by);
    if (next) session.select([next.id]);
}

/** To the near end of the next frame that has something to go through. */
function moveFrame(session: Session, by: 1 | -1): void {
    const { document, frames } = session;
    const { showDeleted } = session.state.preferences.player;
    const suits = (frame: number) =>
        (showDeleted || !document.deletedFrames.has(frame)) && targets(session, frame).length > 0;
    const frame = seek(frames, session.frame, by, suits);
    if (frame === null) {
        const where = by > 0 ? 'after' : 'before';
        return session.notify('info', t('There is no object with attributes {where} this one in the job.', { where }));
    }
    const next = targets(session, frame).at(by > 0 ? 0 : -1);
    if (next && session.goTo(frame)) session.select([next.id]);
}

export function setValue(session: Session, spec: AttributeSpec, value: string): void {
    const target = currentTarget(session);
    const shared = target && sharedAttributes(session, [target.id]).find(one => one.spec.id === spec.id);
    if (shared) changeShared(session, shared, value);
}

/** Sets a value that needs no typing, and goes on where that is wanted. */
export function chooseValue(session: Session, spec: AttributeSpec, value: string): void {
    setValue(session, spec, value);
    if (session.state.preferences.attributes.nextObject && !session.readOnly) moveObject(session, 1);
}

function digit(session: Session, n: number): void {
    const spec = currentSpec(session);
    const meaning = spec && meaningOf(spec, n);
    if (!spec)
        return session.notify(
            'info',
            t('No object with attributes is chosen. {key} takes one.', { key: keyName('next_object') }),
        );
    if (meaning === 'field') return change(session, { typing: session.state.attribute.typing + 1 });
    if (meaning) return chooseValue(session, spec, meaning.value);
    session.notify('info', t('{name} has no value with the key {n}.', { name: spec.name, n }));
}

/** Zooms to the object; a tag is of the whole image. */
function look(session: Session, id: ObjectId): void {
    const { viewport } = session;
    const { attribute, preferences } = session.state;
    const object = session.document.stateOf(id, session.frame);
    if (object) {
        const { padding } = preferences.attributes;
        viewport.showBox(regionAround(drawnBox(object), padding, viewport.viewport, attribute.scale));
    } else if (attribute.scale === null) viewport.fit();
}

/** Forgets the person's own zoom. */
export function zoomByItself(session: Session): void {
    change(session, { scale: null });
}

type Watched = Pick<View, 'frame' | 'version' | 'selection' | 'hidden' | 'filter' | 'attribute' | 'preferences'>;
const WATCHED: readonly (keyof Watched)[] = [
    'frame',
    'version',
    'selection',
    'hidden',
    'filter',
    'attribute',
    'preferences',
];

/**
 * Keeps one object chosen and in sight, whatever changes. Changes of a moment are looked at together once they are over,
 * as a step to another frame is made of several.
 */
export function enterAttributes(session: Session): () => void {
    let seen: { id: ObjectId | null; frame: number; padding: number; scale: number | null } | null = null;
    let spec = currentSpec(session);
    let waiting = false;
    let looking = false;
    let left = false;

    const settle = () => {
        waiting = false;
        if (left) return;
        const { frame, selection, preferences, attribute } = session.state;
        const here = targets(session);
        const id = settled(here, selection, seen?.frame === frame ? seen.id : null);
        if (id !== null && !(selection.length === 1 && selection[0] === id)) session.select([id]);
        const target = here.find(one => one.id === id);
        if (target) {
            const next = target.specs.find(one => one.id === attribute.specId) ?? sameAttribute(target.specs, spec);
            spec = next;
            if (next && next.id !== attribute.specId) change(session, { specId: next.id });
        }
        const { padding } = preferences.attributes;
        const { scale } = attribute;
        const same = seen?.id === id && seen.frame === frame && seen.padding === padding;
        const released = seen !== null && seen.scale !== null && scale === null;
        const before = seen?.frame === frame && id === null ? seen.id : id;
        seen = { id: before, frame, padding, scale };
        if (id === null || (same && !released)) return;
        looking = true;
        look(session, id);
        looking = false;
    };
    const later = () => {
        if (waiting) return;
        waiting = true;
        queueMicrotask(settle);
    };
    later();
    const stop = session.view.subscribe((now, before) => {
        const ownZoom = now.scale !== before.scale && !looking && seen?.id != null && seen.frame === now.frame;
        if (ownZoom && now.attribute.scale !== now.scale) change(session, { scale: now.scale });
        else if (WATCHED.some(name => now[name] !== before[name])) later();
    });
    return () => {
        left = true;
        stop();
        zoomByItself(session);
    };
}

const command = commandsOf('attributes', 'Attributes');

export const ATTRIBUTE_COMMANDS: readonly Command[] = [
    command('next_attribute', t('Next attribute'), 'arrowdown', session => moveAttribute(session, 1)),
    command('previous_attribute', t('Previous attribute'), 'arrowup', session => moveAttribute(session, -1)),
    command('next_object', t('Next object'), 'tab', session => moveObject(session, 1)),
    command('previous_object', t('Previous object'), 'shift+tab', session => moveObject(session, -1)),
    command('attributes_next_frame', t('One frame on'), 'arrowright', session => session.step(1)),
    command('attributes_previous_frame', t('One frame back'), 'arrowleft', session => session.step(-1)),
    ...Array.from({ length: 10 }, (_, n) =>
        command(`aam_set_attr_value_${n}`, t('Value {n}', { n }), `${n}`, session => digit(session, n)),
    ),
];
