import { Alert, Progress, Typography } from 'antd';
import type { ReactNode } from 'react';
import { t } from '../language';
import type { TrackedRequest } from './requests';

interface Props {
    request: TrackedRequest;
    /** While it runs and says nothing itself. */
    running: string;
    finished: ReactNode;
    failed: string;
}

/** How far a background request is, within the dialog that started it. */
export function RequestProgress({ request, running, finished, failed }: Props) {
    const { status } = request;
    if (status === 'failed') {
        return (
            <Alert
                type="error"
                showIcon
                role="alert"
                message={failed}
                description={<span className="limn-prewrap">{request.message}</span>}
            />
        );
    }
    return (
        <div aria-live="polite">
            <Progress
                percent={Math.floor(request.progress * 100)}
                status={status === 'finished' ? 'success' : 'active'}
                aria-label={request.title}
            />
            {status === 'finished' ? (
                finished
            ) : (
                <Typography.Text type="secondary">
                    {t('{message} You can close this window.', { message: request.message || running })}
                </Typography.Text>
            )}
        </div>
    );
}
