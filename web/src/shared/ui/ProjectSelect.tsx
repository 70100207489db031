import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { getProject, listProjects } from '../../api';
import { t } from '../language';
import { useDebounced } from '../useDebounced';

interface Props {
    value?: number | null;
    onChange?: (id: number | null) => void;
    id?: string;
    placeholder?: string;
}

/** Finds a project by typing part of its name. */
export function ProjectSelect({ value = null, onChange, id, placeholder }: Props) {
    const [search, setSearch] = useState('');
    const wanted = useDebounced(search, 250);
    const found = useQuery({
        queryKey: ['projects', 'list', { search: wanted, page_size: 20 }],
        queryFn: ({ signal }) => listProjects({ search: wanted, page_size: 20 }, signal),
        placeholderData: keepPreviousData,
    });
    const chosen = useQuery({
        queryKey: ['project', value],
        queryFn: ({ signal }) => getProject(value as number, signal),
        enabled: value !== null,
    });
    const list = found.data?.results ?? [];
    const extra = chosen.data && !list.some(project => project.id === chosen.data.id) ? [chosen.data] : [];
    return (
        <Select<number>
            id={id}
            showSearch
            allowClear
            filterOption={false}
            value={value ?? undefined}
            placeholder={placeholder ?? t('None: the task has labels of its own')}
            loading={found.isFetching || chosen.isLoading}
            onSearch={setSearch}
            onChange={project => onChange?.(project ?? null)}
            options={[...extra, ...list].map(project => ({ value: project.id, label: project.name }))}
            notFoundContent={found.isFetching ? t('Searching…') : t('No such project')}
        />
    );
}
