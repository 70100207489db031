import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';
import { messageOf } from '../api';

/** Shown when a page could not even be loaded: most often because the server was updated meanwhile. */
export function RouteError() {
    const error = useRouteError();
    return (
        <Result
            status="warning"
            title="This page could not be loaded"
            subTitle={`${messageOf(error)} Reload to get the present version of the page.`}
            extra={
                <Button type="primary" onClick={() => window.location.reload()}>
                    Reload
                </Button>
            }
        />
    );
}
