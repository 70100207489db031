import {
    EyeInvisibleOutlined,
    EyeOutlined,
    ImportOutlined,
    ExportOutlined,
    LockOutlined,
    NodeCollapseOutlined,
    NodeExpandOutlined,
    SortAscendingOutlined,
    UnlockOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';
import { useHints } from '../keys/useHints';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { t } from '../../shared/language';
import type { Mistake } from '../query/syntax';
import { GROUPINGS, ORDERS, type Grouping, type Order } from '../query/objectList';
import { idsOnFrame, toggleHidden, toggleLock } from '../session/actions';
import { asideStore, closeAside, openAside } from './aside/aside';
import { useSession, useView } from './context';
import { TruthSwitch } from './truth/TruthSwitch';

const ORDER_NAMES: Record<Order, string> = {
    id: t('Oldest first'),
    newest: t('Newest first'),
    updated: t('Last changed first'),
    layer: t('Topmost layer first'),
    label: t('Label'),
};

const GROUPING_NAMES: Record<Grouping, string> = {
    none: t('Not grouped'),
    label: t('By label'),
    shape: t('By shape'),
    kind: t('Shapes, tracks and tags'),
    group: t('By group'),
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
        key: string,
        label: string,
        names: Record<T, string>,
        all: readonly T[],
        set: (one: T) => void,
    ) => ({
        key,
        type: 'group' as const,
        label,
        children: all.map(one => ({ key: `${key} ${one}`, label: names[one], onClick: () => set(one) })),
    });
    const items = [
        group('order', t('Order'), ORDER_NAMES, ORDERS, one => session.setPreferences({ list: { order: one } })),
        group('groups', t('Groups'), GROUPING_NAMES, GROUPINGS, one =>
            session.setPreferences({ list: { grouping: one } }),
        ),
        { type: 'divider' as const },
        {
            key: 'pictures',
            label: pictures ? t('Without pictures') : t('With pictures'),
            onClick: () => session.setPreferences({ list: { pictures: !pictures } }),
        },
    ];
    return (
        <Dropdown
            trigger={['click']}
            menu={{ items, selectable: true, selectedKeys: [`order ${order}`, `groups ${grouping}`] }}
        >
            <Button size="small" type="text" aria-label={t('Order and groups')} icon={<SortAscendingOutlined />} />
        </Dropdown>
    );
}

/** Moves the list to the second window, and from there back. */
function AsideButton() {
    const session = useSession();
    const away = useStore(asideStore, view => view.aside !== null);
    if (away) {
        return (
            <HeadButton title={t('Back to the first window')} onClick={closeAside}>
                <ImportOutlined />
            </HeadButton>
        );
    }
    return (
        <HeadButton title={t('In a window of its own')} onClick={() => openAside(session)}>
            <ExportOutlined />
        </HeadButton>
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
        ? t('{shown, number} of {all, number}', { shown, all })
        : t('{all, plural, one {# object} other {# objects}}', { all });
    return (
        <div className="ed-list-head">
            <span className={mistake ? 'ed-mistake' : 'ed-count'} role="status" title={mistake?.message}>
                {mistake?.message ?? count}
            </span>
            <TruthSwitch />
            <SortMenu />
            {anyOpen !== null && (
                <HeadButton title={anyOpen ? t('Close all groups') : t('Open all groups')} onClick={onToggleAll}>
                    {anyOpen ? <NodeCollapseOutlined /> : <NodeExpandOutlined />}
                </HeadButton>
            )}
            <HeadButton
                title={titled(allLocked ? t('Unlock all') : t('Lock all'), 'lock_all')}
                onClick={() => toggleLock(session, ids)}
            >
                {allLocked ? <LockOutlined /> : <UnlockOutlined />}
            </HeadButton>
            <HeadButton
                title={titled(allHidden ? t('Show all') : t('Hide all'), 'hide_all')}
                onClick={() => toggleHidden(session, ids)}
            >
                {allHidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
            </HeadButton>
            <AsideButton />
        </div>
    );
}
