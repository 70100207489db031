import { Button } from 'antd';
import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { messageOf } from '../api';
import { t } from '../shared/language';
import { Trouble } from './Trouble';

/** Shown when a page could not even be loaded: most often because the server was updated meanwhile. */
export function RouteError() {
    const error = useRouteError();
    useEffect(() => globalThis.reportError?.(error), [error]);
    return (
        <Trouble
            title={t('This page could not be loaded')}
            text={t('{error} Reload to get the present version of the page.', { error: messageOf(error) })}
            action={
                <Button type="primary" onClick={() => window.location.reload()}>
                    {t('Reload')}
                </Button>
            }
        />
    );
}
