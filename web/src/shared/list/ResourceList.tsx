import { Button, Checkbox, Dropdown, Skeleton } from 'antd';
import {
    useCallback,
    useEffect,
    useMemo,
    useRef,
    useState,
    type HTMLAttributes,
    type MouseEvent,
    type ReactNode,
} from 'react';
import { useNavigate } from 'react-router';
import { type ListQuery, type Page } from '../../api';
import { fitting, type BulkAction } from '../bulk/actions';
import { BulkBar } from '../bulk/BulkBar';
import { useBulk } from '../bulk/useBulk';
import { t } from '../language';
import { ActionMenu, menuItems, type Action } from '../ui/ActionMenu';
import { EmptyState } from '../ui/EmptyState';
import { LoadError } from '../ui/LoadError';
import { everyPage } from './everyPage';
import { type FilterField, type QuickFilter } from './filter';
import { ListEnd } from './ListEnd';
import { ListTable, type Expansion, type ListColumn } from './ListTable';
import { ListToolbar } from './ListToolbar';
import { Pager } from './Pager';
import type { SortField } from './SortButton';
import { isNarrowed, toListQuery, type ListControl } from './state';
import { useList } from './useList';
import { useListKeys } from './useListKeys';
import { useSelection } from './useSelection';

/** What a card gets to place where it likes. */
export interface CardParts {
    /** Chooses the card. */
    check: ReactNode;
    menu: ReactNode;
}

interface Props<T> {
    /** Name of the list: of its cache, its saved views, its recent filters. */
    list: string;
    /** The key under which its records are cached; the list's name unless several lists show the same records. */
    cache?: string;
    /** One of the items: `task`. */
    one: string;
    control: ListControl;
    fetch: (query: ListQuery, signal?: AbortSignal) => Promise<Page<T>>;
    /** Parameters besides those of the list's state. */
    fixed?: ListQuery;
    refresh?: (page: Page<T> | undefined) => number | false;
    sortFields: SortField[];
    filterFields: FilterField[];
    quickFilters: QuickFilter[];
    nameOf: (item: T) => string;
    pathOf?: (item: T) => string;
    actionsOf: (item: T) => Action[];
    bulk?: BulkAction<T>[];
    /** Either columns of a table or cards. */
    columns?: ListColumn<T>[];
    expansion?: Expansion<T>;
    groupOf?: (item: T) => string;
    /** Narrower than this, the table scrolls sideways. */
    minWidth?: number;
    card?: (item: T, parts: CardParts) => ReactNode;
    /** Shown while there is nothing at all. */
    empty: ReactNode;
    sizes?: number[];
    toolbar?: ReactNode;
}

const NO_ITEMS: never[] = [];

const INTERACTIVE = 'a, button, input, label, select, textarea, [role="combobox"], [role="menu"], .ant-select';

/** A click on a part of an item that does something of its own is no choice of the item. */
const isInteractive = (event: MouseEvent) => (event.target as HTMLElement).closest(INTERACTIVE) !== null;

/** A list of records: search, filter, sort, saved views, page after page, selection, bulk actions, keys, menus. */
export function ResourceList<T extends { id: number }>(props: Props<T>) {
    const { list, cache = list, one, control, fetch, fixed, columns, card, bulk = [], nameOf, pathOf } = props;
    const navigate = useNavigate();
    const records = useList(cache, fetch, control, { fixed, refresh: props.refresh });
    const page = records.data;
    const items: readonly T[] = page?.results ?? NO_ITEMS;
    const selection = useSelection(items);
    const { start, dialogs } = useBulk(cache, nameOf);
    const root = useRef<HTMLDivElement>(null);
    const [cursor, setCursor] = useState(0);
    const [menu, setMenu] = useState<{ item: T; x: number; y: number } | null>(null);

    // More of the same list leaves the keyboard where it is; another list starts at its top.
    useEffect(() => setCursor(0), [control.state]);
    const tabbable = Math.min(cursor, items.length - 1);

    // A click on the page beside the list lets go of what was chosen.
    const { clear } = selection;
    const chosen = selection.items.length > 0;
    useEffect(() => {
        const main = root.current?.closest('main');
        if (!chosen || !main) return;
        const onClick = ({ target }: globalThis.MouseEvent) => {
            if (!(target as HTMLElement).closest(`.limn-item, .limn-bulk-bar, ${INTERACTIVE}`)) clear();
        };
        main.addEventListener('click', onClick);
        return () => main.removeEventListener('click', onClick);
    }, [chosen, clear]);

    const onKeyDown = useListKeys({
        root,
        count: items.length,
        open: index => pathOf && void navigate(pathOf(items[index])),
        toggle: index => selection.toggle(items[index].id),
        extend: index => selection.extend(items[index].id),
        selectAll: selection.selectAll,
        clear: selection.clear,
    });

    const itemProps = useCallback(
        (item: T, index: number): HTMLAttributes<HTMLElement> & { 'data-item': number } => ({
            'data-item': index,
            tabIndex: index === tabbable ? 0 : -1,
            className: selection.has(item.id) ? 'limn-item chosen' : 'limn-item',
            onFocus: () => setCursor(index),
            onClick: event => {
                if (isInteractive(event)) return;
                if (event.shiftKey) selection.extend(item.id);
                else if (event.ctrlKey || event.metaKey) selection.toggle(item.id);
                else selection.only(item.id);
            },
            onContextMenu: event => {
                if ((event.target as HTMLElement).closest('a')) return;
                event.preventDefault();
                setMenu({ item, x: event.clientX, y: event.clientY });
            },
        }),
        [tabbable, selection],
    );

    const check = (item: T) => (
        <Checkbox
            aria-label={t('Select {item}', { item: nameOf(item) })}
            checked={selection.has(item.id)}
            onClick={event => {
                if (event.shiftKey) selection.extend(item.id);
                else selection.toggle(item.id);
            }}
        />
    );
    /** What can be done with one item: its own actions, and those of many that it does not have itself. */
    const actionsOf = (item: T): Action[] => {
        const own = props.actionsOf(item);
        const more = bulk.filter(
            action => !action.danger && fitting(action, [item]).length && own.every(({ key }) => key !== action.key),
        );
        return [
            ...own,
            ...more.map(action => ({ key: action.key, text: action.text, run: () => start(action, [item]) })),
        ];
    };
    const actionMenu = (item: T) => (
        <ActionMenu label={t('Actions for {item}', { item: nameOf(item) })} actions={actionsOf(item)} />
    );

    const several = menu !== null && selection.has(menu.item.id) && selection.items.length > 1;
    const menuActions = useMemo((): Action[] => {
        if (!menu) return [];
        if (!several) return actionsOf(menu.item);
        return bulk.map(action => ({
            key: action.key,
            text: `${action.text} (${selection.items.length})`,
            danger: action.danger,
            run: () => start(action, selection.items),
        }));
        // eslint-disable-next-line react-hooks/exhaustive-deps -- the menu shows what holds when it opens
    }, [menu]);

    const empty = isNarrowed(control.state) ? (
        <EmptyState
            title={t('No {one} matches', { one })}
            text={t('Nothing fits this search and filter.')}
            action={<Button onClick={control.reset}>{t('Clear search and filter')}</Button>}
        />
    ) : (
        props.empty
    );

    // What is there stays when only the next page could not be loaded: the end of the list says so.
    const failed = records.isError && !records.isFetchNextPageError;
    const allChosen = items.length > 0 && items.every(item => selection.has(item.id));
    const selectable = bulk.length > 0;
    const checks: ListColumn<T> = {
        key: 'check',
        width: 40,
        title: (
            <Checkbox
                aria-label={t('Select all {one}s shown', { one })}
                checked={allChosen}
                indeterminate={!allChosen && selection.items.length > 0}
                disabled={!items.length}
                onChange={allChosen ? selection.clear : selection.selectAll}
            />
        ),
        render: check,
    };
    return (
        <>
            <ListToolbar
                list={list}
                control={control}
                what={`${one}s`}
                sortFields={props.sortFields}
                filterFields={props.filterFields}
                quickFilters={props.quickFilters}
                extra={props.toolbar}
            />
            {failed && <LoadError error={records.error} onRetry={records.refetch} />}
            {!failed && (
                // The keys belong to the items inside, which have the focus.
                <div
                    ref={root}
                    onKeyDown={onKeyDown}
                    className={records.isPlaceholderData ? 'limn-list limn-stale' : 'limn-list'}
                >
                    {columns && (
                        <ListTable<T>
                            columns={[
                                ...(selectable ? [checks] : []),
                                ...columns,
                                { key: 'menu', width: 52, render: actionMenu },
                            ]}
                            expansion={props.expansion}
                            groupOf={props.groupOf}
                            minWidth={props.minWidth}
                            items={page?.results}
                            rowProps={itemProps}
                            empty={empty}
                        />
                    )}
                    {card && records.isPending && <Skeleton active paragraph={{ rows: 8 }} title={false} />}
                    {card && page?.count === 0 && <div className="limn-panel">{empty}</div>}
                    {card && (
                        <ul className="limn-cards" aria-label={`${one}s`}>
                            {items.map((item, index) => {
                                const { className, ...rest } = itemProps(item, index);
                                return (
                                    <li key={item.id} {...rest} className={`limn-panel limn-card ${className}`}>
                                        {card(item, {
                                            check: selectable ? check(item) : null,
                                            menu: actionMenu(item),
                                        })}
                                    </li>
                                );
                            })}
                        </ul>
                    )}
                </div>
            )}
            <ListEnd records={records} one={one} pageSize={control.state.pageSize} />
            <Pager control={control} count={page?.count} shown={items.length} top={root} sizes={props.sizes} />
            <BulkBar
                one={one}
                selection={selection}
                actions={bulk}
                onChoose={action => start(action, selection.items)}
                count={page?.count ?? 0}
                loadAll={() => everyPage(fetch, { ...toListQuery(control.state), ...fixed })}
            />
            <Dropdown
                open={menu !== null}
                onOpenChange={open => !open && setMenu(null)}
                trigger={['click']}
                menu={{ items: menuItems(menuActions), onClick: () => setMenu(null) }}
            >
                <span className="limn-menu-anchor" style={menu ? { left: menu.x, top: menu.y } : undefined} />
            </Dropdown>
            {dialogs}
        </>
    );
}
