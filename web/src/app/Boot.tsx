import { Button, Flex, Spin } from 'antd';
import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router';
import { NoticeHost } from './NoticeHost';
import { useSession } from './session';
import { Trouble } from './Trouble';

const ReloginModal = lazy(() => import('./ReloginModal').then(module => ({ default: module.ReloginModal })));

export function Connecting() {
    return (
        <Flex vertical gap={12} align="center" justify="center" className="limn-full" role="status">
            <Spin size="large" />
            Connecting…
        </Flex>
    );
}

/** Holds every page back until it is known who is signed in. */
export function Boot() {
    const { status, boot, expired } = useSession();
    if (status === 'connecting') {
        return <Connecting />;
    }
    if (status === 'unreachable') {
        return (
            <Trouble
                title="Cannot connect to the server"
                text="It did not answer for half a minute. Check that it runs and that the network is up."
                action={
                    <Button type="primary" onClick={() => void boot()}>
                        Try again
                    </Button>
                }
            />
        );
    }
    return (
        <>
            <Outlet />
            <NoticeHost />
            {expired && (
                <Suspense fallback={null}>
                    <ReloginModal />
                </Suspense>
            )}
        </>
    );
}
