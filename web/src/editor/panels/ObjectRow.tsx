import {
    DeleteOutlined,
    EyeInvisibleOutlined,
    EyeOutlined,
    LockOutlined,
    MoreOutlined,
    UnlockOutlined,
} from '@ant-design/icons';
import { Dropdown, type MenuProps } from 'antd';
import type { MouseEvent, ReactNode } from 'react';
import type { ObjectId, ShapeType } from '../model/types';
import * as actions from '../session/actions';
import { copySelection, duplicate } from '../session/clipboard';
import type { Session } from '../session/session';
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
    onClick: () => void;
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
                onClick();
            }}
        >
            {children}
        </button>
    );
}

function menuOf(session: Session, row: Row): MenuProps['items'] {
    const ids = session.state.selection.includes(row.id) ? session.state.selection : [row.id];
    const selected = (run: (session: Session) => void) => () => {
        session.select(ids);
        run(session);
    };
    const shape = row.kind !== 'tag';
    return [
        { key: 'copy', label: 'Copy', extra: 'Ctrl+C', onClick: selected(copySelection) },
        { key: 'duplicate', label: 'Duplicate', extra: 'Ctrl+D', onClick: selected(duplicate) },
        ...(shape
            ? [
                  {
                      key: 'front',
                      label: 'To the front',
                      extra: '+',
                      onClick: () => actions.toLayer(session, ids, 'front'),
                  },
                  {
                      key: 'back',
                      label: 'To the back',
                      extra: '−',
                      onClick: () => actions.toLayer(session, ids, 'back'),
                  },
                  { key: 'colour', label: 'Another colour', onClick: () => actions.nextColour(session, ids) },
                  {
                      key: 'propagate',
                      label: 'Copy to all following frames',
                      disabled: session.frame === session.frames.last,
                      onClick: () => actions.propagate(session, ids, session.frames.last),
                  },
              ]
            : []),
        { type: 'divider' },
        {
            key: 'delete',
            label: 'Delete',
            extra: 'Del',
            danger: true,
            onClick: () => actions.deleteObjects(session, ids),
        },
    ];
}

export function ObjectRow({ row, onChoose }: { row: Row; onChoose: (event: MouseEvent) => void }) {
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
        <Dropdown trigger={['contextMenu']} menu={{ items: menuOf(session, row) }}>
            <div
                role="option"
                aria-selected={selected}
                className={className.filter(Boolean).join(' ')}
                onClick={onChoose}
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
                <Dropdown trigger={['click']} menu={{ items: menuOf(session, row) }}>
                    <span onClick={event => event.stopPropagation()}>
                        <RowButton title="More" onClick={() => undefined}>
                            <MoreOutlined />
                        </RowButton>
                    </span>
                </Dropdown>
            </div>
        </Dropdown>
    );
}
