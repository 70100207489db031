import { FilterFilled, FilterOutlined } from '@ant-design/icons';
import { Badge, Button, Popover, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { sideOf, t } from '../../shared/language';
import { useHints } from '../keys/useHints';
import { countTests, type Mistake } from '../query/syntax';
import { useSession, useView } from './context';
import { FilterBox } from './FilterBox';

/** The filter in force, in every workspace: how many conditions it has, where it is typed, and those used before. */
export function FiltersButton() {
    const session = useSession();
    const { titled } = useHints();
    const count = useView(view => countTests(view.filter));
    const asked = useView(view => view.dialog === 'filter');
    const [open, setOpen] = useState(false);
    useEffect(() => {
        if (!asked) return undefined;
        // A field that can be seen has taken the wish by then.
        const timer = setTimeout(() => {
            if (session.state.dialog !== 'filter') return;
            session.view.setState({ dialog: null });
            setOpen(true);
        });
        return () => clearTimeout(timer);
    }, [asked, session]);
    const change = (next: boolean) => {
        setOpen(next);
        if (!next) session.viewport.takeFocus();
    };
    const title = count
        ? t('{count, plural, one {Filter: # condition} other {Filter: # conditions}}', { count })
        : t('Filter');
    return (
        <Popover
            open={open}
            onOpenChange={change}
            trigger="click"
            placement={sideOf('bottomRight')}
            destroyOnHidden
            content={<Filter onClose={() => change(false)} />}
        >
            <Tooltip title={open ? undefined : titled(title, 'filter')} mouseEnterDelay={0.4}>
                <Button
                    type="text"
                    className="ed-filters"
                    aria-label={title}
                    aria-expanded={open}
                    icon={
                        <Badge count={count} size="small" offset={[4, -2]}>
                            {count ? <FilterFilled /> : <FilterOutlined />}
                        </Badge>
                    }
                />
            </Tooltip>
        </Popover>
    );
}

function Filter({ onClose }: { onClose: () => void }) {
    const session = useSession();
    const [mistake, setMistake] = useState<Mistake | null>(null);
    const filter = useView(view => view.filter);
    const { filters } = useView(view => view.preferences.list);
    const set = (text: string) => setMistake(session.visibility.setFilter(text));
    return (
        <div
            className="ed-filters-panel"
            onKeyDown={event => {
                if (event.key === 'Escape') onClose();
            }}
        >
            <FilterBox onMistake={setMistake} autoFocus onLeave={onClose} onEnter={onClose} />
            {mistake && (
                <small className="ed-mistake" role="status">
                    {mistake.message}
                </small>
            )}
            {filters.length > 0 && (
                <section>
                    <h3>{t('Used before')}</h3>
                    {filters.map(one => (
                        <Button
                            key={one}
                            type="text"
                            size="small"
                            block
                            aria-pressed={one === filter}
                            onClick={() => set(one)}
                        >
                            {one}
                        </Button>
                    ))}
                </section>
            )}
            <div className="ed-filters-foot">
                <Button
                    size="small"
                    disabled={!filter}
                    onClick={() => {
                        set('');
                        onClose();
                    }}
                >
                    {t('Clear the filter')}
                </Button>
                <Button size="small" type="primary" onClick={onClose}>
                    {t('Done')}
                </Button>
            </div>
        </div>
    );
}
