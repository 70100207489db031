import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select, type SelectProps } from 'antd';
import { useState } from 'react';
import { findUsers, type BasicUser } from '../../api';
import { t } from '../language';
import { useDebounced } from '../useDebounced';

interface Props {
    value: BasicUser | null;
    onChange: (user: BasicUser | null) => void;
    label: string;
    disabled?: boolean;
    loading?: boolean;
    size?: SelectProps['size'];
    width?: number | string;
    placeholder?: string;
}

function title(user: BasicUser): string {
    const name = `${user.first_name} ${user.last_name}`.trim();
    return name ? `${user.username} (${name})` : user.username;
}

/** Finds a user by typing part of the name. */
export function UserSelect({ value, onChange, label, disabled, loading, size, width, placeholder }: Props) {
    const [search, setSearch] = useState('');
    const [open, setOpen] = useState(false);
    const wanted = useDebounced(search, 250);
    const users = useQuery({
        queryKey: ['users', wanted],
        queryFn: ({ signal }) => findUsers(wanted, signal),
        enabled: open,
        placeholderData: keepPreviousData,
    });
    const found = users.data ?? [];
    const all = value && !found.some(user => user.id === value.id) && !wanted ? [value, ...found] : found;
    return (
        <Select<number>
            aria-label={label}
            showSearch
            allowClear
            filterOption={false}
            value={value?.id}
            onSearch={setSearch}
            onDropdownVisibleChange={setOpen}
            onChange={id => {
                setSearch('');
                onChange(all.find(user => user.id === id) ?? null);
            }}
            labelRender={item => item.label ?? value?.username}
            options={all.map(user => ({ value: user.id, label: title(user) }))}
            notFoundContent={users.isFetching ? t('Searching…') : t('No such user')}
            loading={loading || (open && users.isFetching)}
            disabled={disabled || loading}
            placeholder={placeholder ?? t('Nobody')}
            size={size}
            style={{ width: width ?? 180 }}
        />
    );
}
