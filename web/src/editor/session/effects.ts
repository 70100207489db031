import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { compose } from '../model/document';
import { create, drawn, reshape, type NewShape } from '../model/edits';
import { copied, copyOf } from '../model/copies';
import { linksAmong } from '../model/links';
import { endingOn } from '../model/keyframes';
import { removeUnderlying, uncovered } from '../model/relations';
import type { ObjectId, Point, Points } from '../model/types';
import { erase, maskTool, pathTool, type Effect } from '../tools';
import { clockOf } from '../timeline/edits';
import { ungroup } from './actions';
import { place } from './clipboard';
import { addLink } from './objectLinks';
import { holeIn, relate, sliceObject, splitTrack } from './operations';
import type { Session } from './session';

/** Carries out what a tool asks for. */
export function applyEffect(session: Session, effect: Effect): void {
    switch (effect.type) {
        case 'create':
            return createShape(session, effect.shape);
        case 'mask':
            return storeMask(session, effect.id ?? session.state.redrawing, effect.points);
        case 'reshape': {
            const diff = reshape(session.document, effect.edits, session.frame, session.sizeOf(session.frame));
            return session.commit(effect.label, diff);
        }
        case 'link':
            return addLink(session, effect.from, effect.to);
        case 'select':
            return session.select(effect.ids);
        case 'hover':
            return session.hover(effect.id);
        case 'pan':
            return session.viewport.pan(effect.dx, effect.dy);
        case 'focus':
            return effect.id === null ? session.viewport.fit() : session.viewport.focus(effect.id);
        case 'region':
            return session.viewport.showBox(effect.box);
        case 'place':
            return place(session, effect.dx, effect.dy);
        case 'copy':
            return copyMoved(session, effect.ids, effect.dx, effect.dy);
        case 'relate':
            return relate(session, effect.how, effect.ids);
        case 'ungroup':
            return ungroup(session, effect.ids);
        case 'split':
            return splitTrack(session, effect.id);
        case 'slice':
            return sliceObject(session, effect.id, effect.parts);
        case 'hole':
            return holeIn(session, effect.id, effect.ring);
        case 'paint':
            return paintOn(session, effect.id);
        case 'path':
            session.toolbox.take(erase(pathTool(effect.id, effect.index)), 'path', effect.id);
            return;
        case 'settings':
            return session.setToolSettings(effect.change);
        case 'trace':
            return findEdges(session, effect.from);
        case 'wand':
            return lookAround(session, effect.at);
        case 'superpixels':
            return divide(session, effect.waits);
        case 'issue':
            return session.issues.begin({ frame: session.frame, position: effect.position });
        case 'held':
            return session.presence.refuse(effect.ids);
        case 'notice':
            return session.notify('warning', effect.text);
        case 'leave':
            return session.use('select');
    }
}

/** Looks at the picture around a point, and tells the tool what there is. */
function lookAround(session: Session, at: Point): void {
    const { wandTolerance } = session.state.preferences.tools;
    session.toolbox.wand.find(at, wandTolerance, found => {
        session.send({ type: 'area', spans: 'spans' in found ? found.spans : null });
        if ('failure' in found) session.notify('error', found.failure);
        else if (found.cutOff) session.notify('info', t('The area may go on: click again farther out.'));
    });
}

/** Makes superpixels known, and tells the tool where it waits for them. */
function divide(session: Session, waits: boolean): void {
    session.toolbox.superpixels.prepare(failure => {
        if (waits) session.send({ type: 'divided', seen: failure === undefined });
        else session.viewport.toolMoved();
        if (failure && (waits || session.cache.get(session.frame))) session.notify('error', failure);
    }, waits);
}

/** Prepares the ways from a point of the scissors, and tells while it takes its time. */
function findEdges(session: Session, from: Point): void {
    const done = () => session.view.setState({ tracing: false });
    const tracing = session.toolbox.tracer.prepare(
        from,
        () => {
            done();
            session.viewport.toolMoved();
        },
        text => {
            done();
            session.notify('warning', text);
        },
    );
    session.view.setState({ tracing });
}

/** Layer of new objects: the chosen one, or the topmost in use. */
function newLayer(session: Session): number {
    return session.state.layer ?? Math.max(0, session.document.objectsOn(session.frame).at(-1)?.zOrder ?? 0);
}

function createShape(session: Session, shape: NewShape): void {
    const { labelId, drawKind, frame, redrawing } = session.state;
    if (redrawing !== null) return redrawn(session, redrawing, shape);
    const label = labelId === null ? undefined : session.labels.get(labelId);
    if (!label) return session.notify('warning', t('Choose a label first.'));
    const made = drawn(shape, drawKind, frame, label, newLayer(session));
    const ends = made.kind === 'track' && session.state.preferences.editing.newTracksEnd;
    const object = ends ? (endingOn(made, frame, clockOf(session)) ?? made) : made;
    const diff = create(session.document, [object]);
    session.commit(t('Created {type}', { type: word(shape.type) }), diff, {
        select: diff.objects.map(change => change.id),
    });
    if (session.document.deletedFrames.has(frame))
        session.notify('warning', t('This frame is deleted: what was drawn shows once it is restored.'), {
            text: t('Restore frame'),
            command: 'delete_frame',
        });
    if (!session.state.preferences.editing.stayInTool) session.use('select');
    session.drawn?.();
}

/** The geometry of an object replaced by what was drawn; everything else of it stays. */
function redrawn(session: Session, id: ObjectId, { points, rotation = 0, nodes }: NewShape): void {
    const { document, frame } = session;
    const elements = nodes && new Map(nodes.map(node => [node.labelId, node.points]));
    const flags = nodes && new Map(nodes.map(({ labelId, occluded, outside }) => [labelId, { occluded, outside }]));
    const edits = [{ id, points, rotation, elements, flags }];
    const diff = reshape(document, edits, frame, session.sizeOf(frame));
    session.commit(t('Drawn anew'), diff, { select: [id] });
    session.use('select');
}

/** A painted mask as one step, together with what it takes from the masks below. */
export function storeMask(session: Session, id: ObjectId | null, whole: Points): void {
    const { document, frame, labels } = session;
    const { labelId, preferences } = session.state;
    const { overlap } = preferences.tools;
    const points = overlap === 'yields' ? uncovered(document, frame, whole, id) : whole;
    if (!points)
        return session.notify('warning', t('Other masks have all of these pixels already: nothing was painted.'));
    const label = labelId === null ? undefined : labels.get(labelId);
    if (id === null && !label) return session.notify('warning', t('Choose a label first.'));
    // Masks are never tracks: nothing could say how they change in between.
    const own =
        id === null && label
            ? create(document, [drawn({ type: 'mask', points }, 'shape', frame, label, newLayer(session))])
            : reshape(document, [{ id: id!, points }], frame, session.sizeOf(frame));
    const ids = id === null ? own.objects.map(change => change.id) : [id];
    const spared = (one: ObjectId) => ids.includes(one) || !session.isEditable(one) || session.state.hidden.has(one);
    const below = overlap === 'takes' ? removeUnderlying(document, frame, points, spared) : [];
    session.commit(id === null ? t('Created mask') : t('Painted mask'), compose(own, { objects: below }), {
        select: ids,
    });
    const gone = below.filter(change => !change.after).map(change => change.id);
    if (gone.length) {
        session.notify(
            'warning',
            t(
                '{count, plural, one {Mask} other {Masks}} {gone} had no pixels left and went. Undo brings everything back.',
                { count: gone.length, gone: gone.join(t(', ')) },
            ),
        );
    }
    const stays = id !== null || preferences.editing.stayInTool;
    if (session.state.redrawing !== null || !stays) session.use('select');
    if (id === null) session.drawn?.();
}

export function paintOn(session: Session, id: ObjectId): void {
    const object = session.object(id);
    if (object?.kind !== 'shape' || object.type !== 'mask') return;
    if (session.presence.holds(id)) return session.presence.refuse([id]);
    if (!session.isEditable(id)) return session.notify('warning', t('A locked object cannot be painted on.'));
    session.select([id]);
    session.toolbox.take(erase(maskTool({ id, points: object.points })), 'paint', id);
}

function copyMoved(session: Session, ids: readonly ObjectId[], dx: number, dy: number): void {
    const { document, frame, labels } = session;
    const copies = ids.flatMap(id => copyOf(document, id, frame) ?? []);
    const links = linksAmong(document.links, ids);
    const diff = copied(document, copies, links, frame, { dx, dy }, session.sizeOf(frame), labels);
    session.commit(t('Duplicated objects'), diff, { select: diff.objects.map(change => change.id) });
}
