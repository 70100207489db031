import { CloseOutlined } from '@ant-design/icons';
import { Button, Flex, Modal, Progress, Tag, Typography } from 'antd';
import { useState } from 'react';
import { totals } from '../../shared/bulk/run';
import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { failures, type EditRun, type Edits } from './useEdits';

/** Job by job what came of an edit. */
function Results({ run, onRetry, onClose }: { run: EditRun; onRetry: () => void; onClose: () => void }) {
    return (
        <Modal
            open
            title={t('{doing}: what came of it', { doing: run.edit.doing })}
            onCancel={onClose}
            width={560}
            footer={
                <>
                    {failures(run) > 0 && (
                        <Button onClick={onRetry} loading={run.running}>
                            {t('Try {run, plural, one {# job} other {# jobs}} again', { run: failures(run) })}
                        </Button>
                    )}
                    <Button type="primary" onClick={onClose}>
                        {t('Close')}
                    </Button>
                </>
            }
        >
            <Typography.Paragraph>
                {t('{outcome}. What failed is as it is on the server.', { outcome: run.outcome })}
            </Typography.Paragraph>
            <ul className="limn-bulk-list">
                {run.edit.parts.map((part, index) => (
                    <li key={part.name}>
                        <Flex justify="space-between" gap={8}>
                            <span>{part.name}</span>
                            <Tag color={run.states[index].status === 'failed' ? 'error' : 'success'}>
                                {word(run.states[index].status)}
                            </Tag>
                        </Flex>
                        {run.states[index].message && (
                            <Typography.Text type="danger" className="limn-prewrap">
                                {run.states[index].message}
                            </Typography.Text>
                        )}
                    </li>
                ))}
            </ul>
        </Modal>
    );
}

function Progressing({ run }: { run: EditRun }) {
    const { done, failed } = totals(run.states);
    const total = run.states.length;
    return (
        <>
            <span>
                {t('{doing}: job {total} of {total2}', {
                    doing: run.edit.doing,
                    total: Math.min(total, done + failed + 1),
                    total2: total,
                })}
            </span>
            <Progress
                percent={Math.floor(((done + failed) / total) * 100)}
                size="small"
                className="gal-progress"
                aria-label={run.edit.doing}
            />
        </>
    );
}

/** What the last edit did, how far it is, and the way back. Its line is always there, so that nothing moves. */
export function EditStatus({ edits, otherwise }: { edits: Edits; otherwise: string }) {
    const [open, setOpen] = useState(false);
    const { last } = edits;
    const failed = last && !last.running ? failures(last) : 0;
    return (
        <div className="gal-status" role="status">
            {!last && <span className="limn-meta">{otherwise}</span>}
            {last?.running && <Progressing run={last} />}
            {last && !last.running && (
                <>
                    <span>{last.outcome}</span>
                    {failed > 0 && (
                        <Typography.Text type="danger">
                            {t('{failed, plural, one {# job} other {# jobs}} not changed', { failed })}
                        </Typography.Text>
                    )}
                    {failed > 0 && (
                        <Button size="small" onClick={() => setOpen(true)}>
                            {t('What happened?')}
                        </Button>
                    )}
                    {last.undo && (
                        <Button size="small" onClick={edits.undo}>
                            {t('Undo')}
                        </Button>
                    )}
                    <Button
                        size="small"
                        type="text"
                        icon={<CloseOutlined />}
                        aria-label={t('Dismiss')}
                        onClick={edits.dismiss}
                    />
                </>
            )}
            {open && last && <Results run={last} onRetry={edits.retry} onClose={() => setOpen(false)} />}
        </div>
    );
}
