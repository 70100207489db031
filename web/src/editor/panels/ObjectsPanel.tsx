import { Button } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from 'react';
import { useStore } from 'zustand';
import { t } from '../../shared/language';
import type { ObjectId } from '../model/types';
import type { Mistake } from '../query/syntax';
import { listOf, placeOf, type ListItem } from '../query/objectList';
import type { ObjectMenu } from '../session/objectMenu';
import { useSession, useView } from './context';
import { FilterBox } from './FilterBox';
import { GroupRow } from './GroupRow';
import { ListHead } from './ListHead';
import { ObjectDetails } from './ObjectDetails';
import { ObjectRow, type RowAction } from './ObjectRow';
import { RowMenu } from './RowMenu';
import { useRowHeight } from './useLargeTargets';
import { keyOf, rowId, useListKeys } from './useListKeys';
import { VirtualList } from './VirtualList';

/** What the list is made of, anew whenever something it depends on has changed. */
function useItems(collapsed: ReadonlySet<string>): ListItem[] {
    const session = useSession();
    const frame = useView(view => view.frame);
    const version = useView(view => view.version);
    const filter = useView(view => view.filter);
    const selection = useView(view => (view.filter ? view.selection : null));
    // Filters may ask for these.
    const locked = useView(view => (view.filter ? view.locked : null));
    const hidden = useView(view => (view.filter ? view.hidden : null));
    const pinned = useView(view => (view.filter ? view.pinned : null));
    const issues = useStore(session.issues.store, ({ threads }) => (filter ? threads : null));
    const authors = useStore(session.authors.store, ({ version }) => (filter ? version : null));
    const labels = useView(view => view.labelsVersion);
    const { order, grouping, outside } = useView(view => view.preferences.list);
    return useMemo(() => {
        // The session is the same object whatever it holds; these stand for its content.
        void [frame, version, filter, selection, locked, hidden, pinned, issues, authors, outside, labels];
        const updated = (id: ObjectId) => session.changedAt.get(id) ?? 0;
        return listOf(session.visibility.listed(), { order, grouping, collapsed, updated }, session.labels);
    }, [
        session,
        frame,
        version,
        filter,
        selection,
        locked,
        hidden,
        pinned,
        issues,
        authors,
        order,
        grouping,
        collapsed,
        outside,
        labels,
    ]);
}

/** Everything on the frame as a list, and what can be changed about the selected objects. */
export function ObjectsPanel() {
    const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
    const [mistake, setMistake] = useState<Mistake | null>(null);
    const [menu, setMenu] = useState<ObjectMenu | null>(null);
    const items = useItems(collapsed);
    const rowHeight = useRowHeight(useView(view => view.preferences.list.pictures));
    const lastSelected = useView(view => view.selection.at(-1) ?? null);

    const toggleGroup = (key: string, closed: boolean) => {
        const next = new Set(collapsed);
        if (closed) next.add(key);
        else next.delete(key);
        setCollapsed(next);
    };
    const { cursor, choose, onKeyDown } = useListKeys(items, toggleGroup);
    const latest = useRef(choose);
    useEffect(() => {
        latest.current = choose;
    });
    const act = useCallback((action: RowAction, id: ObjectId, event: MouseEvent) => {
        if (action === 'menu') setMenu({ id, x: event.clientX, y: event.clientY });
        else latest.current(id, event.shiftKey, event.ctrlKey || event.metaKey);
    }, []);

    const heads = items.filter(item => typeof item !== 'number');
    const anyOpen = heads.length ? heads.some(head => !head.collapsed) : null;
    const shown = heads.length ? heads.reduce((sum, head) => sum + head.ids.length, 0) : items.length;
    const place = lastSelected === null ? -1 : placeOf(items, lastSelected);
    const active = cursor !== null && items.some(item => keyOf(item) === cursor) ? cursor : null;
    const focus = place >= 0 && (active === null || active === lastSelected) ? keyOf(items[place]) : active;
    return (
        <div
            className="ed-objects"
            // The menu itself listens to the first window only.
            onKeyDownCapture={event => {
                if (!menu || event.key !== 'Escape') return;
                event.preventDefault();
                setMenu(null);
            }}
        >
            <div className="ed-objects-head">
                <FilterBox onMistake={setMistake} />
                <ListHead
                    shown={shown}
                    mistake={mistake}
                    anyOpen={anyOpen}
                    onToggleAll={() => setCollapsed(new Set(anyOpen ? heads.map(head => head.key) : []))}
                />
            </div>
            {items.length === 0 ? (
                <Empty />
            ) : (
                <VirtualList
                    label={t('Objects on this frame')}
                    role="grid"
                    items={items}
                    keyOf={keyOf}
                    rowHeight={rowHeight}
                    focus={focus}
                    activeId={focus === null ? undefined : rowId(focus)}
                    onKeyDown={onKeyDown}
                    renderRow={item =>
                        typeof item === 'number' ? (
                            <ObjectRow key={item} id={item} active={active === item} onAction={act} />
                        ) : (
                            <GroupRow
                                key={item.key}
                                head={item}
                                active={active === item.key}
                                onToggle={() => toggleGroup(item.key, !item.collapsed)}
                            />
                        )
                    }
                />
            )}
            <RowMenu menu={menu} onClose={() => setMenu(null)} />
            <ObjectDetails />
        </div>
    );
}

function Empty() {
    const session = useSession();
    if (!session.visibility.filtering) {
        return <p className="ed-empty">{t('Nothing on this frame yet. Choose a tool on the left and draw.')}</p>;
    }
    return (
        <div className="ed-empty">
            <p>{t('The filter leaves nothing of this frame.')}</p>
            <Button size="small" onClick={() => session.visibility.setFilter('')}>
                {t('Clear the filter')}
            </Button>
        </div>
    );
}
