import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { belongsToControl } from '../../shared/keys/focus';
import { t } from '../../shared/language';
import { useHints } from '../keys/useHints';
import { isPanelOpen, openPanel } from '../session/layout';
import type { Session } from '../session/session';
import { useSession, useView } from './context';
import { Edge } from './Edge';

export const SIDE_PANEL = 'ed-side-panel';

export function usePanelOpen(): boolean {
    const session = useSession();
    useView(view => view.layout);
    useView(view => view.preferences.panels);
    return isPanelOpen(session);
}

/** Nothing that Escape would give up first. */
export const isIdle = ({ state, toolbox }: Session) =>
    state.tool === 'select' && !toolbox.busy && !state.selection.length;

/** The panel goes, and the keys belong to the picture again. */
function close(session: Session): void {
    openPanel(session, false);
    session.viewport.takeFocus();
}

/** On the picture, Escape closes what covers it when there is nothing else to give up. Asked before the keys of the editor. */
function useEscape(covers: boolean): void {
    const session = useSession();
    useEffect(() => {
        if (!covers) return undefined;
        const onKeyDown = (event: KeyboardEvent) => {
            const own = event.target instanceof HTMLElement && event.target.closest(`#${SIDE_PANEL}`) !== null;
            if (event.key !== 'Escape' || own || !isIdle(session) || belongsToControl(event.target, 'escape')) return;
            event.preventDefault();
            close(session);
        };
        window.addEventListener('keydown', onKeyDown, true);
        return () => window.removeEventListener('keydown', onKeyDown, true);
    }, [session, covers]);
}

/** Opened over the picture it takes the focus; closed with the focus in it, it gives it to the picture. */
function useFocus(panel: RefObject<HTMLElement | null>, open: boolean, layout: string): void {
    const session = useSession();
    const before = useRef({ open, layout });
    useLayoutEffect(() => {
        const was = before.current;
        before.current = { open, layout };
        if (was.open === open || was.layout !== layout) return;
        if (open && layout !== 'wide') panel.current?.querySelector<HTMLElement>('[role="tab"], button')?.focus();
        else if (!open && panel.current?.contains(document.activeElement)) session.viewport.takeFocus();
    }, [session, panel, open, layout]);
}

/**
 * Lists and fields beside the picture; over it where the window is smaller, and below it where it is narrow. Closed it stays
 * where it was, unseen, so that it opens as it was left.
 */
export function SidePanel({ children }: { children: ReactNode }) {
    const layout = useView(view => view.layout);
    const open = usePanelOpen();
    const panel = useRef<HTMLElement>(null);
    const session = useSession();
    useEscape(open && layout === 'medium');
    useFocus(panel, open, layout);
    const { height } = useView(view => view.preferences.panels);
    const [dragged, setDragged] = useState<number | null>(null);
    const narrow = layout === 'narrow';
    return (
        <div className="ed-side" style={narrow && open ? { height: dragged ?? height } : undefined}>
            {narrow && <SheetHead height={dragged ?? height} onDrag={setDragged} />}
            <aside
                ref={panel}
                id={SIDE_PANEL}
                className="ed-sidebar"
                aria-label={t('Sidebar')}
                hidden={!open}
                onKeyDown={event => {
                    // Menus and lists that are open over it close first, and by themselves.
                    const own = event.target instanceof Node && event.currentTarget.contains(event.target);
                    if (event.key !== 'Escape' || event.defaultPrevented || !own || layout === 'wide') return;
                    event.preventDefault();
                    close(session);
                }}
            >
                {children}
            </aside>
        </div>
    );
}

const HEIGHTS = { min: 140, max: 900, step: 40 } as const;

/** What is left of the sheet below the picture when it is closed, and the edge by which it is made higher. */
function SheetHead({ height, onDrag }: { height: number; onDrag: (height: number | null) => void }) {
    const session = useSession();
    const { titled } = useHints();
    const open = usePanelOpen();
    const text = open ? t('Close the lists') : t('Lists and details');
    return (
        <>
            {open && (
                <Edge
                    {...HEIGHTS}
                    side="top"
                    className="ed-sheet-edge"
                    label={t('Height of the lists')}
                    value={height}
                    onDrag={onDrag}
                    onDone={next => session.setPreferences({ panels: { height: next } })}
                />
            )}
            <Button
                type="text"
                block
                className="ed-sheet-toggle"
                aria-expanded={open}
                aria-controls={SIDE_PANEL}
                title={titled(text, 'sidebar')}
                icon={open ? <DownOutlined aria-hidden /> : <UpOutlined aria-hidden />}
                onClick={() => openPanel(session, !open)}
            >
                {text}
            </Button>
        </>
    );
}
