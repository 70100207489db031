import { Button } from 'antd';
import { useRouteError } from 'react-router';
import { messageOf } from '../api';
import { Trouble } from './Trouble';

/** Shown when a page could not even be loaded: most often because the server was updated meanwhile. */
export function RouteError() {
    const error = useRouteError();
    return (
        <Trouble
            title="This page could not be loaded"
            text={`${messageOf(error)} Reload to get the present version of the page.`}
            action={
                <Button type="primary" onClick={() => window.location.reload()}>
                    Reload
                </Button>
            }
        />
    );
}
