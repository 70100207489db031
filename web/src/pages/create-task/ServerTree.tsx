import { Button, Input, Spin, Tree, Typography } from 'antd';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { FileEntry } from '../../api';
import { t } from '../../shared/language';
import { LoadError } from '../../shared/ui/LoadError';
import { useDebounced } from '../../shared/useDebounced';
import { topmost } from './source';

export interface Listing {
    entries: FileEntry[];
    /** More of the same folder, or null. */
    next: string | null;
}

interface Props {
    label: string;
    value: string[];
    onChange: (paths: string[]) => void;
    /** Lists one folder; must stay the same for as long as the same tree is meant. */
    load: (folder: string, startsWith: string, next: string | null) => Promise<Listing>;
}

interface Folder {
    entries: FileEntry[];
    next: string | null;
}

interface Node {
    key: string;
    title: React.ReactNode;
    isLeaf: boolean;
    checkable?: boolean;
    selectable: boolean;
    children?: Node[];
}

/** Files that the server sees, folder by folder; what is ticked is chosen. */
export function ServerTree({ label, value, onChange, load }: Props) {
    const [folders, setFolders] = useState<Record<string, Folder>>({});
    const [typed, setTyped] = useState('');
    const wanted = useDebounced(typed.trim(), 300);
    const [error, setError] = useState<unknown>(null);
    const [loading, setLoading] = useState(true);

    const read = useCallback(
        async (folder: string, next: string | null = null) => {
            const found = await load(folder, folder === '' ? wanted : '', next);
            setFolders(known => ({
                ...known,
                [folder]: {
                    entries: next === null ? found.entries : [...(known[folder]?.entries ?? []), ...found.entries],
                    next: found.next,
                },
            }));
        },
        [load, wanted],
    );

    const start = useCallback(() => {
        setFolders({});
        setError(null);
        setLoading(true);
        read('')
            .catch(setError)
            .finally(() => setLoading(false));
    }, [read]);

    useEffect(start, [start]);

    const nodes = useMemo(() => {
        const nodesOf = (folder: string): Node[] | undefined => {
            const known = folders[folder];
            if (!known) return undefined;
            const list: Node[] = known.entries.map(entry => {
                const isFolder = entry.type === 'DIR';
                const key = `${folder}${entry.name}${isFolder ? '/' : ''}`;
                return {
                    key,
                    title: entry.name,
                    isLeaf: !isFolder,
                    selectable: false,
                    ...(isFolder ? { children: nodesOf(key) } : {}),
                };
            });
            if (known.next !== null) {
                list.push({
                    key: `${folder}\0more`,
                    title: (
                        <Button type="link" size="small" onClick={() => void read(folder, known.next).catch(setError)}>
                            {t('Show more')}
                        </Button>
                    ),
                    isLeaf: true,
                    checkable: false,
                    selectable: false,
                });
            }
            return list;
        };
        return nodesOf('') ?? [];
    }, [folders, read]);

    return (
        <div className="limn-server-tree">
            <Input.Search
                aria-label={t('{label}: begin of the name', { label })}
                placeholder={t('Begin of the name')}
                allowClear
                className="limn-search"
                value={typed}
                onChange={event => setTyped(event.target.value)}
            />
            {error !== null && <LoadError error={error} onRetry={start} />}
            {loading && <Spin />}
            {!loading && error === null && nodes.length === 0 && (
                <Typography.Text type="secondary">
                    {wanted ? t('Nothing begins like this.') : t('There is nothing here.')}
                </Typography.Text>
            )}
            {nodes.length > 0 && (
                <Tree<Node>
                    aria-label={label}
                    checkable
                    height={300}
                    treeData={nodes}
                    checkedKeys={value}
                    loadData={async node => {
                        if (!node.isLeaf && !folders[node.key]) await read(node.key).catch(setError);
                    }}
                    onCheck={keys => {
                        const list = (Array.isArray(keys) ? keys : keys.checked).map(String);
                        onChange(list);
                    }}
                />
            )}
            <Typography.Text type="secondary" aria-live="polite">
                {t('{count, plural, one {# file or folder} other {# files or folders}} chosen', {
                    count: topmost(value).length,
                })}
            </Typography.Text>
        </div>
    );
}
