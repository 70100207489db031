import { useEffect, useState, type RefObject } from 'react';

/** Lists up to this long are there as a whole. */
const SHORT = 80;
/** Rows beyond the visible ones on either side. */
const MARGIN = 20;

/** The rows to be there, and the height of those that are left out on either side. */
interface Rows {
    readonly first: number;
    /** The one behind the last. */
    readonly last: number;
    readonly before: number;
    readonly after: number;
}

/** Which rows (of one height, `li`) of a list that scrolls have to be there: of a long one those near what is seen. */
export function useVisibleRows(list: RefObject<HTMLElement | null>, count: number): Rows {
    const [view, setView] = useState({ top: 0, height: 1000, row: 35 });
    useEffect(() => {
        const element = list.current;
        if (!element) return undefined;
        const measure = () => {
            const row = element.querySelector('li')?.offsetHeight;
            if (row) setView({ top: element.scrollTop, height: element.clientHeight, row });
        };
        const observer = new ResizeObserver(measure);
        observer.observe(element);
        element.addEventListener('scroll', measure, { passive: true });
        return () => {
            observer.disconnect();
            element.removeEventListener('scroll', measure);
        };
    }, [list]);
    if (count <= SHORT) return { first: 0, last: count, before: 0, after: 0 };
    const { top, height, row } = view;
    const first = Math.max(0, Math.min(count - 1, Math.floor(top / row)) - MARGIN);
    const last = Math.min(count, Math.ceil((top + height) / row) + MARGIN);
    return { first, last, before: first * row, after: (count - last) * row };
}
