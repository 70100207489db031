import { useCallback, useEffect, useMemo, useState } from 'react';
import { extend, keepShown, NOTHING, selectAll, toggle, type Selection } from './selection';

interface Item {
    id: number;
}

export interface SelectionControl<T> {
    /** In the order shown. */
    items: T[];
    has: (id: number) => boolean;
    toggle: (id: number) => void;
    extend: (id: number) => void;
    only: (id: number) => void;
    selectAll: () => void;
    clear: () => void;
    /** Chooses items that are not all on this page. */
    take: (items: T[]) => void;
    /** Items beyond the page were chosen too. */
    beyond: boolean;
}

/** The chosen items among those shown. */
export function useSelection<T extends Item>(shown: readonly T[]): SelectionControl<T> {
    const [selection, setSelection] = useState<Selection>(NOTHING);
    const [taken, setTaken] = useState<T[] | null>(null);
    const order = useMemo(() => shown.map(item => item.id), [shown]);

    // Another page, another filter, a deletion: what is not seen is not chosen.
    useEffect(() => {
        setSelection(current => keepShown(current, order));
        setTaken(null);
    }, [order]);

    const change = useCallback((to: (current: Selection) => Selection) => {
        setTaken(null);
        setSelection(to);
    }, []);

    return useMemo(
        () => ({
            items: taken ?? shown.filter(item => selection.ids.has(item.id)),
            has: id => selection.ids.has(id),
            toggle: id => change(current => toggle(current, id)),
            extend: id => change(current => extend(current, id, order)),
            only: id => change(() => ({ ids: new Set([id]), anchor: id })),
            selectAll: () => change(() => selectAll(order)),
            clear: () => change(() => NOTHING),
            take: items => {
                setSelection(selectAll(order));
                setTaken(items);
            },
            beyond: taken !== null,
        }),
        [taken, shown, selection, order, change],
    );
}
