import { FilterOutlined } from '@ant-design/icons';
import { Button, Popover, Skeleton } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { t, sideOf } from '../language';
import type { FilterProps } from './FilterBuilder';

const FilterBuilder = lazy(() => import('./FilterBuilder'));

/** Opens the filter builder; says whether a filter is on. */
export function FilterButton(props: FilterProps) {
    const [open, setOpen] = useState(false);
    return (
        <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement={sideOf('bottomLeft')}
            destroyOnHidden
            content={
                <Suspense fallback={<Skeleton active title={false} className="limn-filter" />}>
                    <FilterBuilder {...props} onClose={() => setOpen(false)} />
                </Suspense>
            }
        >
            <Button
                icon={<FilterOutlined />}
                aria-expanded={open}
                type={props.value ? 'primary' : 'default'}
                ghost={props.value !== ''}
                className="limn-filter-button"
            >
                {props.value ? t('Filter: on') : t('Filter')}
            </Button>
        </Popover>
    );
}
