import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { extend, isLonger, keepShown, NOTHING, selectAll, toggle, type Selection } from './selection';

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
    /** Chooses items that are not all shown. */
    take: (items: T[]) => void;
    /** Items beyond those shown were chosen too. */
    beyond: boolean;
}

/** The chosen items among those shown. */
export function useSelection<T extends Item>(shown: readonly T[]): SelectionControl<T> {
    const [selection, setSelection] = useState<Selection>(NOTHING);
    const [taken, setTaken] = useState<T[] | null>(null);
    const order = useMemo(() => shown.map(item => item.id), [shown]);

    const before = useRef(order);
    // Another page, another filter, a deletion: what is not seen is not chosen. More of the same changes nothing, and is
    // chosen if all that match are.
    useEffect(() => {
        const longer = before.current.length > 0 && isLonger(order, before.current);
        before.current = order;
        if (taken && longer) setSelection(selectAll(order));
        else {
            setSelection(current => keepShown(current, order));
            setTaken(null);
        }
        // eslint-disable-next-line react-hooks/exhaustive-deps -- what is taken matters when the list changes, not before
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
