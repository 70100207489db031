import { useMemo, useState } from 'react';
import { extend, keepShown, NOTHING, toggle, type Selection } from '../../shared/list/selection';

/** What is chosen in a grid, and which tile is current. */
export interface GridSelection {
    readonly ids: readonly number[];
    /** The tile the keyboard is on. */
    readonly current: number | null;
    has: (id: number) => boolean;
    toggle: (id: number) => void;
    /** Takes everything up to a tile, from where the last choice began or else from `start`. */
    extend: (id: number, start: number) => void;
    only: (id: number) => void;
    moveTo: (id: number) => void;
    add: (ids: readonly number[]) => void;
    /** Exactly these. */
    take: (ids: readonly number[]) => void;
    clear: () => void;
}

/** The choice among the tiles shown; what is shown no more is chosen no more. `order` must be memoised. */
export function useGridSelection(order: number[]): GridSelection {
    const [state, setState] = useState<{ selection: Selection; current: number | null }>({
        selection: NOTHING,
        current: null,
    });
    return useMemo(() => {
        const shown = keepShown(state.selection, order);
        const current = state.current !== null && order.includes(state.current) ? state.current : null;
        const change = (selection: Selection, at: number | null) => setState({ selection, current: at });
        return {
            ids: order.filter(id => shown.ids.has(id)),
            current,
            has: id => shown.ids.has(id),
            toggle: id => change(toggle(shown, id), id),
            extend: (id, start) => {
                const from = shown.anchor === null ? { ...shown, anchor: start } : shown;
                change(extend(from, id, order), id);
            },
            only: id => change({ ids: new Set([id]), anchor: id }, id),
            moveTo: id => change({ ids: shown.ids, anchor: id }, id),
            add: ids => change({ ids: new Set([...shown.ids, ...ids]), anchor: shown.anchor }, current),
            take: ids => change({ ids: new Set(ids), anchor: shown.anchor }, current),
            clear: () => change(NOTHING, current),
        };
    }, [state, order]);
}
