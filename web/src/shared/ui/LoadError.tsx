import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiError, messageOf } from '../../api';
import { t } from '../language';

interface Props {
    error: unknown;
    onRetry?: () => unknown;
    /** What else can be done about it. */
    more?: ReactNode;
}

/** What the server refuses, or does not know, the server says in few words; here is what to do. */
function whatToDo(error: unknown): string | null {
    if (!(error instanceof ApiError)) return null;
    if (error.status === 403)
        return t(
            'This is open to its owner, to whom it is assigned and to maintainers of its organisation. Ask one of them, or sign in with another account.',
        );
    if (error.status === 404)
        return t('It may have been deleted, or the address is not right. What there is stands in the lists above.');
    return null;
}

/** Says in place why something could not be loaded. */
export function LoadError({ error, onRetry, more }: Props) {
    const requestId = error instanceof ApiError ? error.requestId : null;
    const advice = whatToDo(error);
    return (
        <Alert
            type="error"
            showIcon
            message={messageOf(error)}
            description={
                (requestId !== null || advice !== null || more) && (
                    <>
                        {advice && <div>{advice}</div>}
                        {more && <div>{more}</div>}
                        {requestId && <div className="limn-meta">{t('Request id: {requestId}', { requestId })}</div>}
                    </>
                )
            }
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
