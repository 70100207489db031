import { Alert, Button, Card, Flex, Progress, Typography } from 'antd';
import type { Creation } from '../../shared/activity/creationList';
import {
    canCancel,
    cancelCreation,
    canRetry,
    discardCreation,
    forgetCreation,
    retryCreation,
    whatWasKept,
} from '../../shared/activity/creations';
import { formatBytes, formatDuration } from '../../shared/format';
import { describeError } from '../../shared/notices';
import { LinkButton } from '../../shared/ui/LinkButton';

/** The files under way, each with its share; as many lines as there ever are, so that nothing moves. */
function ActiveFiles({ active }: { active: Creation['upload']['active'] }) {
    return (
        <ul className="limn-active-files" aria-label="Files under way">
            {active.map(({ name, sentBytes, totalBytes }) => (
                <li key={name}>
                    <span className="limn-ellipsis" title={name}>
                        {name}
                    </span>
                    <span className="limn-meta limn-number">
                        {`${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`}
                    </span>
                </li>
            ))}
        </ul>
    );
}

function UploadLine({ creation: { upload, speed, phase } }: { creation: Creation }) {
    const share = upload.totalBytes ? upload.sentBytes / upload.totalBytes : 1;
    const left = speed > 0 ? (upload.totalBytes - upload.sentBytes) / speed : null;
    const uploading = phase === 'uploading';
    return (
        <div>
            <Flex justify="space-between" gap={8} wrap>
                <Typography.Text>
                    {`Upload: ${formatBytes(upload.sentBytes)} of ${formatBytes(upload.totalBytes)}`}
                </Typography.Text>
                <span className="limn-meta limn-number">
                    {[
                        `Files: ${upload.doneFiles} of ${upload.totalFiles}`,
                        uploading && speed > 0 && `${formatBytes(speed)}/s`,
                        uploading && left !== null && left > 1 && `${formatDuration(left)} left`,
                    ]
                        .filter(Boolean)
                        .join(' · ')}
                </span>
            </Flex>
            <Progress
                percent={Math.floor(share * 100)}
                status={phase === 'failed' && share < 1 ? 'exception' : uploading ? 'active' : 'normal'}
                aria-label="Upload"
            />
            {uploading && <ActiveFiles active={upload.active} />}
        </div>
    );
}

function ProcessingLine({ creation: { processing, phase } }: { creation: Creation }) {
    const text = processing.message || (processing.queued ? 'waiting for a free worker' : 'making frames');
    return (
        <div aria-live="polite">
            <Typography.Text>{phase === 'finished' ? 'Frames: ready' : `Frames: ${text}`}</Typography.Text>
            <Progress
                percent={phase === 'finished' ? 100 : Math.floor(processing.progress * 100)}
                status={phase === 'processing' ? 'active' : 'normal'}
                aria-label="Making frames"
            />
        </div>
    );
}

function Failure({ creation }: { creation: Creation }) {
    const { message, requestId } = describeError(creation.error);
    return (
        <Alert
            type="error"
            showIcon
            role="alert"
            message={<span className="limn-prewrap">{message}</span>}
            description={
                <>
                    {whatWasKept(creation)}
                    {requestId && <div className="limn-meta">{`Request id: ${requestId}`}</div>}
                </>
            }
        />
    );
}

function Buttons({ creation, onBack }: { creation: Creation; onBack: () => void }) {
    const { key, phase, taskId } = creation;
    if (phase === 'failed') {
        return (
            <>
                <Button type="primary" onClick={() => retryCreation(key)}>
                    Try again
                </Button>
                <Button
                    danger={taskId !== null}
                    onClick={() => {
                        void discardCreation(key);
                        onBack();
                    }}
                >
                    {taskId === null ? 'Back to the form' : 'Delete the empty task, back to the form'}
                </Button>
            </>
        );
    }
    if (phase === 'finished' || phase === 'cancelled') {
        return (
            <>
                {canRetry(creation) && <Button onClick={() => retryCreation(key)}>Try again</Button>}
                {phase === 'finished' && (
                    <LinkButton to={`/tasks/${taskId}`} icon={null}>
                        Open the task
                    </LinkButton>
                )}
                <Button
                    onClick={() => {
                        forgetCreation(key);
                        onBack();
                    }}
                >
                    {phase === 'cancelled' ? 'Back to the form' : 'Dismiss'}
                </Button>
            </>
        );
    }
    return canCancel(creation) ? <Button onClick={() => void cancelCreation(key)}>Cancel</Button> : null;
}

/** One task on its way, from its first byte to its frames. */
export function CreationPanel({ creation, onBack }: { creation: Creation; onBack: () => void }) {
    const { phase } = creation;
    const hasUpload = creation.taskId !== null && phase !== 'cancelled' && creation.upload.totalFiles > 0;
    const hasProcessing = phase === 'processing' || phase === 'finished';
    return (
        <Card title={creation.name} size="small">
            <Flex vertical gap={12}>
                {phase === 'waiting' && <Typography.Text>Waiting for the task before it.</Typography.Text>}
                {phase === 'creating' && <Typography.Text>Creating the task…</Typography.Text>}
                {phase === 'cancelled' && <Typography.Text>Cancelled. Nothing was kept on the server.</Typography.Text>}
                {hasUpload && <UploadLine creation={creation} />}
                {hasProcessing && <ProcessingLine creation={creation} />}
                {phase === 'failed' && <Failure creation={creation} />}
                <Flex gap={8} align="center" wrap>
                    <Buttons creation={creation} onBack={onBack} />
                    {phase === 'uploading' && (
                        <Typography.Text type="secondary">
                            {creation.kept
                                ? 'You can work on other pages meanwhile. If this tab is closed, the upload goes on from here when the same files are chosen again.'
                                : 'You can work on other pages meanwhile; keep this tab open.'}
                        </Typography.Text>
                    )}
                </Flex>
            </Flex>
        </Card>
    );
}
