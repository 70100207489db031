import { useLayoutEffect, useRef, type RefObject } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** How far down each entry of the history was read. */
const places = new Map<string, number>();

/** A page begins at its top; one that is come back to, where it was left. */
export function useScrollPlace(scroller: RefObject<HTMLElement | null>): void {
    const { key, pathname } = useLocation();
    const how = useNavigationType();
    const last = useRef(pathname);

    useLayoutEffect(() => {
        const element = scroller.current;
        if (!element) return;
        const left = how === 'POP' ? places.get(key) : undefined;
        // A change of the search and the like stays on the page, and where it is.
        if (left !== undefined || last.current !== pathname) element.scrollTop = left ?? 0;
        last.current = pathname;
        const keep = () => places.set(key, element.scrollTop);
        element.addEventListener('scroll', keep, { passive: true });
        return () => element.removeEventListener('scroll', keep);
    }, [scroller, key, pathname, how]);
}
