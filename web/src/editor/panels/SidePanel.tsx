import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { belongsToControl } from '../../shared/keys/focus';
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
const isIdle = ({ state, toolbox }: Session) => state.tool === 'select' && !toolbox.busy && !state.selection.length;

/** Escape closes what covers the picture, and what the focus is in; the keys belong to the picture again. */
function useEscape(panel: RefObject<HTMLElement | null>, active: boolean): void {
    const session = useSession();
    useEffect(() => {
        if (!active) return undefined;
        const onKeyDown = (event: KeyboardEvent) => {
            if (event.key !== 'Escape' || event.defaultPrevented) return;
            const inside = event.target instanceof Node && panel.current?.contains(event.target);
            const covers = session.state.layout === 'medium';
            if (!inside && (!covers || !isIdle(session) || belongsToControl(event.target, 'escape'))) return;
            event.preventDefault();
            openPanel(session, false);
            session.viewport.takeFocus();
        };
        window.addEventListener('keydown', onKeyDown);
        return () => window.removeEventListener('keydown', onKeyDown);
    }, [session, panel, active]);
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
    useEscape(panel, open && layout !== 'wide');
    useFocus(panel, open, layout);
    const { height } = useView(view => view.preferences.panels);
    const [dragged, setDragged] = useState<number | null>(null);
    const narrow = layout === 'narrow';
    return (
        <div className="ed-side" style={narrow && open ? { height: dragged ?? height } : undefined}>
            {narrow && <SheetHead height={dragged ?? height} onDrag={setDragged} />}
            <aside ref={panel} id={SIDE_PANEL} className="ed-sidebar" aria-label="Sidebar" hidden={!open}>
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
    return (
        <>
            {open && (
                <Edge
                    {...HEIGHTS}
                    side="top"
                    className="ed-sheet-edge"
                    label="Height of the lists"
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
                title={titled(open ? 'Close the lists' : 'Open the lists', 'sidebar')}
                icon={open ? <DownOutlined /> : <UpOutlined />}
                onClick={() => openPanel(session, !open)}
            >
                {open ? 'Close' : 'Lists and details'}
            </Button>
        </>
    );
}
