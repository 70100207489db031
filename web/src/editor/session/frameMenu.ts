import { copyText } from '../../shared/copyText';
import { t } from '../../shared/language';
import type { Session } from './session';

async function copy(session: Session, text: string, what: string): Promise<void> {
    try {
        await copyText(text);
        session.notify('info', t('{what} is copied.', { what }));
    } catch {
        session.notify('error', t('The browser does not let the page copy. {what}: {text}', { what, text }));
    }
}

/** The address at which the job opens on this frame. */
export function copyFrameLink(session: Session): Promise<void> {
    const { origin, pathname } = window.location;
    return copy(session, `${origin}${pathname}?frame=${session.frame}`, t('The link to this frame'));
}

export function copyFrameName(session: Session): Promise<void> {
    return copy(session, session.nameOf(session.frame), t('The file name'));
}

/** The page alone on the screen, and back. */
export async function toggleFullscreen(session: Session): Promise<void> {
    try {
        if (document.fullscreenElement) await document.exitFullscreen();
        else await document.documentElement.requestFullscreen();
    } catch {
        session.notify('warning', t('The browser does not let the page fill the screen. Its own key for that is F11.'));
    }
}
