import { t } from '../../shared/language';
import { clipFrom, clipOf, MOST_TEXT, textOf, type Clip } from '../model/clip';
import { fitted, type Fitted } from '../model/clipFit';
import { copied, copyOf, type Copy } from '../model/copies';
import { linksAmong, type Link } from '../model/links';
import type { ObjectId, ShapeObject } from '../model/types';
import { carryTool, erase } from '../tools';
import type { Session } from './session';
import { SystemClipboard } from './systemClipboard';

/** What was copied last in this page, for all jobs opened in it one after another. */
interface Own {
    readonly clip: Clip;
    readonly text: string;
    /** As it was copied, for jobs with the same labels. */
    readonly copies?: readonly Copy[];
    readonly links?: readonly Link[];
    /** The clipboard of the system holds it, too; whatever is found there instead is newer. */
    shared: boolean;
}

let own: Own | null = null;
const system = new SystemClipboard();

export const listenToClipboard = () => system.listen();

function take(session: Session, ids: readonly ObjectId[]): readonly Copy[] {
    const copies = ids.flatMap(id => copyOf(session.document, id, session.frame) ?? []);
    if (!copies.length) return copies;
    const links = linksAmong(session.document.links, ids);
    const clip = clipOf(copies, session.labels, Date.now(), links);
    own = { clip, text: textOf(clip), copies, links, shared: false };
    return copies;
}

/** Copies what is selected, for this page and, as text, for others. */
export function copySelection(session: Session): void {
    const { length } = take(session, session.state.selection);
    if (!length || !own) return;
    const count = t('Copied {length, plural, one {# object} other {# objects}}', { length });
    const taken = own;
    if (taken.text.length > MOST_TEXT)
        return session.notify('info', t('{count}, for this tab alone: it is too much for the clipboard.', { count }));
    system.write(taken.text, () => (taken.shared = true));
    session.notify('info', `${count}.`);
}

/** Takes over what lies on the clipboard of the system, where those are objects newer than the own ones. */
function takeOver(text: string | null): void {
    if (text === null || text === own?.text) return;
    const clip = clipFrom(text);
    if (clip && (!own || own.shared || clip.copied > own.clip.copied)) own = { clip, text, shared: true };
}

/** What was copied, in the labels of this job. */
function fitting({ copies, links = [], clip }: Own, { labels }: Session): Fitted {
    const same = copies?.every(({ object }) => labels.get(object.labelId));
    return copies && same ? { copies, links, rest: null } : fitted(clip, labels);
}

/** What can be pasted in this job; why nothing can is told. */
function usable(session: Session): Fitted | null {
    const found = own && fitting(own, session);
    if (found?.copies.length) return found;
    session.notify('info', found?.rest ?? t('Nothing to paste here. Copy an object first.'));
    return null;
}

function refused(session: Session): boolean {
    if (session.readOnly) session.notify('warning', session.state.readOnly ?? '');
    return session.readOnly;
}

/** Takes the copies on the pointer; tags are put on the frame at once. */
export function paste(session: Session): void {
    if (refused(session)) return;
    system.read(text => {
        takeOver(text);
        const ready = usable(session);
        if (ready) carry(session, ready);
    });
}

function carry(session: Session, { copies, rest }: Fitted): void {
    const shapes = copies.flatMap(({ object }) => (object.kind === 'shape' ? [object] : []));
    if (!shapes.length) return place(session, 0, 0);
    const carried = shapes.map((shape: ShapeObject) => ({
        ...shape,
        elements: shape.elements.map(element => ({ ...element, keyframe: true })),
    }));
    session.toolbox.take(erase(carryTool(carried)), 'carry');
    if (rest) session.notify('warning', rest);
}

export function pasteInPlace(session: Session): void {
    if (refused(session)) return;
    system.read(text => {
        takeOver(text);
        place(session, 0, 0);
    });
}

/** Puts the copies on the present frame, moved by this much, as one step. */
export function place(session: Session, dx: number, dy: number): void {
    const ready = usable(session);
    if (!ready) return;
    const left = put(session, ready, dx, dy, t('Pasted objects'));
    const outside =
        left && t('{left} of {count} lie outside this image and were left out.', { left, count: ready.copies.length });
    const told = [ready.rest, outside].filter(Boolean).join(' ');
    if (told) session.notify('warning', told);
}

/** Adds copies to the frame, and tells how many of them have no place on it. */
function put(
    session: Session,
    { copies, links }: Pick<Fitted, 'copies' | 'links'>,
    dx: number,
    dy: number,
    label: string,
): number {
    const { document, frame, labels } = session;
    const diff = copied(document, copies, links, frame, { dx, dy }, session.sizeOf(frame), labels);
    session.commit(label, diff, { select: diff.objects.map(change => change.id) });
    return copies.length - diff.objects.length;
}

export function duplicate(session: Session): void {
    const copies = take(session, session.state.selection);
    const offset = 12 / session.viewport.camera.scale;
    const links = linksAmong(session.document.links, session.state.selection);
    if (copies.length) put(session, { copies, links }, offset, offset, t('Duplicated objects'));
}
