import { Button, Flex, Spin } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Outlet } from 'react-router';
import { t } from '../shared/language';
import { lacksOf, thisBrowser, untold } from './browser';
import { NoticeHost } from './NoticeHost';
import { useSession } from './session';
import { Trouble } from './Trouble';

const BrowserNotice = lazy(() => import('./BrowserNotice').then(module => ({ default: module.BrowserNotice })));
const ReloginModal = lazy(() => import('./ReloginModal').then(module => ({ default: module.ReloginModal })));

export function Connecting() {
    return (
        <Flex vertical gap={12} align="center" justify="center" className="limn-full" role="status">
            <Spin size="large" />
            {t('Connecting…')}
        </Flex>
    );
}

/** Found once: a browser gains nothing while the page is open. */
const LACKS = lacksOf(thisBrowser);

/** Holds every page back until it is known who is signed in. */
export function Boot() {
    const { status, boot, expired } = useSession();
    const [lacks] = useState(() => untold(LACKS));
    if (status === 'connecting') {
        return <Connecting />;
    }
    if (status === 'unreachable') {
        return (
            <Trouble
                title={t('Cannot connect to the server')}
                text={t('It did not answer for half a minute. Check that it runs and that the network is up.')}
                action={
                    <Button type="primary" onClick={() => void boot()}>
                        {t('Try again')}
                    </Button>
                }
            />
        );
    }
    return (
        <>
            <Outlet />
            <NoticeHost />
            {lacks.length > 0 && (
                <Suspense fallback={null}>
                    <BrowserNotice lacks={lacks} />
                </Suspense>
            )}
            {expired && (
                <Suspense fallback={null}>
                    <ReloginModal />
                </Suspense>
            )}
        </>
    );
}
