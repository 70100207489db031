import { CloseOutlined, FullscreenExitOutlined, FullscreenOutlined, HolderOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { direction, t } from '../../../shared/language';
import {
    CELLS,
    dragged,
    grown,
    isOuter,
    stepped,
    tileOf,
    withSide,
    type Arrangement,
    type Side,
    type TileId,
} from './arrangement';
import type { Views } from './useArrangement';

/** The strip of a tile, and the edges by which it is made larger. */
interface TileProps {
    readonly id: TileId;
    readonly name: string;
    readonly views: Views;
    readonly whole: boolean;
    readonly onWhole: () => void;
    readonly onClose?: () => void;
    readonly children?: ReactNode;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
};

/** Where the pointer is on the grid, in cells and parts of them; columns run with the language. */
function cellAt(event: PointerEvent): { x: number; y: number } {
    const grid = event.currentTarget.closest('.ed-views');
    const { left, right, top, width, height } = (grid ?? event.currentTarget).getBoundingClientRect();
    const along = direction() === 'rtl' ? right - event.clientX : event.clientX - left;
    return { x: (CELLS * along) / width, y: (CELLS * (event.clientY - top)) / height };
}

const stepOf = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return null;
    event.preventDefault();
    event.stopPropagation();
    return step[0] && direction() === 'rtl' ? ([-step[0], 0] as const) : step;
};

/** Follows the pointer from a press on; what it would come to is shown on the way and kept at the end. */
function useDrag(views: Views, next: (from: Arrangement, start: Cell, now: Cell) => Arrangement) {
    const [from, setFrom] = useState<{ tiles: Arrangement; at: Cell } | null>(null);
    const end = (event: PointerEvent, keeps: boolean) => {
        if (!from) return;
        const tiles = next(from.tiles, from.at, cellAt(event));
        setFrom(null);
        if (keeps && tiles !== from.tiles) views.keep(tiles);
        else views.show(null);
    };
    return {
        onPointerDown: (event: PointerEvent) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            setFrom({ tiles: views.tiles, at: cellAt(event) });
        },
        onPointerMove: (event: PointerEvent) => from && views.show(next(from.tiles, from.at, cellAt(event))),
        onPointerUp: (event: PointerEvent) => end(event, true),
        onPointerCancel: (event: PointerEvent) => end(event, false),
    };
}

type Cell = ReturnType<typeof cellAt>;

export function TileStrip({ id, name, views, whole, onWhole, onClose, children }: TileProps) {
    const drag = useDrag(views, (tiles, start, now) => {
        const at = { x: Math.floor(now.x), y: Math.floor(now.y) };
        return dragged(tiles, id, at, Math.round(now.x - start.x), Math.round(now.y - start.y));
    });
    const fullTitle = whole ? t('Beside the others again') : t('Fill the place of all views');
    return (
        <header className="ed-tile-strip">
            <Tooltip title={whole ? undefined : t('Drag, or use the arrow keys, to move')} mouseEnterDelay={0.4}>
                <Button
                    {...drag}
                    className="ed-tile-handle"
                    type="text"
                    size="small"
                    disabled={whole}
                    aria-label={t('Move the view: {name}', { name })}
                    icon={<HolderOutlined />}
                    onKeyDown={event => {
                        const step = stepOf(event);
                        if (step) views.keep(stepped(views.tiles, id, ...step));
                    }}
                />
            </Tooltip>
            <h3 title={name}>{name}</h3>
            {children}
            <Tooltip title={fullTitle} mouseEnterDelay={0.4}>
                <Button
                    type="text"
                    size="small"
                    aria-label={`${fullTitle}: ${name}`}
                    aria-pressed={whole}
                    icon={whole ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
                    onClick={onWhole}
                />
            </Tooltip>
            {onClose && (
                <Tooltip title={t('Close')} mouseEnterDelay={0.4}>
                    <Button
                        type="text"
                        size="small"
                        aria-label={t('Close the view: {name}', { name })}
                        icon={<CloseOutlined />}
                        onClick={onClose}
                    />
                </Tooltip>
            )}
        </header>
    );
}

const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom'];

/** The edges of a tile, dragged to make it larger, and its corner, which keys move, too. */
export function TileEdges({ id, name, views }: Pick<TileProps, 'id' | 'name' | 'views'>) {
    return (
        <>
            {SIDES.map(side => (
                <Edge key={side} id={id} side={side} views={views} />
            ))}
            <Corner id={id} name={name} views={views} />
        </>
    );
}

/** Brings a side to the line of the grid that is nearest to the pointer. */
const brought = (tiles: Arrangement, id: TileId, side: Side, now: Cell) =>
    withSide(tiles, id, side, Math.round(side === 'left' || side === 'right' ? now.x : now.y));

function Edge({ id, side, views }: Pick<TileProps, 'id' | 'views'> & { side: Side }) {
    const drag = useDrag(views, (tiles, _start, now) => brought(tiles, id, side, now));
    if (isOuter(tileOf(views.tiles, id), side)) return null;
    return <div {...drag} className={`ed-tile-edge ed-tile-${side}`} aria-hidden />;
}

function Corner({ id, name, views }: Pick<TileProps, 'id' | 'name' | 'views'>) {
    const drag = useDrag(views, (tiles, _start, now) =>
        (['right', 'bottom'] as const)
            .filter(side => !isOuter(tileOf(tiles, id), side))
            .reduce((next, side) => brought(next, id, side, now), tiles),
    );
    return (
        <div
            {...drag}
            className="ed-tile-corner"
            role="button"
            tabIndex={0}
            aria-label={t('Size of the view: {name}; the arrow keys change it', { name })}
            title={t('Drag, or use the arrow keys, to change the size')}
            onKeyDown={event => {
                const step = stepOf(event);
                if (step) views.keep(grown(views.tiles, id, ...step));
            }}
        />
    );
}
