import { Button, Spin } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { messageOf } from '../../api';
import { formatCount } from '../format';
import { t } from '../language';
import { retryMore, type ListRecords } from './useList';

interface Props<T> {
    records: ListRecords<T>;
    /** One of the items: `task`. */
    one: string;
    pageSize: number;
}

/** How far below what is seen the next page is asked for, so that it is there when one arrives. */
const AHEAD = '0px 0px 500px 0px';

function Failed<T>({ records, one }: Pick<Props<T>, 'records' | 'one'>) {
    return (
        <span role="alert">
            {t('More {one}s could not be loaded: {error}', { one, error: messageOf(records.error) })}{' '}
            <Button size="small" onClick={() => retryMore(records)}>
                {t('Retry')}
            </Button>
        </span>
    );
}

/** Below the last item: loads the next page when it comes near, and says how the list goes on. */
export function ListEnd<T>({ records, one, pageSize }: Props<T>) {
    const { data, hasNextPage, isFetching, isError, isFetchingNextPage, isPlaceholderData, fetchNextPage } = records;
    const mark = useRef<HTMLDivElement>(null);
    const ready = hasNextPage && !isFetching && !isError && !isPlaceholderData;

    // Watched anew after each page: an observer tells of changes only, and a short page may leave the end in sight.
    useEffect(() => {
        const element = mark.current;
        if (!ready || !element) return;
        const observer = new IntersectionObserver(
            entries => {
                if (entries.some(entry => entry.isIntersecting)) void fetchNextPage({ cancelRefetch: false });
            },
            { root: element.closest('main'), rootMargin: AHEAD },
        );
        observer.observe(element);
        return () => observer.disconnect();
    }, [ready, fetchNextPage]);

    // A list that fits on one page has no end worth telling.
    if (!data || data.count <= pageSize) return null;
    let says: ReactNode = t('End of the list: {count}', { count: formatCount(data.count, one) });
    if (records.isFetchNextPageError) says = <Failed records={records} one={one} />;
    else if (isFetchingNextPage) {
        says = (
            <>
                <Spin size="small" /> {t('Loading more {one}s', { one })}
            </>
        );
    } else if (hasNextPage || isPlaceholderData) says = null;
    return (
        <div ref={mark} className="limn-list-end limn-meta" aria-live="polite">
            {says}
        </div>
    );
}
