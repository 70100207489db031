import { EyeInvisibleOutlined, EyeOutlined, LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { Button, Input, Select, Tooltip } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState, type MouseEvent } from 'react';
import type { LabelSet } from '../model/labels';
import type { ObjectId } from '../model/types';
import { idsOnFrame, toggleHidden, toggleLock } from '../session/actions';
import { useSession, useView } from './context';
import { ObjectDetails } from './ObjectDetails';
import { ObjectRow, type Row, type RowAction } from './ObjectRow';
import { RowMenu, type OpenMenu } from './RowMenu';
import { VirtualList } from './VirtualList';

type Order = 'id' | 'newest' | 'label' | 'layer';

const ORDERS: Record<Order, (a: Row, b: Row, labels: LabelSet) => number> = {
    id: (a, b) => a.id - b.id,
    newest: (a, b) => b.id - a.id,
    label: (a, b, labels) =>
        (labels.get(a.labelId)?.name ?? '').localeCompare(labels.get(b.labelId)?.name ?? '') || a.id - b.id,
    layer: (a, b) => b.zOrder - a.zOrder || a.id - b.id,
};

function useRows(search: string, order: Order): Row[] {
    const session = useSession();
    const frame = useView(view => view.frame);
    const version = useView(view => view.version);
    return useMemo(() => {
        // The document is the same object in every version; the number stands for its content.
        void version;
        const tags: Row[] = session.document.tagsOn(frame).map(([id, tag]) => ({
            id,
            type: 'tag',
            kind: 'tag',
            labelId: tag.labelId,
            zOrder: 0,
            occluded: false,
            outside: false,
            keyframe: true,
        }));
        const rows = [...tags, ...session.document.objectsOn(frame)];
        const wanted = search.trim().toLowerCase();
        const name = (row: Row) => `${session.labels.get(row.labelId)?.name ?? ''} ${row.id} ${row.type} ${row.kind}`;
        const found = wanted ? rows.filter(row => name(row).toLowerCase().includes(wanted)) : rows;
        return found.sort((a, b) => ORDERS[order](a, b, session.labels));
    }, [session, frame, version, search, order]);
}

function AllButtons({ ids }: { ids: readonly ObjectId[] }) {
    const session = useSession();
    const hidden = useView(view => view.hidden);
    const locked = useView(view => view.locked);
    const allHidden = ids.length > 0 && ids.every(id => hidden.has(id));
    const allLocked = ids.length > 0 && ids.every(id => locked.has(id));
    return (
        <>
            <Tooltip title={allLocked ? 'Unlock all (Shift+K)' : 'Lock all (Shift+K)'}>
                <Button
                    size="small"
                    type="text"
                    aria-label={allLocked ? 'Unlock all' : 'Lock all'}
                    icon={allLocked ? <LockOutlined /> : <UnlockOutlined />}
                    onClick={() => toggleLock(session, ids)}
                />
            </Tooltip>
            <Tooltip title={allHidden ? 'Show all (Shift+H)' : 'Hide all (Shift+H)'}>
                <Button
                    size="small"
                    type="text"
                    aria-label={allHidden ? 'Show all' : 'Hide all'}
                    icon={allHidden ? <EyeInvisibleOutlined /> : <EyeOutlined />}
                    onClick={() => toggleHidden(session, ids)}
                />
            </Tooltip>
        </>
    );
}

/** Everything on the frame as a list, and what can be changed about the selected objects. */
export function ObjectsPanel() {
    const session = useSession();
    const [search, setSearch] = useState('');
    const [order, setOrder] = useState<Order>('id');
    const rows = useRows(search, order);
    const selection = useView(view => view.selection);
    const [menu, setMenu] = useState<OpenMenu | null>(null);
    const chosen = useRef<ObjectId | null>(null);
    const latest = useRef(rows);
    useEffect(() => {
        latest.current = rows;
    }, [rows]);

    const [lastSelected] = selection.slice(-1);
    const shown = rows.findIndex(row => row.id === lastSelected);

    const act = useCallback(
        (action: RowAction, row: Row, event: MouseEvent) => {
            if (action === 'menu') return setMenu({ row, x: event.clientX, y: event.clientY });
            const ids = latest.current.map(one => one.id);
            const from = chosen.current === null ? -1 : ids.indexOf(chosen.current);
            if (event.shiftKey && from >= 0) {
                const [low, high] = [from, ids.indexOf(row.id)].sort((one, other) => one - other);
                return session.select(ids.slice(low, high + 1));
            }
            chosen.current = row.id;
            const before = session.state.selection;
            if (!(event.ctrlKey || event.metaKey)) return session.select([row.id]);
            session.select(before.includes(row.id) ? before.filter(id => id !== row.id) : [...before, row.id]);
        },
        [session],
    );

    return (
        <div className="ed-objects">
            <div className="ed-objects-head">
                <Input
                    size="small"
                    allowClear
                    placeholder={`Search ${rows.length === 1 ? '1 object' : `${rows.length} objects`}`}
                    aria-label="Search objects"
                    value={search}
                    onChange={event => setSearch(event.target.value)}
                />
                <Select<Order>
                    size="small"
                    aria-label="Order of the list"
                    value={order}
                    onChange={setOrder}
                    popupMatchSelectWidth={false}
                    options={[
                        { value: 'id', label: 'Oldest' },
                        { value: 'newest', label: 'Newest' },
                        { value: 'label', label: 'Label' },
                        { value: 'layer', label: 'Layer' },
                    ]}
                />
                <AllButtons ids={idsOnFrame(session)} />
            </div>
            {rows.length === 0 ? (
                <p className="ed-empty">
                    {search
                        ? 'Nothing here matches.'
                        : 'Nothing on this frame yet. Choose a tool on the left and draw.'}
                </p>
            ) : (
                <VirtualList
                    label="Objects on this frame"
                    count={rows.length}
                    rowHeight={30}
                    reveal={shown}
                    renderRow={index => <ObjectRow key={rows[index].id} row={rows[index]} onAction={act} />}
                />
            )}
            <RowMenu menu={menu} onClose={() => setMenu(null)} />
            <ObjectDetails />
        </div>
    );
}
