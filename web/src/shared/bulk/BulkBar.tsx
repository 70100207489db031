import { CloseOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex } from 'antd';
import { useState } from 'react';
import { formatCount } from '../format';
import { t } from '../language';
import { reportError } from '../notices';
import type { SelectionControl } from '../list/useSelection';
import { fitting, type BulkAction } from './actions';

interface Props<T> {
    /** One of the items: `task`. */
    one: string;
    selection: SelectionControl<T>;
    actions: BulkAction<T>[];
    onChoose: (action: BulkAction<T>) => void;
    /** How many match in all, and the way to get them. */
    count: number;
    loadAll: () => Promise<T[]>;
}

const SHOWN = 4;

function Actions<T>({ selection, actions, onChoose }: Pick<Props<T>, 'selection' | 'actions' | 'onChoose'>) {
    const usable = actions.filter(action => fitting(action, selection.items).length > 0);
    const more = usable.slice(SHOWN);
    return (
        <>
            {usable.slice(0, SHOWN).map(action => (
                <Button key={action.key} size="small" danger={action.danger} onClick={() => onChoose(action)}>
                    {action.text}
                </Button>
            ))}
            {more.length > 0 && (
                <Dropdown
                    trigger={['click']}
                    menu={{
                        items: more.map(action => ({
                            key: action.key,
                            label: action.text,
                            danger: action.danger,
                            onClick: () => onChoose(action),
                        })),
                    }}
                >
                    <Button size="small" aria-haspopup="menu">
                        {t('More')}
                    </Button>
                </Dropdown>
            )}
        </>
    );
}

/** What can be done with the chosen items; floats above the list, so that nothing moves when it comes. */
export function BulkBar<T>({ one, selection, actions, onChoose, count, loadAll }: Props<T>) {
    const [loading, setLoading] = useState(false);
    if (!selection.items.length) return null;
    const takeAll = async () => {
        setLoading(true);
        try {
            selection.take(await loadAll());
        } catch (error) {
            reportError(t('Not all {one}s were selected', { one }), error);
        } finally {
            setLoading(false);
        }
    };
    return (
        <section className="limn-bulk-bar" aria-label={t('Selection')}>
            <Flex gap={8} align="center" wrap>
                <strong aria-live="polite">
                    {t('{count} selected', { count: formatCount(selection.items.length, one) })}
                </strong>
                {count > selection.items.length && (
                    <Button size="small" type="link" loading={loading} onClick={() => void takeAll()}>
                        {t('Select all {count}', { count })}
                    </Button>
                )}
                <Actions selection={selection} actions={actions} onChoose={onChoose} />
                <Button
                    size="small"
                    type="text"
                    icon={<CloseOutlined />}
                    aria-label={t('Deselect')}
                    onClick={selection.clear}
                />
            </Flex>
        </section>
    );
}
