import { t } from '../../shared/language';
import { centreOf, drawnBox } from '../model/geometry';
import { isAbove, linkKey, type Link } from '../model/links';
import type { FrameObject, ObjectId, Point } from '../model/types';
import type { LinkMark } from '../render/links';
import type { Session } from './session';

/** What objects are to each other: making, changing and showing it. Each edit is one step of history. */

/** Arrows drawn at once, at most: more of them tell nothing. */
const MOST_ARROWS = 500;

/** Why a link may not be, if so; `before` is what it was. */
function objection({ document }: Session, link: Link, before?: Link): string | null {
    if (link.from === link.to) return t('An object cannot be linked with itself.');
    if (document.links.has(link)) return t('These objects are linked like that already.');
    if (link.kind === 'parent' && isAbove(document.links, link.to, link.from, before))
        return t('The child is above its parent already: it cannot be below it, too.');
    return null;
}

export function addLink(session: Session, from: ObjectId, to: ObjectId): void {
    const { linkKind: kind, linkName: name } = session.state.preferences.tools;
    const link: Link = { from, to, kind, name };
    const text = objection(session, link);
    if (text) return session.notify('info', text);
    session.commit(t('Linked objects'), { objects: [], links: [link] });
}

export function removeLinks(session: Session, links: readonly Link[]): void {
    const there = links.filter(link => session.document.links.has(link));
    session.commit(t('{count, plural, one {Removed link} other {Removed links}}', { count: there.length }), {
        objects: [],
        links: there,
    });
}

/** Changes what a link says. */
export function changeLink(session: Session, link: Link, change: Partial<Link>): void {
    const changed: Link = { ...link, ...change };
    if (linkKey(changed) === linkKey(link) || !session.document.links.has(link)) return;
    const text = objection(session, changed, link);
    if (text) return session.notify('info', text);
    session.commit(t('Changed link'), { objects: [], links: [link, changed] });
}

/** Leads the other way from now on. */
export function turnLink(session: Session, link: Link): void {
    changeLink(session, link, { from: link.to, to: link.from });
}

/** Names that links of the job have, the most used first. */
export function usedNames({ document }: Session): string[] {
    const counts = new Map<string, number>();
    for (const { name } of document.links.values()) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
}

/** The links of some objects, or of all that are on the present frame; in an order that stays when they are renamed. */
export function listedLinks(session: Session, ids: readonly ObjectId[]): Link[] {
    const { document, frame } = session;
    const about = ids.length ? ids : document.objectsOn(frame).map(({ id }) => id);
    if (!document.links.size) return [];
    const found = [...new Set(about.flatMap(id => document.linksOf(id)))];
    return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Goes to an object, on the frame where it is, and selects it. */
export function showObject(session: Session, id: ObjectId): void {
    const object = session.object(id);
    if (!object) return;
    const state = session.document.stateOf(id, session.frame);
    const here = state && !state.outside;
    if (!here && object.frame !== session.frame && !session.goTo(object.frame)) return;
    session.select([id]);
    const box = session.scene.boxOf(id);
    if (box) session.viewport.reveal(box);
    else session.notify('info', t('The object is hidden at the moment.'));
}

/** Where an object is drawn, a tool that holds it included. */
function placeOf(session: Session, object: FrameObject): Point {
    const sketch = session.preview.sketches.find(one => one.id === object.id);
    if (!sketch) return centreOf(drawnBox(object));
    const elements = object.elements.map(one => ({ ...one, points: sketch.elements?.get(one.labelId) ?? one.points }));
    const points = sketch.painted ? object.points : sketch.points;
    return centreOf(drawnBox({ ...object, points, rotation: sketch.rotation, elements }));
}

/** The arrows to be drawn: of what is selected or pointed at, or all of the frame. */
export function linkMarks(session: Session): LinkMark[] {
    const { document, scene, state } = session;
    const show = state.preferences.appearance.links;
    const drawing = state.tool === 'link';
    if (!document.links.size || (show === 'never' && !drawing)) return [];
    const few = new Set([...state.selection, ...(state.hovered === null ? [] : [state.hovered])]);
    const all = show === 'always' || drawing;
    const links = all ? document.links.values() : new Set([...few].flatMap(id => document.linksOf(id)));
    const marks: LinkMark[] = [];
    for (const { from, to, kind, name } of links) {
        const [first, second] = [scene.get(from), scene.get(to)];
        if (!first || !second) continue;
        const strong = few.has(from) || few.has(to);
        marks.push({
            from: placeOf(session, first),
            to: placeOf(session, second),
            isParent: kind === 'parent',
            name,
            strong,
        });
        if (marks.length === MOST_ARROWS) break;
    }
    return marks;
}
