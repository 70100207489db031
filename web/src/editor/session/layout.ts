import type { Session } from './session';
import { WORKSPACES, type WorkspaceName } from './workspaces';

/**
 * How much room the window has: for everything, for a sidebar over the picture, or only for looking and choosing. A page that is
 * zoomed is a smaller window.
 */
export type Layout = 'wide' | 'medium' | 'narrow';

/** From these widths on, in pixels. */
export const WIDTHS = { wide: 1280, medium: 900 } as const;

/** Whether what is beside the picture is open is remembered for each of them. */
const PANEL = { wide: 'sidebar', medium: 'overlay', narrow: 'sheet' } as const;

export const isPanelOpen = ({ state: { layout, preferences } }: Session): boolean => preferences.panels[PANEL[layout]];

export function openPanel(session: Session, open: boolean): void {
    session.setPreferences({ panels: { [PANEL[session.state.layout]]: open } });
}

const KEY = 'limnDrawsNarrow';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Whether somebody draws in narrow windows of this browser all the same. */
export function drawsNarrow(storage: Store): boolean {
    try {
        return storage.getItem(KEY) !== null;
    } catch {
        return false;
    }
}

function keepDrawsNarrow(storage: Store, draws: boolean): void {
    try {
        if (draws) storage.setItem(KEY, '1');
        else storage.removeItem(KEY);
    } catch {
        // A full or forbidden storage costs only this memory.
    }
}

/** A workspace is chosen by hand: in a narrow window that says whether one wants to draw there. */
export function chooseWorkspace(session: Session, name: WorkspaceName, storage: Store = localStorage): void {
    if (session.state.layout === 'narrow') keepDrawsNarrow(storage, WORKSPACES[name].draws);
    session.view.setState({ putAside: null });
    session.changeWorkspace(name);
}

/** Where nothing is drawn: whole frames are classified if that is all the labels are for, otherwise the work is reviewed. */
function lookingWorkspace({ labels }: Session): WorkspaceName {
    return labels.roots.length > 0 && labels.roots.every(({ type }) => type === 'tag') ? 'tags' : 'review';
}

/**
 * Puts the workspaces in which one draws aside in a narrow window, and goes back to them in a wider one. What is being drawn
 * is finished first.
 */
export function fitWorkspace(session: Session, storage: Store = localStorage): void {
    const { layout, workspace, putAside } = session.state;
    if (session.job.dimension === '3d') return;
    if (layout !== 'narrow') {
        if (putAside === null) return;
        session.view.setState({ putAside: null });
        return session.changeWorkspace(putAside);
    }
    if (!WORKSPACES[workspace].draws || session.toolbox.busy || drawsNarrow(storage)) return;
    session.changeWorkspace(lookingWorkspace(session));
    session.view.setState({ putAside: workspace });
}
