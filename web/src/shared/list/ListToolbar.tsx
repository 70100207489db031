import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Select, Space, Tooltip } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { FilterButton } from './FilterButton';
import type { FilterField, QuickFilter } from './filter';
import type { ListControl } from './state';

export interface SortField {
    name: string;
    title: string;
}

interface Props {
    control: ListControl;
    /** What is searched, such as “tasks”. */
    what: string;
    sortFields: SortField[];
    filterFields: FilterField[];
    quickFilters: QuickFilter[];
    extra?: ReactNode;
}

const SETTLE_MS = 300;

function SearchBox({ control, what }: Pick<Props, 'control' | 'what'>) {
    const { state, set } = control;
    const [typed, setTyped] = useState(state.search);
    const sent = useRef(state.search);
    const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

    // The URL changed by other means (back button, a reset): show what it says.
    useEffect(() => {
        if (state.search === sent.current) return;
        sent.current = state.search;
        setTyped(state.search);
    }, [state.search]);

    useEffect(() => () => clearTimeout(timer.current), []);

    const commit = (text: string) => {
        clearTimeout(timer.current);
        sent.current = text.trim();
        if (sent.current !== state.search) set({ search: sent.current });
    };

    return (
        <Input.Search
            aria-label={`Search ${what}`}
            placeholder={`Search ${what}`}
            allowClear
            value={typed}
            onChange={event => {
                const text = event.target.value;
                setTyped(text);
                clearTimeout(timer.current);
                timer.current = setTimeout(() => commit(text), SETTLE_MS);
            }}
            onSearch={commit}
            className="limn-search"
        />
    );
}

function SortControl({ control, sortFields }: Pick<Props, 'control' | 'sortFields'>) {
    const { state, set } = control;
    const [first] = state.sort.split(',');
    const descending = first.startsWith('-');
    const field = first.replace(/^-/, '');
    return (
        <Space.Compact>
            <Select
                aria-label="Sort by"
                value={field}
                options={sortFields.map(item => ({ value: item.name, label: item.title }))}
                onChange={name => set({ sort: `${descending ? '-' : ''}${name}` })}
                popupMatchSelectWidth={false}
                style={{ width: 130 }}
            />
            <Tooltip title={descending ? 'Descending' : 'Ascending'}>
                <Button
                    icon={descending ? <ArrowDownOutlined /> : <ArrowUpOutlined />}
                    aria-label={descending ? 'Sorted descending; sort ascending' : 'Sorted ascending; sort descending'}
                    onClick={() => set({ sort: `${descending ? '' : '-'}${field}` })}
                />
            </Tooltip>
        </Space.Compact>
    );
}

/** Search, filter and sort of a list. */
export function ListToolbar({ control, what, sortFields, filterFields, quickFilters, extra }: Props) {
    return (
        <Flex gap={8} wrap className="limn-toolbar" role="search">
            <SearchBox control={control} what={what} />
            <FilterButton
                value={control.state.filter}
                onChange={filter => control.set({ filter })}
                fields={filterFields}
                quickFilters={quickFilters}
            />
            <SortControl control={control} sortFields={sortFields} />
            {extra}
        </Flex>
    );
}
