/** Things shown together under a title; ids are unique over all groups. */
export interface Group {
    readonly key: string;
    /** Null where there is one group only, which needs no heading. */
    readonly title: string | null;
    readonly ids: readonly number[];
}

/** A row of the grid: the heading of a group, or some of its tiles. `from` and `to` are places in the order shown. */
export interface Row {
    readonly kind: 'head' | 'tiles';
    readonly group: number;
    readonly from: number;
    readonly to: number;
    readonly top: number;
    readonly height: number;
}

export interface Layout {
    readonly rows: readonly Row[];
    /** Every id in the order shown. */
    readonly order: readonly number[];
    readonly columns: number;
    readonly height: number;
}

export const HEAD_HEIGHT = 38;

/** How many tiles of a width fit beside each other, and how wide they are then, so that they fill the width. */
export function columnsIn(width: number, wanted: number, gap: number): { columns: number; tile: number } {
    const columns = Math.max(1, Math.floor((width + gap) / (wanted + gap)));
    return { columns, tile: Math.max(40, Math.floor((width - gap * (columns - 1)) / columns)) };
}

export function layOut(groups: readonly Group[], columns: number, rowHeight: number): Layout {
    const rows: Row[] = [];
    const order: number[] = [];
    let top = 0;
    groups.forEach(({ title, ids }, group) => {
        const start = order.length;
        for (const id of ids) order.push(id);
        if (title !== null) {
            rows.push({ kind: 'head', group, from: start, to: order.length, top, height: HEAD_HEIGHT });
            top += HEAD_HEIGHT;
        }
        for (let from = start; from < order.length; from += columns) {
            rows.push({
                kind: 'tiles',
                group,
                from,
                to: Math.min(order.length, from + columns),
                top,
                height: rowHeight,
            });
            top += rowHeight;
        }
    });
    return { rows, order, columns, height: top };
}

/** The rows that meet a part of the height, and `margin` more on either side. */
export function rowsWithin({ rows }: Layout, top: number, height: number, margin: number): [number, number] {
    const first = firstRow(rows, row => row.top + row.height > top);
    const end = firstRow(rows, row => row.top >= top + height);
    return [Math.max(0, first - margin), Math.min(rows.length, end + margin)];
}

function firstRow(rows: readonly Row[], fits: (row: Row) => boolean): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (fits(rows[middle])) high = middle;
        else low = middle + 1;
    }
    return low;
}

/** The row of tiles that holds a place of the order. */
export function rowOf(layout: Layout, place: number): number {
    const after = firstRow(layout.rows, row => row.from > place || (row.kind === 'head' && row.from >= place));
    for (let i = Math.max(0, after - 1); i < layout.rows.length; ++i) {
        const row = layout.rows[i];
        if (row.kind === 'tiles' && row.from <= place && place < row.to) return i;
    }
    return -1;
}

/** Where a key leads from a place of the order; null for keys that do not move. `page` is rows in sight. */
export function moved(layout: Layout, place: number, key: string, page: number): number | null {
    const last = layout.order.length - 1;
    if (last < 0) return null;
    switch (key) {
        case 'ArrowRight':
            return Math.min(last, place + 1);
        case 'ArrowLeft':
            return Math.max(0, place - 1);
        case 'Home':
            return 0;
        case 'End':
            return last;
        case 'ArrowDown':
            return byRows(layout, place, 1);
        case 'ArrowUp':
            return byRows(layout, place, -1);
        case 'PageDown':
            return byRows(layout, place, Math.max(1, page));
        case 'PageUp':
            return byRows(layout, place, -Math.max(1, page));
        default:
            return null;
    }
}

/** Some rows of tiles on or back, in the same column where the row is long enough. */
function byRows(layout: Layout, place: number, by: number): number {
    const { rows } = layout;
    const start = rowOf(layout, place);
    if (start < 0) return place;
    const column = place - rows[start].from;
    const step = Math.sign(by);
    let left = Math.abs(by);
    let found = rows[start];
    for (let i = start + step; i >= 0 && i < rows.length && left > 0; i += step) {
        if (rows[i].kind !== 'tiles') continue;
        found = rows[i];
        left -= 1;
    }
    return Math.min(found.to - 1, found.from + column);
}
