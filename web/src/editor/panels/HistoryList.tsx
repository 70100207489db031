import { HistoryOutlined } from '@ant-design/icons';
import { Button, Popover, Tooltip } from 'antd';
import { useState } from 'react';
import { t, sideOf } from '../../shared/language';
import { useSession, useView } from './context';
import { VirtualList } from './VirtualList';

/** All steps that can be taken back or done again; a click goes to the moment after one. */
export function HistoryList() {
    const [open, setOpen] = useState(false);
    return (
        <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement={sideOf('bottomLeft')}
            destroyOnHidden
            content={<Steps />}
        >
            <Tooltip title={t('What was done')} mouseEnterDelay={0.4}>
                <Button type="text" aria-label={t('What was done')} icon={<HistoryOutlined />} />
            </Tooltip>
        </Popover>
    );
}

function Steps() {
    const session = useSession();
    useView(view => view.version);
    const { steps, undoneSteps } = session.history;
    const all = [...steps, ...undoneSteps];
    const rows = [0, ...all.map((_, i) => i + 1)];
    return (
        <div className="ed-history" style={{ height: Math.min(320, 28 * rows.length) }}>
            <VirtualList
                label={t('What was done')}
                items={rows}
                keyOf={row => row}
                rowHeight={28}
                focus={steps.length}
                activeId={`ed-step-${steps.length}`}
                onKeyDown={event => {
                    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
                    if (by === undefined) return;
                    event.preventDefault();
                    session.travel(Math.min(all.length, Math.max(0, steps.length + by)));
                }}
                renderRow={count => {
                    const step = count === 0 ? null : all[count - 1];
                    const now = count === steps.length;
                    const className = ['ed-step', now && 'ed-selected', count > steps.length && 'ed-undone'];
                    return (
                        <div
                            key={count}
                            id={`ed-step-${count}`}
                            role="option"
                            aria-selected={now}
                            className={className.filter(Boolean).join(' ')}
                            onClick={() => session.travel(count)}
                        >
                            <span>{step ? step.label : t('As the job was opened')}</span>
                            {step && <small>{t('frame {frame}', { frame: step.frame })}</small>}
                        </div>
                    );
                }}
            />
        </div>
    );
}
