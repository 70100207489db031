import { t } from '../../shared/language';
import type { Session } from './session';

/** Says what comes before going on, where something has begun, and the keys that end it. */
export function askToFinish(session: Session, what: 'drawing' | 'frame'): void {
    const { key } = session.toolContext.names;
    const [end, cancel] = [key('repeat'), key('cancel')];
    const text =
        what === 'drawing'
            ? t('Finish ({end}) or give up ({cancel}) first what is being drawn.', { end, cancel })
            : t('Finish ({end}) or give up ({cancel}) first what is being done on this frame.', { end, cancel });
    session.notify('info', text);
}
