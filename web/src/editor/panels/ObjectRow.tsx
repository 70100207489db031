import {
    EyeInvisibleOutlined,
    EyeOutlined,
    LockOutlined,
    MoreOutlined,
    PushpinFilled,
    PushpinOutlined,
    UnlockOutlined,
} from '@ant-design/icons';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { displayName } from '../../app/session';
import { t } from '../../shared/language';
import type { ObjectId } from '../model/types';
import { colourOfPerson, initialsOf } from '../presence/people';
import * as actions from '../session/actions';
import { useSession, useView } from './context';
import { OccludedIcon, ShapeIcon } from './icons';
import { RowPicture } from './RowPicture';
import { rowId } from './useListKeys';
import { idSet } from '../model/idSet';

export function RowButton({
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
            tabIndex={-1}
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
    id: ObjectId;
    active: boolean;
    /** Stable, so that a row is drawn again only when its own object changes. */
    onAction: (action: RowAction, id: ObjectId, event: MouseEvent) => void;
}

/** One object in the list, which knows nothing of it but its number. */
export const ObjectRow = memo(function ObjectRow({ id, active, onAction }: ObjectRowProps) {
    const session = useSession();
    const object = useView(() => session.object(id));
    const state = useView(view => session.document.stateOf(id, view.frame));
    const selected = useView(view => idSet(view.selection).has(id));
    const hovered = useView(view => view.hovered === id);
    const hidden = useView(view => view.hidden.has(id));
    useView(view => view.preferences.appearance);
    useView(view => view.colours);
    useStore(session.authors.store, ({ version }) => version);
    const pictured = useView(view => view.preferences.list.pictures);
    if (!object) return null;
    const label = session.labels.get(object.labelId);
    const colour = session.colourOf(state ?? { id, ...object });
    const notes = [object.kind === 'track' && t('track'), state?.outside && t('outside')].filter(Boolean);
    const className = [
        'ed-row',
        pictured && 'ed-row-pictured',
        selected && 'ed-selected',
        hovered && 'ed-hovered',
        active && 'ed-active',
    ];
    if (hidden || state?.outside) className.push('ed-hidden');
    return (
        <div
            role="row"
            id={rowId(id)}
            aria-selected={selected}
            className={className.filter(Boolean).join(' ')}
            onClick={event => onAction('choose', id, event)}
            onContextMenu={event => {
                event.preventDefault();
                onAction('menu', id, event);
            }}
            onDoubleClick={() => session.viewport.focus(id)}
            onMouseEnter={() => session.hover(id)}
            onMouseLeave={() => session.hover(null)}
        >
            <span role="gridcell" className="ed-row-cell">
                <i className="ed-swatch" style={{ background: colour }} />
                {pictured && state ? <RowPicture state={state} /> : <ShapeIcon type={state?.type ?? 'tag'} />}
                <span className="ed-row-name">
                    {label?.name ?? t('Unknown label')} <small>{id}</small>
                </span>
                <HeldBy id={id} />
                {notes.length > 0 && <small className="ed-row-state">{notes.join(t(', '))}</small>}
            </span>
            <RowButtons
                id={id}
                isTag={object.kind === 'tag'}
                occluded={state?.occluded ?? false}
                all={selected || hovered}
            />
            <span role="gridcell">
                {(selected || hovered) && (
                    <RowButton title={t('More')} onClick={event => onAction('menu', id, event)}>
                        <MoreOutlined />
                    </RowButton>
                )}
            </span>
        </div>
    );
});

/** Who else has an object in hand. */
function HeldBy({ id }: { id: ObjectId }) {
    const person = useStore(useSession().presence.store, state => state.marks.get(id));
    if (!person) return null;
    const name = displayName(person.user);
    const title = person.editing
        ? t('{name} is working on this object', { name })
        : t('{name} has selected this object', { name });
    return (
        <span
            className="ed-held"
            style={{ background: colourOfPerson(person.user) }}
            role="img"
            aria-label={title}
            title={title}
            data-letters={initialsOf(person.user)}
        />
    );
}

interface RowButtonsProps {
    id: ObjectId;
    isTag: boolean;
    occluded: boolean;
    /** Rows that nobody is at show only what is set, which is quicker to draw and to read. */
    all: boolean;
}

function RowButtons({ id, isTag, occluded, all }: RowButtonsProps) {
    const session = useSession();
    const locked = useView(view => view.locked.has(id));
    const hidden = useView(view => view.hidden.has(id));
    const pinned = useView(() => all && session.isPinned(id));
    return (
        <span role="gridcell" className="ed-row-buttons">
            {(all || occluded) && !isTag && (
                <RowButton
                    title={occluded ? t('Not occluded') : t('Occluded')}
                    on={occluded}
                    onClick={() => actions.toggleGeometryFlag(session, [id], 'occluded')}
                >
                    <OccludedIcon />
                </RowButton>
            )}
            {all && !isTag && (
                <RowButton
                    title={pinned ? t('Unpin') : t('Pin in place')}
                    onClick={() => actions.togglePinned(session, [id])}
                >
                    {pinned ? <PushpinFilled /> : <PushpinOutlined />}
                </RowButton>
            )}
            {(all || locked) && (
                <RowButton
                    title={locked ? t('Unlock') : t('Lock')}
                    on={locked}
                    onClick={() => actions.toggleLock(session, [id])}
                >
                    {locked ? <LockOutlined /> : <UnlockOutlined />}
                </RowButton>
            )}
            {(all || hidden) && !isTag && (
                <RowButton
                    title={hidden ? t('Show') : t('Hide')}
                    on={hidden}
                    onClick={() => actions.toggleHidden(session, [id])}
                >
                    {hidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
                </RowButton>
            )}
        </span>
    );
}
