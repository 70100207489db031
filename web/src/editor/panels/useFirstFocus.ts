import { useEffect, useRef, type RefObject } from 'react';
import type { InputRef } from 'antd';

/** Until a popover is where it belongs; a field that is focused before makes the page scroll. */
const PLACING = 50;

/** Gives a field the focus once what it stands in has moved into place. Escape is for it from the beginning. */
export function useFirstFocus(field: RefObject<InputRef | null>, onEscape?: () => void, wanted = true): void {
    const latest = useRef(onEscape);
    useEffect(() => {
        latest.current = onEscape;
    });
    useEffect(() => {
        if (!wanted) return undefined;
        const key = (event: KeyboardEvent) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.stopPropagation();
            latest.current?.();
        };
        const placed = () => {
            window.removeEventListener('keydown', key, true);
            field.current?.focus({ cursor: 'all', preventScroll: true });
        };
        window.addEventListener('keydown', key, true);
        const timer = setTimeout(placed, PLACING);
        return () => {
            clearTimeout(timer);
            window.removeEventListener('keydown', key, true);
        };
    }, [field, wanted]);
}
