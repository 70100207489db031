import { Alert, Button } from 'antd';
import { ApiError, messageOf } from '../../api';
import { t } from '../language';

interface Props {
    error: unknown;
    onRetry?: () => unknown;
}

/** Says in place why something could not be loaded. */
export function LoadError({ error, onRetry }: Props) {
    const requestId = error instanceof ApiError ? error.requestId : null;
    return (
        <Alert
            type="error"
            showIcon
            message={messageOf(error)}
            description={requestId ? t('Request id: {requestId}', { requestId }) : undefined}
            action={
                onRetry && (
                    <Button size="small" onClick={() => void onRetry()}>
                        {t('Try again')}
                    </Button>
                )
            }
        />
    );
}
