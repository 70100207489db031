import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

/** Rows rendered beyond the visible ones on either side. */
const MARGIN = 6;

export type ItemKey = string | number;

interface VirtualListProps<T> {
    label: string;
    /** A grid where rows hold buttons, a list box where they hold none. */
    role?: 'listbox' | 'grid';
    items: readonly T[];
    keyOf: (item: T) => ItemKey;
    rowHeight: number;
    /** The row that matters: comes into view when another one matters, and stays in its place when rows above it change. */
    focus: ItemKey | null;
    /** Identity of the element of the row that has the keyboard. */
    activeId?: string;
    onKeyDown?: (event: KeyboardEvent) => void;
    renderRow: (item: T, index: number) => ReactNode;
}

/** Rows of one height, of which only the visible ones exist. */
export function VirtualList<T>(props: VirtualListProps<T>) {
    const { label, role = 'listbox', items, keyOf, rowHeight, focus, activeId, onKeyDown, renderRow } = props;
    const box = useRef<HTMLDivElement>(null);
    const [view, setView] = useState({ top: 0, height: 600 });
    const before = useRef(items);

    useEffect(() => {
        const element = box.current;
        if (!element) return undefined;
        const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
        measure();
        // That of the window in which the list is, which may be the second one.
        const observer = new (element.ownerDocument.defaultView ?? window).ResizeObserver(measure);
        observer.observe(element);
        element.addEventListener('scroll', measure, { passive: true });
        return () => {
            observer.disconnect();
            element.removeEventListener('scroll', measure);
        };
    }, []);

    useLayoutEffect(() => {
        const element = box.current;
        const old = before.current;
        before.current = items;
        if (!element || old === items) return;
        const first = Math.floor(element.scrollTop / rowHeight);
        const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight);
        const visible = old.slice(first, last).map(keyOf);
        const kept = focus !== null && visible.includes(focus) ? focus : visible[0];
        const now = items.findIndex(item => keyOf(item) === kept);
        if (now >= 0) element.scrollTop += (now - first - visible.indexOf(kept)) * rowHeight;
    }, [items, keyOf, rowHeight, focus]);

    const shown = useRef<ItemKey | null>(null);
    useEffect(() => {
        const element = box.current;
        const index = focus === null ? -1 : items.findIndex(item => keyOf(item) === focus);
        if (!element || index < 0 || shown.current === focus) return;
        shown.current = focus;
        const top = index * rowHeight;
        if (top < element.scrollTop) element.scrollTop = top;
        else if (top + rowHeight > element.scrollTop + element.clientHeight) {
            element.scrollTop = top + rowHeight - element.clientHeight;
        }
    }, [focus, items, keyOf, rowHeight]);
    useEffect(() => {
        if (focus === null) shown.current = null;
    }, [focus]);

    const first = Math.max(0, Math.floor(view.top / rowHeight) - MARGIN);
    const last = Math.min(items.length, Math.ceil((view.top + view.height) / rowHeight) + MARGIN);
    const rows = [];
    for (let index = first; index < last; ++index) rows.push(renderRow(items[index], index));
    return (
        <div
            ref={box}
            className="ed-list"
            role={role}
            aria-label={label}
            aria-multiselectable
            aria-rowcount={role === 'grid' ? items.length : undefined}
            aria-activedescendant={activeId}
            tabIndex={0}
            onKeyDown={onKeyDown}
        >
            <div role="presentation" style={{ height: items.length * rowHeight, position: 'relative' }}>
                <div
                    role={role === 'grid' ? 'rowgroup' : 'presentation'}
                    style={{ position: 'absolute', top: first * rowHeight, left: 0, right: 0 }}
                >
                    {rows}
                </div>
            </div>
        </div>
    );
}
