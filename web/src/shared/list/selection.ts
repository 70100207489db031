/** Which items of a list are chosen. Ids of those shown, or of every page once all that match were asked for. */
export interface Selection {
    ids: ReadonlySet<number>;
    /** The item a range starts at. */
    anchor: number | null;
}

export const NOTHING: Selection = { ids: new Set(), anchor: null };

export function toggle(selection: Selection, id: number): Selection {
    const ids = new Set(selection.ids);
    if (!ids.delete(id)) ids.add(id);
    return { ids, anchor: id };
}

/** Adds everything between the anchor and the item, in the order shown. */
export function extend(selection: Selection, id: number, shown: number[]): Selection {
    const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
    const to = shown.indexOf(id);
    if (from < 0 || to < 0) return { ids: new Set([...selection.ids, id]), anchor: id };
    const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor };
}

export function selectAll(shown: number[]): Selection {
    return { ids: new Set(shown), anchor: null };
}

/** Whether a list merely went on: all that was shown stands where it stood, and more below. */
export function isLonger(shown: readonly number[], before: readonly number[]): boolean {
    return shown.length > before.length && before.every((id, index) => shown[index] === id);
}

/** Drops what is no longer shown: a deletion, another page, another filter. */
export function keepShown(selection: Selection, shown: number[]): Selection {
    const ids = new Set(shown.filter(id => selection.ids.has(id)));
    if (ids.size === selection.ids.size) return selection;
    const anchor = selection.anchor !== null && ids.has(selection.anchor) ? selection.anchor : null;
    return { ids, anchor };
}
