import { Button } from 'antd';
import {
    useEffect,
    useLayoutEffect,
    useMemo,
    useRef,
    useState,
    type KeyboardEvent,
    type MouseEvent,
    type ReactNode,
} from 'react';
import { formatCount } from '../../shared/format';
import { rich } from '../../shared/language/rich';
import { columnsIn, layOut, moved, rowOf, rowsWithin, type Group, type Layout, type Row } from './grid';
import type { GridSelection } from './useGridSelection';

const GAP = 8;
/** Rows kept beyond those in sight. */
const MARGIN = 1;

export interface Tile {
    readonly width: number;
    readonly height: number;
    readonly chosen: boolean;
}

interface Props {
    /** What the grid shows: `Frames`. */
    label: string;
    one: string;
    groups: readonly Group[];
    /** Width wished for, in pixels; tiles are a little wider, so that they fill the line. */
    size: number;
    /** Height of a tile of a width. */
    heightOf: (width: number) => number;
    selection: GridSelection;
    nameOf: (id: number) => string;
    renderTile: (id: number, tile: Tile) => ReactNode;
    onOpen: (id: number) => void;
    /** Keys besides those that move and select; gives true for those it took. */
    onKey?: (event: KeyboardEvent, id: number | undefined) => boolean;
}

/** Width and height of the box, and how far it is scrolled. */
function useView(layoutKey: unknown) {
    const box = useRef<HTMLDivElement>(null);
    const [view, setView] = useState({ top: 0, width: 0, height: 0 });
    useLayoutEffect(() => {
        const element = box.current;
        if (!element) return undefined;
        const measure = () =>
            setView({ top: element.scrollTop, width: element.clientWidth, height: element.clientHeight });
        measure();
        const observer = new ResizeObserver(measure);
        observer.observe(element);
        element.addEventListener('scroll', measure, { passive: true });
        return () => {
            observer.disconnect();
            element.removeEventListener('scroll', measure);
        };
    }, []);
    useLayoutEffect(() => {
        const element = box.current;
        // A shorter content scrolls the box without an event that comes in time.
        if (element) setView(old => (old.top === element.scrollTop ? old : { ...old, top: element.scrollTop }));
    }, [layoutKey]);
    return { box, view };
}

function reveal(element: HTMLElement, layout: Layout, place: number): void {
    const row = layout.rows[rowOf(layout, place)];
    if (!row) return;
    if (row.top < element.scrollTop) element.scrollTop = row.top;
    else if (row.top + row.height > element.scrollTop + element.clientHeight)
        element.scrollTop = row.top + row.height - element.clientHeight;
}

/**
 * Tiles in rows under headings, of which only those in sight exist. The grid has the focus and names the tile that is
 * current, so that the keyboard stays where it is whatever is scrolled away.
 */
export function VirtualGrid(props: Props) {
    const { label, one, groups, size, heightOf, selection, nameOf, renderTile, onOpen, onKey } = props;
    const [width, setWidth] = useState(0);
    const { columns, tile } = columnsIn(Math.max(1, width), size, GAP);
    const height = heightOf(tile);
    const layout = useMemo(() => layOut(groups, columns, height + GAP), [groups, columns, height]);
    const { box, view } = useView(layout);
    useEffect(() => setWidth(view.width), [view.width]);
    const { current } = selection;
    const place = Math.max(0, current === null ? 0 : layout.order.indexOf(current));
    const page = Math.floor(view.height / (height + GAP));

    // After a change of the tiles' size or of what is shown the current tile is still in sight.
    useLayoutEffect(() => {
        if (box.current && current !== null) reveal(box.current, layout, layout.order.indexOf(current));
        // eslint-disable-next-line react-hooks/exhaustive-deps -- scrolling by hand may leave it behind
    }, [layout]);

    const go = (to: number, extend: boolean) => {
        const id = layout.order[to];
        if (extend) selection.extend(id, current ?? layout.order[place]);
        else selection.moveTo(id);
        if (box.current) reveal(box.current, layout, to);
    };

    const onKeyDown = (event: KeyboardEvent) => {
        // Keys pressed on a button of a heading are that one's own.
        if (event.target !== event.currentTarget) return;
        const id = layout.order[place] as number | undefined;
        const to = event.altKey ? null : moved(layout, place, event.key, page);
        if (to !== null) go(to, event.shiftKey);
        else if (event.key === 'Enter' && id !== undefined) onOpen(id);
        else if (event.key === ' ' && id !== undefined) selection.toggle(id);
        else if (event.key === 'Escape') selection.clear();
        else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) selection.take(layout.order);
        else if (!onKey?.(event, id)) return;
        event.preventDefault();
    };

    const onClick = (event: MouseEvent, id: number) => {
        if (event.shiftKey) selection.extend(id, id);
        else if (event.ctrlKey || event.metaKey) selection.toggle(id);
        else selection.only(id);
    };

    const [first, end] = rowsWithin(layout, view.top, view.height, MARGIN);
    const rowInFocus = current === null ? -1 : rowOf(layout, place);
    const isThere = rowInFocus >= first && rowInFocus < end;
    const row = (one_: Row, index: number) => (
        <div
            key={`${one_.kind} ${groups[one_.group].key} ${one_.from}`}
            role="row"
            aria-rowindex={index + 1}
            className="gal-row"
            style={{ top: one_.top, height: one_.height, gap: GAP }}
        >
            {one_.kind === 'head' ? (
                <Heading group={groups[one_.group]} one={one} columns={columns} onTake={selection.add} />
            ) : (
                layout.order.slice(one_.from, one_.to).map(id => (
                    <div
                        key={id}
                        id={`gal-tile-${id}`}
                        role="gridcell"
                        aria-selected={selection.has(id)}
                        className={tileClass(selection.has(id), id === current)}
                        style={{ width: tile, height }}
                        onClick={event => onClick(event, id)}
                        onDoubleClick={() => onOpen(id)}
                    >
                        <span className="gal-unseen">{nameOf(id)}</span>
                        <div aria-hidden>{renderTile(id, { width: tile, height, chosen: selection.has(id) })}</div>
                    </div>
                ))
            )}
        </div>
    );

    return (
        <div
            ref={box}
            role="grid"
            aria-label={label}
            aria-multiselectable
            aria-rowcount={layout.rows.length}
            aria-colcount={columns}
            aria-activedescendant={isThere ? `gal-tile-${current}` : undefined}
            tabIndex={0}
            className="gal-grid"
            onKeyDown={onKeyDown}
            onFocus={() => {
                if (current === null && layout.order.length) selection.moveTo(layout.order[0]);
            }}
        >
            <div role="presentation" style={{ height: layout.height, position: 'relative' }}>
                {layout.rows.slice(first, end).map((one_, i) => row(one_, first + i))}
            </div>
        </div>
    );
}

function tileClass(chosen: boolean, current: boolean): string {
    return `gal-tile${chosen ? ' chosen' : ''}${current ? ' current' : ''}`;
}

function Heading({
    group,
    one,
    columns,
    onTake,
}: {
    group: Group;
    one: string;
    columns: number;
    onTake: (ids: readonly number[]) => void;
}) {
    return (
        <div role="gridcell" aria-colspan={columns} className="gal-heading">
            <strong className="limn-ellipsis">{group.title}</strong>
            <span className="limn-meta limn-number">{formatCount(group.ids.length, one)}</span>
            <Button size="small" type="link" onClick={() => onTake(group.ids)}>
                {rich('Select all<span> of {title}</span>', {
                    title: group.title,
                    span: text => <span className="gal-unseen">{text}</span>,
                })}
            </Button>
        </div>
    );
}
