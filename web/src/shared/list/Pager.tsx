import { DownOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useEffect, useRef, type RefObject } from 'react';
import { t, sideOf } from '../language';
import { pageNumbers } from './pageNumbers';
import { lastPage, type ListControl, type ListState } from './state';

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
    const last = lastPage(count, state.pageSize);
    const turn = (change: Partial<ListState>) => {
        turned.current = true;
        set(change);
    };
    return (
        <nav className="limn-pager limn-list-pager" aria-label={t('Pages')}>
            <span className="limn-number">
                {t('{first}–{first2} of {count}', { first, first2: Math.min(first + shown - 1, count), count })}
            </span>
            <Button
                type="text"
                icon={<LeftOutlined />}
                aria-label={t('Page before')}
                disabled={state.page === 1}
                onClick={() => turn({ page: state.page - 1 })}
            />
            {pageNumbers(state.page, last).map((page, index) =>
                page === null ? (
                    <span key={`gap ${index}`} aria-hidden>
                        …
                    </span>
                ) : (
                    <Button
                        key={page}
                        type={page === state.page ? 'default' : 'text'}
                        className="limn-page-number"
                        aria-label={t('Page {page}', { page })}
                        aria-current={page === state.page ? 'page' : undefined}
                        onClick={() => turn({ page })}
                    >
                        {page}
                    </Button>
                ),
            )}
            <Button
                type="text"
                icon={<RightOutlined />}
                aria-label={t('Next page')}
                disabled={state.page === last}
                onClick={() => turn({ page: state.page + 1 })}
            />
            <Dropdown
                trigger={['click']}
                placement={sideOf('topRight')}
                menu={{
                    selectable: true,
                    selectedKeys: [String(state.pageSize)],
                    items: sizes.map(size => ({ key: String(size), label: t('{size} a page', { size }) })),
                    onClick: ({ key }) => turn({ pageSize: Number(key) }),
                }}
            >
                <Button aria-haspopup="menu">
                    {t('{pageSize} a page', { pageSize: state.pageSize })}
                    <DownOutlined aria-hidden />
                </Button>
            </Dropdown>
        </nav>
    );
}
