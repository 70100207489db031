import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { Fragment, type HTMLAttributes, type ReactNode } from 'react';
import { t } from '../language';
import { useMediaQuery } from '../useMediaQuery';
import { useOpened } from './useOpened';

export interface ListColumn<T> {
    key: string;
    title?: ReactNode;
    /** Pixels; columns without one share the rest. */
    width?: number;
    /** Left out where rows have no room for it; cards have it. */
    from?: 'lg';
    align?: 'right';
    /** One line, cut short where it does not fit. */
    ellipsis?: boolean;
    render: (item: T) => ReactNode;
}

/** What a row can open below itself. */
export interface Expansion<T> {
    has: (item: T) => boolean;
    /** What opens, for the button: `the replicas of job #7`. */
    nameOf: (item: T) => string;
    render: (item: T) => ReactNode;
    /** The name under which the browser keeps which are open. */
    keptAs: string;
}

interface Props<T> {
    columns: ListColumn<T>[];
    /** Nothing while they are loaded for the first time. */
    items: readonly T[] | undefined;
    /** Instead of rows, when there are none. */
    empty?: ReactNode;
    rowProps?: (item: T, index: number) => HTMLAttributes<HTMLElement>;
    expansion?: Expansion<T>;
    /** Neighbours of one group stand under its name. */
    groupOf?: (item: T) => string;
    /** Narrower than this, the table scrolls sideways. */
    minWidth?: number;
    /** The rows only, within another table. */
    inner?: boolean;
}

const FIRST_ROWS = { rows: 8, width: '100%' };

/** Windows too narrow for all columns, and too wide for cards. */
const MIDDLING = '(min-width: 768px) and (max-width: 991px)';

const classOf = <T,>({ align, ellipsis }: ListColumn<T>) =>
    [align && `limn-${align}`, ellipsis && 'limn-ellipsis'].filter(Boolean).join(' ') || undefined;

/** What a cell says of itself where rows become cards: its title, or that it is the one that counts. */
const cellOf = <T,>({ title, width }: ListColumn<T>) =>
    width === undefined ? { 'data-main': true } : typeof title === 'string' ? { 'data-title': title } : {};

/** The rows of a list. Plain, so that a list is on screen before anything large is loaded. */
export function ListTable<T extends { id: number | string }>(props: Props<T>) {
    const { items, rowProps, expansion, empty, groupOf, minWidth, inner } = props;
    const [opened, toggle] = useOpened(expansion?.keptAs);
    const opener: ListColumn<T> = {
        key: 'open',
        width: 40,
        render: item => {
            if (!expansion?.has(item)) return null;
            const open = opened.has(item.id);
            return (
                <Button
                    type="text"
                    size="small"
                    icon={open ? <DownOutlined /> : <RightOutlined />}
                    aria-expanded={open}
                    aria-label={`${open ? t('Close') : t('Open')} ${expansion.nameOf(item)}`}
                    onClick={() => toggle(item.id)}
                />
            );
        },
    };
    // Taken out rather than hidden: a row across all columns would make room for those it spans and nobody sees.
    const middling = useMediaQuery(MIDDLING);
    const shown = middling ? props.columns.filter(({ from }) => !from) : props.columns;
    const columns = expansion ? [opener, ...shown] : shown;
    const across = (content: ReactNode) => (
        <tr>
            <td colSpan={columns.length}>{content}</td>
        </tr>
    );
    const begins = (item: T, index: number) =>
        groupOf && items && (index === 0 || groupOf(item) !== groupOf(items[index - 1]));
    return (
        <div className={inner ? undefined : 'limn-panel limn-table'} style={{ minWidth }}>
            <table className="limn-rows">
                <colgroup>
                    {columns.map(column => (
                        <col key={column.key} style={{ width: column.width }} />
                    ))}
                </colgroup>
                {!inner && (
                    <thead>
                        <tr>
                            {columns.map(column => {
                                const Cell = column.title === undefined ? 'td' : 'th';
                                return (
                                    <Cell key={column.key} className={classOf(column)} data-column={column.key}>
                                        {column.title}
                                    </Cell>
                                );
                            })}
                        </tr>
                    </thead>
                )}
                <tbody>
                    {!items && across(<Skeleton active title={false} paragraph={FIRST_ROWS} />)}
                    {items?.length === 0 && across(empty)}
                    {items?.map((item, index) => (
                        <Fragment key={item.id}>
                            {begins(item, index) && (
                                <tr className="limn-group">
                                    <th colSpan={columns.length} scope="rowgroup">
                                        {groupOf?.(item)}
                                    </th>
                                </tr>
                            )}
                            <tr {...rowProps?.(item, index)}>
                                {columns.map(column => (
                                    <td key={column.key} className={classOf(column)} {...cellOf(column)}>
                                        {column.render(item)}
                                    </td>
                                ))}
                            </tr>
                            {opened.has(item.id) && expansion && across(expansion.render(item))}
                        </Fragment>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
