import { CloseOutlined } from '@ant-design/icons';
import { Button, Flex, Modal, Progress, Tag, Typography } from 'antd';
import { useState } from 'react';
import { totals } from '../../shared/bulk/run';
import { formatCount } from '../../shared/format';
import { failures, type EditRun, type Edits } from './useEdits';

/** Job by job what came of an edit. */
function Results({ run, onRetry, onClose }: { run: EditRun; onRetry: () => void; onClose: () => void }) {
    return (
        <Modal
            open
            title={`${run.edit.doing}: what came of it`}
            onCancel={onClose}
            width={560}
            footer={
                <>
                    {failures(run) > 0 && (
                        <Button onClick={onRetry} loading={run.running}>
                            {`Try ${formatCount(failures(run), 'job')} again`}
                        </Button>
                    )}
                    <Button type="primary" onClick={onClose}>
                        Close
                    </Button>
                </>
            }
        >
            <Typography.Paragraph>{run.outcome}. What failed is as it is on the server.</Typography.Paragraph>
            <ul className="limn-bulk-list">
                {run.edit.parts.map((part, index) => (
                    <li key={part.name}>
                        <Flex justify="space-between" gap={8}>
                            <span>{part.name}</span>
                            <Tag color={run.states[index].status === 'failed' ? 'error' : 'success'}>
                                {run.states[index].status}
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
            <span>{`${run.edit.doing}: job ${Math.min(total, done + failed + 1)} of ${total}`}</span>
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
                        <Typography.Text type="danger">{`${formatCount(failed, 'job')} not changed`}</Typography.Text>
                    )}
                    {failed > 0 && (
                        <Button size="small" onClick={() => setOpen(true)}>
                            What happened?
                        </Button>
                    )}
                    {last.undo && (
                        <Button size="small" onClick={edits.undo}>
                            Undo
                        </Button>
                    )}
                    <Button
                        size="small"
                        type="text"
                        icon={<CloseOutlined />}
                        aria-label="Dismiss"
                        onClick={edits.dismiss}
                    />
                </>
            )}
            {open && last && <Results run={last} onRetry={edits.retry} onClose={() => setOpen(false)} />}
        </div>
    );
}
