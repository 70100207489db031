import { t } from '../../shared/language';
import { chapterStep } from '../model/chapters';
import type { Session } from './session';

/** What Previous and Next look for: any frame, one with objects that the filter leaves, one without any, a chapter. */
export type Navigation = 'regular' | 'filtered' | 'empty' | 'chapter';

function fits(session: Session, frame: number, navigation: 'filtered' | 'empty'): boolean {
    const { document, visibility } = session;
    const tags = document.tagsOn(frame);
    const objects = document.objectsOn(frame);
    if (navigation === 'empty') return !tags.length && !objects.some(object => !object.outside);
    return (
        tags.some(([id, tag]) => visibility.fits({ id, ...tag }, frame)) ||
        objects.some(object => !object.outside && visibility.fits(object, frame))
    );
}

/** The nearest frame in a direction that suits; deleted ones are passed over as by other steps. */
export function findFrame(session: Session, direction: 1 | -1, navigation: 'filtered' | 'empty'): number | null {
    const { frames, document } = session;
    const { showDeleted } = session.state.preferences.player;
    for (let i = frames.positionOf(session.frame) + direction; i >= 0 && i < frames.length; i += direction) {
        const frame = frames.at(i);
        if (!showDeleted && document.deletedFrames.has(frame)) continue;
        if (fits(session, frame, navigation)) return frame;
    }
    return null;
}

/** To where the next chapter begins, or backwards this one or the one before. */
export function searchChapter(session: Session, direction: 1 | -1): void {
    const { chapters, frames, frame, document } = session;
    if (!chapters.length) return session.notify('info', t('There are no chapters in this job.'));
    const { showDeleted } = session.state.preferences.player;
    const skip = (one: number) => !showDeleted && document.deletedFrames.has(one);
    const found = chapterStep(chapters, frames, frame, direction, skip);
    if (found !== null) session.goTo(found);
    else session.notify('info', direction > 0 ? t('No chapter follows.') : t('No chapter lies before this one.'));
}

const MISSING = {
    filtered: t('with objects that the filter leaves'),
    empty: t('without objects'),
};

/** Goes to the next or previous frame of the kind that is being looked for. */
export function searchFrame(session: Session, direction: 1 | -1): void {
    const { navigation } = session.state;
    if (navigation === 'regular') {
        session.step(direction);
        return;
    }
    if (navigation === 'chapter') return searchChapter(session, direction);
    const frame = findFrame(session, direction, navigation);
    if (frame !== null) session.goTo(frame);
    else
        session.notify(
            'info',
            direction > 0
                ? t('No frame {missing} follows.', { missing: MISSING[navigation] })
                : t('No frame {missing} lies before this one.', { missing: MISSING[navigation] }),
        );
}
