import { Alert, Button } from 'antd';
import { ApiError, messageOf } from '../../api';

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
            description={requestId ? `Request id: ${requestId}` : undefined}
            action={
                onRetry && (
                    <Button size="small" onClick={() => void onRetry()}>
                        Try again
                    </Button>
                )
            }
        />
    );
}
