import { t } from '../../shared/language';
import { aligned, type Alignment } from '../model/align';
import { reshape, setGeometry } from '../model/edits';
import { drawnBox } from '../model/geometry';
import type { ObjectId } from '../model/types';
import { moved } from '../tools/gestures';
import { unlocked } from './actions';
import type { Session } from './session';

/** Selects everything in view of the labels of what is selected. */
export function selectSameLabel(session: Session): void {
    const labels = new Set(session.state.selection.flatMap(id => session.object(id)?.labelId ?? []));
    if (!labels.size) return session.notify('info', t('Select an object first; all of its label follow.'));
    const { document, scene, visibility, frame } = session;
    const shapes = document.objectsOn(frame).filter(object => labels.has(object.labelId) && scene.get(object.id));
    const tags = document
        .tagsOn(frame)
        .filter(([id, tag]) => labels.has(tag.labelId) && visibility.fits({ id, ...tag }))
        .map(([id]) => id);
    session.select([...tags, ...shapes.map(({ id }) => id)]);
}

/** Aligns or spreads objects, as one step of history. Masks move by whole pixels, as they always do. */
export function align(session: Session, ids: readonly ObjectId[], how: Alignment): void {
    const { document, frame } = session;
    const objects = unlocked(session, ids).flatMap(id => document.stateOf(id, frame) ?? []);
    const moves = aligned(objects.map(drawnBox), how);
    const edits = objects.flatMap((object, i) => {
        const { x, y } = moves[i];
        return x === 0 && y === 0 ? [] : moved([object], { x: 0, y: 0 }, { x, y }, session.toolContext);
    });
    session.commit(t('Aligned objects'), reshape(document, edits, frame, session.sizeOf(frame)));
}

/** Puts objects on one layer. */
export function toLayerNumber(session: Session, ids: readonly ObjectId[], zOrder: number): void {
    const shapes = unlocked(session, ids).filter(id => session.object(id)?.kind !== 'tag');
    session.commit(t('Changed z order'), setGeometry(session.document, shapes, session.frame, { zOrder }), {
        mergeKey: `layer/${shapes.join()}`,
    });
}
