import { Pagination } from 'antd';
import { useEffect } from 'react';
import { lastPage, type ListControl } from './state';

interface Props {
    control: ListControl;
    count: number | undefined;
    sizes?: number[];
}

/** Turns the pages of a list; goes back to the last page that still exists when the open one was emptied. */
export function Pager({ control, count, sizes = [10, 20, 50, 100] }: Props) {
    const { state, set } = control;
    useEffect(() => {
        if (count === undefined) return;
        const last = lastPage(count, state.pageSize);
        if (state.page > last) set({ page: last });
    }, [count, state.page, state.pageSize, set]);
    if (!count) return null;
    return (
        <Pagination
            className="limn-pager"
            current={state.page}
            pageSize={state.pageSize}
            total={count}
            showSizeChanger
            pageSizeOptions={sizes}
            showTotal={(total, [first, last]) => `${first}–${last} of ${total}`}
            onChange={(page, pageSize) => (pageSize === state.pageSize ? set({ page }) : set({ pageSize }))}
        />
    );
}
