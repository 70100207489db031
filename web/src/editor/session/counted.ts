import { t } from '../../shared/language';
import type { ObjectId } from '../model/types';
import type { Session } from './session';

/** Selects the given objects on this frame, or on the next frame that has any of them. */
export function showCounted(session: Session, ids: readonly ObjectId[]): void {
    const wanted = new Set(ids);
    const { document, frames, frame } = session;
    const on = (one: number) =>
        document.deletedFrames.has(one)
            ? []
            : [
                  ...document.objectsOn(one).filter(object => !object.outside && wanted.has(object.id)),
                  ...document.tagsOn(one).map(([id]) => ({ id })),
              ]
                  .map(({ id }) => id)
                  .filter(id => wanted.has(id));
    const position = frames.positionOf(frame);
    const order = [...frames.numbers.slice(position), ...frames.numbers.slice(0, position)];
    const found = order.find(one => on(one).length > 0);
    if (found === undefined) return session.notify('info', t('None of them is seen on a frame of this job.'));
    if (found !== frame && !session.goTo(found)) return;
    session.view.setState({ dialog: null });
    const here = on(found);
    session.select(here);
    const rest = ids.length - here.length;
    if (rest > 0)
        session.notify('info', t('{count} selected on this frame, {rest} on others.', { count: here.length, rest }));
}
