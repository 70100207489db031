import { createStore } from 'zustand/vanilla';
import { t } from '../../../shared/language';
import type { Session } from '../../session/session';
import { dressAs, surfaceIn } from './surface';

/** The second window: where the list of objects is, and the guide. */
export interface Aside {
    readonly window: Window;
    /** The panels, and what opens over them. */
    readonly panels: HTMLElement;
    readonly layer: HTMLElement;
}

interface AsideView {
    readonly aside: Aside | null;
    /** Dialogs open in the window in which they were asked for. */
    readonly dialogsThere: boolean;
}

const CLOSED: AsideView = { aside: null, dialogsThere: false };
const FEATURES = 'popup,width=460,height=860';
/** How often it is looked whether the window is still there, in milliseconds: not every way of closing one is told. */
const LOOK_EVERY = 1000;

/** At most one for a page; it belongs to the job that is open. */
export const asideStore = createStore<AsideView>(() => CLOSED);

let stop: () => void = () => undefined;

/** Opens the second window, or brings it to the front. */
export function openAside(session: Session): void {
    const open = asideStore.getState().aside;
    if (open && !open.window.closed) return open.window.focus();
    const opened = window.open('', `limn-job-${session.job.id}`, FEATURES);
    if (!opened) {
        const text = t('The browser has blocked the window. Allow pop-up windows for this page, then try again.');
        return session.notify('warning', text);
    }
    fill(session, opened);
}

function fill(session: Session, opened: Window): void {
    const page = opened.document;
    page.head.replaceChildren();
    page.body.replaceChildren();
    page.title = t('Objects of job #{id}', { id: session.job.id });
    const undress = dressAs(page);
    const aside = { window: opened, panels: surfaceIn(opened, 'ed-aside-panels'), layer: surfaceIn(opened, '') };
    const forget = session.view.subscribe(({ dialog }, before) => {
        if (dialog !== null && before.dialog === null) asideStore.setState({ dialogsThere: page.hasFocus() });
    });
    // Closed, or loaded anew, it is empty: the list comes back to this window.
    const look = () => (opened.closed || opened.document !== page) && closeAside();
    const timer = setInterval(look, LOOK_EVERY);
    const leave = () => setTimeout(look);
    opened.addEventListener('pagehide', leave);
    window.addEventListener('pagehide', closeAside);
    stop = () => {
        clearInterval(timer);
        undress();
        forget();
        opened.removeEventListener('pagehide', leave);
        window.removeEventListener('pagehide', closeAside);
    };
    asideStore.setState({ aside, dialogsThere: false });
    opened.focus();
}

/** Takes the list back. Nothing is lost: all of it is in this window. */
export function closeAside(): void {
    const { aside } = asideStore.getState();
    if (!aside) return;
    stop();
    stop = () => undefined;
    asideStore.setState(CLOSED);
    aside.window.close();
}
