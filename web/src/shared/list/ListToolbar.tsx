import { Flex, Input } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { t } from '../language';
import { FilterButton } from './FilterButton';
import type { FilterField, QuickFilter } from './filter';
import { SortButton, type SortField } from './SortButton';
import type { ListControl } from './state';
import { ViewsButton } from './ViewsButton';

interface Props {
    /** Name of the list: its saved views and recent filters belong to it. */
    list: string;
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
            aria-label={t('Search {what}', { what })}
            placeholder={t('Search {what}', { what })}
            allowClear
            value={typed}
            data-list-search
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

/** Search, filter and sort of a list. */
export function ListToolbar({ list, control, what, sortFields, filterFields, quickFilters, extra }: Props) {
    return (
        <Flex gap={8} wrap className="limn-toolbar" role="search">
            <SearchBox control={control} what={what} />
            <FilterButton
                list={list}
                value={control.state.filter}
                onChange={filter => control.set({ filter })}
                fields={filterFields}
                quickFilters={quickFilters}
            />
            <SortButton control={control} fields={sortFields} />
            <ViewsButton list={list} control={control} />
            {extra}
        </Flex>
    );
}
