import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Rows rendered beyond the visible ones on either side. */
const MARGIN = 6;

interface VirtualListProps {
    label: string;
    count: number;
    rowHeight: number;
    /** Row scrolled into view when it changes; -1 for none. */
    reveal: number;
    renderRow: (index: number) => ReactNode;
}

/** A list of rows of one height, of which only the visible ones exist. */
export function VirtualList({ label, count, rowHeight, reveal, renderRow }: VirtualListProps) {
    const box = useRef<HTMLDivElement>(null);
    const [view, setView] = useState({ top: 0, height: 600 });

    useEffect(() => {
        const element = box.current;
        if (!element) return undefined;
        const measure = () => setView({ top: element.scrollTop, height: element.clientHeight });
        measure();
        const observer = new ResizeObserver(measure);
        observer.observe(element);
        element.addEventListener('scroll', measure, { passive: true });
        return () => {
            observer.disconnect();
            element.removeEventListener('scroll', measure);
        };
    }, []);

    useEffect(() => {
        const element = box.current;
        if (!element || reveal < 0) return;
        const top = reveal * rowHeight;
        if (top < element.scrollTop) element.scrollTop = top;
        else if (top + rowHeight > element.scrollTop + element.clientHeight) {
            element.scrollTop = top + rowHeight - element.clientHeight;
        }
    }, [reveal, rowHeight]);

    const first = Math.max(0, Math.floor(view.top / rowHeight) - MARGIN);
    const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + MARGIN);
    const rows = [];
    for (let index = first; index < last; ++index) rows.push(renderRow(index));
    return (
        <div ref={box} className="ed-list" role="listbox" aria-label={label} aria-multiselectable tabIndex={0}>
            <div style={{ height: count * rowHeight, position: 'relative' }}>
                <div style={{ position: 'absolute', top: first * rowHeight, left: 0, right: 0 }}>{rows}</div>
            </div>
        </div>
    );
}
