import {
    DeleteOutlined,
    EyeInvisibleOutlined,
    EyeOutlined,
    LockOutlined,
    MoreOutlined,
    UnlockOutlined,
} from '@ant-design/icons';
import { memo, type MouseEvent, type ReactNode } from 'react';
import type { ObjectId, ShapeType } from '../model/types';
import * as actions from '../session/actions';
import { colourOf } from '../render/style';
import { useSession, useView } from './context';
import { ShapeIcon } from './icons';

/** What the list shows of a tag, a shape or a track. */
export interface Row {
    readonly id: ObjectId;
    readonly type: ShapeType | 'tag';
    readonly kind: 'tag' | 'shape' | 'track';
    readonly labelId: number;
    readonly group?: number | null;
    readonly zOrder: number;
    readonly occluded: boolean;
    readonly outside: boolean;
    readonly keyframe: boolean;
}

function RowButton({
    title,
    onClick,
    on,
    children,
}: {
    title: string;
    onClick: (event: MouseEvent) => void;
    on?: boolean;
    children: ReactNode;
}) {
    return (
        <button
            type="button"
            className={on ? 'ed-row-button ed-on' : 'ed-row-button'}
            title={title}
            aria-label={title}
            onClick={event => {
                event.stopPropagation();
                onClick(event);
            }}
        >
            {children}
        </button>
    );
}

export type RowAction = 'choose' | 'menu';

interface ObjectRowProps {
    row: Row;
    /** Stable, so that a row is drawn again only when its own object changes. */
    onAction: (action: RowAction, row: Row, event: MouseEvent) => void;
}

export const ObjectRow = memo(function ObjectRow({ row, onAction }: ObjectRowProps) {
    const session = useSession();
    const selected = useView(view => view.selection.includes(row.id));
    const hovered = useView(view => view.hovered === row.id);
    const hidden = useView(view => view.hidden.has(row.id));
    const locked = useView(view => view.locked.has(row.id));
    const appearance = useView(view => view.preferences.appearance);
    const colours = useView(view => view.colours);
    const label = session.labels.get(row.labelId);
    const colour =
        row.kind === 'tag'
            ? (label?.color ?? '#9e9e9e')
            : colourOf(
                  { id: row.id, labelId: row.labelId, group: row.group ?? null },
                  appearance,
                  session.labels,
                  colours,
              );
    const state = [row.kind === 'track' && 'track', row.occluded && 'occluded', row.outside && 'outside'].filter(
        Boolean,
    );
    const className = ['ed-row', selected && 'ed-selected', hovered && 'ed-hovered', hidden && 'ed-hidden'];
    return (
        <div
            role="option"
            aria-selected={selected}
            className={className.filter(Boolean).join(' ')}
            onClick={event => onAction('choose', row, event)}
            onContextMenu={event => {
                event.preventDefault();
                onAction('menu', row, event);
            }}
            onDoubleClick={() => session.viewport.focus(row.id)}
            onMouseEnter={() => session.hover(row.id)}
            onMouseLeave={() => session.hover(null)}
        >
            <i className="ed-swatch" style={{ background: colour }} />
            <ShapeIcon type={row.type} />
            <span className="ed-row-name">
                {label?.name ?? 'Unknown label'} <small>{row.id}</small>
            </span>
            <small className="ed-row-state">{state.join(', ')}</small>
            <RowButton
                title={locked ? 'Unlock' : 'Lock'}
                on={locked}
                onClick={() => actions.toggleLock(session, [row.id])}
            >
                {locked ? <LockOutlined /> : <UnlockOutlined />}
            </RowButton>
            {row.kind !== 'tag' && (
                <RowButton
                    title={hidden ? 'Show' : 'Hide'}
                    on={hidden}
                    onClick={() => actions.toggleHidden(session, [row.id])}
                >
                    {hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
                </RowButton>
            )}
            <RowButton title="Delete" onClick={() => actions.deleteObjects(session, [row.id])}>
                <DeleteOutlined />
            </RowButton>
            <RowButton title="More" onClick={event => onAction('menu', row, event)}>
                <MoreOutlined />
            </RowButton>
        </div>
    );
});
