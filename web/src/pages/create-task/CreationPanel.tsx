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
import { UploadLine } from '../../shared/activity/UploadLine';
import { t } from '../../shared/language';
import { describeError } from '../../shared/notices';
import { LinkButton } from '../../shared/ui/LinkButton';

function ProcessingLine({ creation: { processing, phase } }: { creation: Creation }) {
    const text = processing.message || (processing.queued ? t('waiting for a free worker') : t('making frames'));
    return (
        <div aria-live="polite">
            <Typography.Text>
                {phase === 'finished' ? t('Frames: ready') : t('Frames: {text}', { text })}
            </Typography.Text>
            <Progress
                percent={phase === 'finished' ? 100 : Math.floor(processing.progress * 100)}
                status={phase === 'processing' ? 'active' : 'normal'}
                aria-label={t('Making frames')}
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
                    {requestId && <div className="limn-meta">{t('Request id: {requestId}', { requestId })}</div>}
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
                    {t('Try again')}
                </Button>
                <Button
                    danger={taskId !== null}
                    onClick={() => {
                        void discardCreation(key);
                        onBack();
                    }}
                >
                    {taskId === null ? t('Back to the form') : t('Delete the empty task, back to the form')}
                </Button>
            </>
        );
    }
    if (phase === 'finished' || phase === 'cancelled') {
        return (
            <>
                {canRetry(creation) && <Button onClick={() => retryCreation(key)}>{t('Try again')}</Button>}
                {phase === 'finished' && (
                    <LinkButton to={`/tasks/${taskId}`} icon={null}>
                        {t('Open the task')}
                    </LinkButton>
                )}
                <Button
                    onClick={() => {
                        forgetCreation(key);
                        onBack();
                    }}
                >
                    {phase === 'cancelled' ? t('Back to the form') : t('Dismiss')}
                </Button>
            </>
        );
    }
    return canCancel(creation) ? <Button onClick={() => void cancelCreation(key)}>{t('Cancel')}</Button> : null;
}

/** One task on its way, from its first byte to its frames. */
export function CreationPanel({ creation, onBack }: { creation: Creation; onBack: () => void }) {
    const { phase } = creation;
    const hasUpload = creation.taskId !== null && phase !== 'cancelled' && creation.upload.totalFiles > 0;
    const hasProcessing = phase === 'processing' || phase === 'finished';
    return (
        <Card title={creation.name} size="small">
            <Flex vertical gap={12}>
                {phase === 'waiting' && <Typography.Text>{t('Waiting for the task before it.')}</Typography.Text>}
                {phase === 'creating' && <Typography.Text>{t('Creating the task…')}</Typography.Text>}
                {phase === 'cancelled' && (
                    <Typography.Text>{t('Cancelled. Nothing was kept on the server.')}</Typography.Text>
                )}
                {hasUpload && (
                    <UploadLine
                        upload={creation.upload}
                        speed={creation.speed}
                        running={phase === 'uploading'}
                        failed={phase === 'failed'}
                    />
                )}
                {hasProcessing && <ProcessingLine creation={creation} />}
                {phase === 'failed' && <Failure creation={creation} />}
                <Flex gap={8} align="center" wrap>
                    <Buttons creation={creation} onBack={onBack} />
                    {phase === 'uploading' && (
                        <Typography.Text type="secondary">
                            {creation.kept
                                ? t(
                                      'You can work on other pages meanwhile. If this tab is closed, the upload goes on from here when the same files are chosen again.',
                                  )
                                : t('You can work on other pages meanwhile; keep this tab open.')}
                        </Typography.Text>
                    )}
                </Flex>
            </Flex>
        </Card>
    );
}
