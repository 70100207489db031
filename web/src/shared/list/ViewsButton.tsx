import { CheckOutlined, DeleteOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Flex, Input, Popover, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { t, sideOf } from '../language';
import { sameView, useSavedViews, viewQuery } from './views';
import type { ListControl } from './state';

interface Props {
    list: string;
    control: ListControl;
}

function Content({ list, control, onClose }: Props & { onClose: () => void }) {
    const { views, save, remove } = useSavedViews(list);
    const [name, setName] = useState('');
    const { state, defaults } = control;
    const current = views.find(view => sameView(view.query, state, defaults));
    const exists = views.some(view => view.name === name.trim());
    return (
        <div className="limn-views">
            {views.length === 0 && (
                <Typography.Text type="secondary">
                    {t(
                        'Search, filter and sort this list, then keep the view under a name. It waits for you in every browser.',
                    )}
                </Typography.Text>
            )}
            <ul aria-label={t('Saved views')}>
                {views.map(view => (
                    <li key={view.name}>
                        <Link to={{ search: view.query }} onClick={onClose} className="limn-view-link limn-ellipsis">
                            <CheckOutlined
                                style={{ visibility: view === current ? 'visible' : 'hidden' }}
                                aria-hidden
                            />
                            {view.name}
                        </Link>
                        <Button
                            type="text"
                            size="small"
                            icon={<DeleteOutlined />}
                            aria-label={t('Delete the view {name}', { name: view.name })}
                            onClick={() => remove(view.name)}
                        />
                    </li>
                ))}
            </ul>
            <form
                onSubmit={event => {
                    event.preventDefault();
                    if (!name.trim()) return;
                    save({ name: name.trim(), query: viewQuery(state, defaults) });
                    onClose();
                }}
            >
                <Flex gap={8}>
                    <Input
                        aria-label={t('Name of the view')}
                        placeholder={t('Name of this view')}
                        value={name}
                        maxLength={60}
                        onChange={event => setName(event.target.value)}
                    />
                    <Button type="primary" htmlType="submit" disabled={!name.trim()}>
                        {exists ? t('Replace') : t('Save')}
                    </Button>
                </Flex>
            </form>
        </div>
    );
}

/** States of the list that were given a name. */
export function ViewsButton({ list, control }: Props) {
    const [open, setOpen] = useState(false);
    return (
        <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement={sideOf('bottomLeft')}
            destroyOnHidden
            content={<Content list={list} control={control} onClose={() => setOpen(false)} />}
        >
            <Button icon={<StarOutlined />} aria-expanded={open}>
                {t('Views')}
            </Button>
        </Popover>
    );
}
