import { Dropdown, type MenuProps } from 'antd';
import * as actions from '../session/actions';
import { copySelection, duplicate } from '../session/clipboard';
import type { Session } from '../session/session';
import { useSession } from './context';
import type { Row } from './ObjectRow';

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

export interface OpenMenu {
    readonly row: Row;
    /** Place on the window. */
    readonly x: number;
    readonly y: number;
}

/** The menu of a row, or of the whole selection when the row belongs to it. */
export function RowMenu({ menu, onClose }: { menu: OpenMenu | null; onClose: () => void }) {
    const session = useSession();
    if (!menu) return null;
    return (
        <Dropdown
            open
            trigger={['click']}
            menu={{ items: menuOf(session, menu.row), onClick: onClose, autoFocus: true }}
            onOpenChange={open => {
                if (!open) onClose();
            }}
        >
            <span className="ed-menu-anchor" style={{ left: menu.x, top: menu.y }} />
        </Dropdown>
    );
}
