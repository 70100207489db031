import {
    EyeInvisibleOutlined,
    EyeOutlined,
    LockOutlined,
    NodeCollapseOutlined,
    NodeExpandOutlined,
    SortAscendingOutlined,
    UnlockOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import type { ReactNode } from 'react';
import type { Mistake } from '../query/syntax';
import { GROUPINGS, ORDERS, type Grouping, type Order } from '../query/objectList';
import { idsOnFrame, toggleHidden, toggleLock } from '../session/actions';
import { useSession, useView } from './context';
import { TruthSwitch } from './truth/TruthSwitch';

const ORDER_NAMES: Record<Order, string> = {
    id: 'Oldest first',
    newest: 'Newest first',
    updated: 'Last changed first',
    layer: 'Topmost layer first',
    label: 'Label',
};

const GROUPING_NAMES: Record<Grouping, string> = {
    none: 'Not grouped',
    label: 'By label',
    shape: 'By shape',
    kind: 'Shapes, tracks and tags',
    group: 'By group',
};

function HeadButton({ title, onClick, children }: { title: string; onClick?: () => void; children: ReactNode }) {
    return (
        <Tooltip title={title} mouseEnterDelay={0.4}>
            <Button size="small" type="text" aria-label={title} icon={children} onClick={onClick} />
        </Tooltip>
    );
}

/** How the list is sorted and grouped. */
function SortMenu() {
    const session = useSession();
    const { order, grouping, pictures } = useView(view => view.preferences.list);
    const group = <T extends string>(
        label: string,
        names: Record<T, string>,
        all: readonly T[],
        set: (one: T) => void,
    ) => ({
        key: label,
        type: 'group' as const,
        label,
        children: all.map(one => ({ key: `${label} ${one}`, label: names[one], onClick: () => set(one) })),
    });
    const items = [
        group('Order', ORDER_NAMES, ORDERS, one => session.setPreferences({ list: { order: one } })),
        group('Groups', GROUPING_NAMES, GROUPINGS, one => session.setPreferences({ list: { grouping: one } })),
        { type: 'divider' as const },
        {
            key: 'pictures',
            label: pictures ? 'Without pictures' : 'With pictures',
            onClick: () => session.setPreferences({ list: { pictures: !pictures } }),
        },
    ];
    return (
        <Dropdown
            trigger={['click']}
            menu={{ items, selectable: true, selectedKeys: [`Order ${order}`, `Groups ${grouping}`] }}
        >
            <Button size="small" type="text" aria-label="Order and groups" icon={<SortAscendingOutlined />} />
        </Dropdown>
    );
}

interface ListHeadProps {
    shown: number;
    mistake: Mistake | null;
    /** Null where nothing is grouped. */
    anyOpen: boolean | null;
    onToggleAll: () => void;
}

/** Under the filter: how much it leaves or why it does not work, and what acts on the whole list. */
export function ListHead({ shown, mistake, anyOpen, onToggleAll }: ListHeadProps) {
    const session = useSession();
    const { titled } = useHints();
    const frame = useView(view => view.frame);
    useView(view => view.version);
    useView(view => view.filter);
    const ids = idsOnFrame(session);
    const allHidden = useView(view => ids.length > 0 && ids.every(id => view.hidden.has(id)));
    const allLocked = useView(view => ids.length > 0 && ids.every(id => view.locked.has(id)));
    const all = session.document.objectsOn(frame).length + session.document.tagsOn(frame).length;
    const count = session.visibility.filtering
        ? `${shown.toLocaleString()} of ${all.toLocaleString()}`
        : `${all.toLocaleString()} ${all === 1 ? 'object' : 'objects'}`;
    return (
        <div className="ed-list-head">
            <span className={mistake ? 'ed-mistake' : 'ed-count'} role="status" title={mistake?.message}>
                {mistake?.message ?? count}
            </span>
            <TruthSwitch />
            <SortMenu />
            {anyOpen !== null && (
                <HeadButton title={anyOpen ? 'Close all groups' : 'Open all groups'} onClick={onToggleAll}>
                    {anyOpen ? <NodeCollapseOutlined /> : <NodeExpandOutlined />}
                </HeadButton>
            )}
            <HeadButton
                title={titled(allLocked ? 'Unlock all' : 'Lock all', 'lock_all')}
                onClick={() => toggleLock(session, ids)}
            >
                {allLocked ? <LockOutlined /> : <UnlockOutlined />}
            </HeadButton>
            <HeadButton
                title={titled(allHidden ? 'Show all' : 'Hide all', 'hide_all')}
                onClick={() => toggleHidden(session, ids)}
            >
                {allHidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
            </HeadButton>
        </div>
    );
}
