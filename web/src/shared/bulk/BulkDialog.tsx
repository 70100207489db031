import { Alert, Button, Flex, Modal, Progress, Tag, Typography } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { t } from '../language';
import { runBulk, totals, WAITING, type ItemState } from './run';

export interface BulkJob<T> {
    /** Says what happens: `Deleting 5 tasks`. */
    title: string;
    items: T[];
    nameOf: (item: T) => string;
    each: (item: T, signal: AbortSignal) => Promise<unknown>;
}

interface Props<T> {
    job: BulkJob<T>;
    onClose: () => void;
}

const LOOKS: Record<ItemState['status'], { color: string; text: string }> = {
    waiting: { color: 'default', text: t('waiting') },
    running: { color: 'processing', text: t('under way') },
    done: { color: 'success', text: t('done') },
    failed: { color: 'error', text: t('failed') },
    skipped: { color: 'warning', text: t('not done') },
};

function useRun<T>({ items, each }: BulkJob<T>) {
    const [states, setStates] = useState<ItemState[]>(() => items.map(() => WAITING));
    const abort = useRef(new AbortController());
    const [running, setRunning] = useState(true);

    const run = useCallback(
        async (indices: number[]) => {
            abort.current = new AbortController();
            setRunning(true);
            const tell = (at: number, state: ItemState) =>
                setStates(list => list.map((item, index) => (index === indices[at] ? state : item)));
            await runBulk(
                indices.map(index => items[index]),
                each,
                tell,
                abort.current.signal,
            );
            setRunning(false);
        },
        [items, each],
    );

    const begun = useRef(false);
    useEffect(() => {
        if (begun.current) return;
        begun.current = true;
        void run(items.map((_, index) => index));
    }, [run, items]);

    const retry = () => {
        const again = states.flatMap((state, index) =>
            state.status === 'failed' || state.status === 'skipped' ? [index] : [],
        );
        setStates(list => list.map((state, index) => (again.includes(index) ? WAITING : state)));
        void run(again);
    };
    return { states, running, stop: () => abort.current.abort(), retry };
}

/** Does something to many items, tells how far each is, and offers to repeat what failed. */
export function BulkDialog<T>({ job, onClose }: Props<T>) {
    const { states, running, stop, retry } = useRun(job);
    const { done, failed, skipped } = totals(states);
    const total = job.items.length;
    const unfinished = failed + skipped;
    return (
        <Modal
            open
            title={job.title}
            closable={!running}
            maskClosable={false}
            keyboard={!running}
            onCancel={onClose}
            width={560}
            footer={
                running ? (
                    <Button onClick={stop}>{t('Stop after those under way')}</Button>
                ) : (
                    <>
                        {unfinished > 0 && (
                            <Button onClick={retry}>{t('Try the {unfinished} again', { unfinished })}</Button>
                        )}
                        <Button type="primary" onClick={onClose}>
                            {t('Close')}
                        </Button>
                    </>
                )
            }
        >
            <div aria-live="polite">
                <Progress
                    percent={total ? Math.floor(((done + failed + skipped) / total) * 100) : 100}
                    status={running ? 'active' : failed ? 'exception' : 'normal'}
                    aria-label={job.title}
                />
                <Typography.Text>
                    {[
                        t('{done} of {total} done', { done, total }),
                        failed > 0 && t('{failed} failed', { failed }),
                        skipped > 0 && t('{skipped} not done', { skipped }),
                    ]
                        .filter(Boolean)
                        .join(t(', '))}
                </Typography.Text>
            </div>
            {!running && failed > 0 && (
                <Alert type="warning" showIcon message={t('Those that failed are as they were before.')} />
            )}
            <ul className="limn-bulk-list">
                {job.items.map((item, index) => {
                    const state = states[index];
                    return (
                        <li key={index}>
                            <Flex justify="space-between" gap={8}>
                                <span className="limn-ellipsis">{job.nameOf(item)}</span>
                                <Tag color={LOOKS[state.status].color}>{LOOKS[state.status].text}</Tag>
                            </Flex>
                            {state.message && (
                                <Typography.Text type="danger" className="limn-prewrap">
                                    {state.message}
                                </Typography.Text>
                            )}
                        </li>
                    );
                })}
            </ul>
        </Modal>
    );
}
