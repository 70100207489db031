import { Pagination } from 'antd';
import { useEffect, useRef, type RefObject } from 'react';
import { lastPage, type ListControl } from './state';

interface Props {
    control: ListControl;
    count: number | undefined;
    /** How many are shown, from the open page on. */
    shown: number;
    /** Where the list begins: another page is read from its start. */
    top: RefObject<HTMLElement | null>;
    sizes?: number[];
}

/** Jumps to a page of a list; goes back to the last page that still exists when the open one was emptied. */
export function Pager({ control, count, shown, top, sizes = [10, 20, 50, 100] }: Props) {
    const { state, set } = control;
    useEffect(() => {
        if (count === undefined) return;
        const last = lastPage(count, state.pageSize);
        if (state.page > last) set({ page: last });
    }, [count, state.page, state.pageSize, set]);
    const turned = useRef(false);
    // Once the address has changed, so that the entry left behind keeps its own place.
    useEffect(() => {
        const list = top.current;
        if (turned.current && list && list.getBoundingClientRect().top < 0) list.scrollIntoView();
        turned.current = false;
    }, [state, top]);
    if (!count) return null;
    const first = (state.page - 1) * state.pageSize + 1;
    return (
        <Pagination
            className="limn-pager limn-list-pager"
            current={state.page}
            pageSize={state.pageSize}
            total={count}
            showSizeChanger
            pageSizeOptions={sizes}
            showTotal={total => `${first}–${Math.min(first + shown - 1, total)} of ${total}`}
            onChange={(page, pageSize) => {
                turned.current = true;
                set(pageSize === state.pageSize ? { page } : { pageSize });
            }}
        />
    );
}
