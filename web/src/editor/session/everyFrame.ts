import { t } from '../../shared/language';
import { remove } from '../model/edits';
import type { LabelSpec } from '../model/labels';
import type { ObjectId, ShapeType } from '../model/types';
import { changeLabel } from './actions';
import { convertTo, exchange } from './operations';
import type { Session } from './session';
import { propagate } from './spread';

/** Doing the same to the shapes of many frames, each time as one step of history. */
export interface FrameRange {
    readonly from: number;
    readonly to: number;
}

/** What is done to them. */
export type FrameAction =
    | { readonly what: 'remove' }
    | { readonly what: 'label'; readonly label: LabelSpec }
    | { readonly what: 'convert'; readonly to: ShapeType }
    /** Points to skeletons of a label, or skeletons to its points. */
    | { readonly what: 'exchange'; readonly label: LabelSpec }
    /** Copies of what is on the present frame, up to another one. */
    | { readonly what: 'copy'; readonly to: number };

/**
 * Shapes and tags of a range of frames, as far as the filter leaves them. What is locked stays out, and so do tracks,
 * which are more than what one frame shows of them.
 */
export function idsInRange(session: Session, { from, to }: FrameRange): ObjectId[] {
    const { document, visibility, frames, state } = session;
    const numbers = frames.numbers.filter(one => one >= from && one <= to && !document.deletedFrames.has(one));
    return numbers.flatMap(frame => {
        const tags = document.tagsOn(frame).map(([id, tag]) => ({ id, ...tag }));
        const shapes = document.objectsOn(frame).filter(object => object.kind === 'shape');
        return [...tags, ...shapes]
            .filter(subject => !state.locked.has(subject.id) && visibility.fits(subject, frame))
            .map(({ id }) => id);
    });
}

export function actOn(session: Session, ids: readonly ObjectId[], action: FrameAction): void {
    if (!ids.length) return;
    if (action.what === 'remove') session.commit(t('Removed objects'), remove(session.document, ids));
    else if (action.what === 'label') changeLabel(session, ids, action.label);
    else if (action.what === 'copy') propagate(session, ids, action);
    else if (action.what === 'exchange') exchange(session, ids, action.label);
    else convertTo(session, ids, action.to);
    // What was made on other frames is not there to be selected.
    const { document, frame, state } = session;
    session.select(state.selection.filter(id => document.stateOf(id, frame) ?? document.get(id)?.frame === frame));
}
