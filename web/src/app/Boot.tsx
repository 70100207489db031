import { Button, Flex, Result, Spin } from 'antd';
import { Outlet } from 'react-router';
import { NoticeHost } from './NoticeHost';
import { ReloginModal } from './ReloginModal';
import { useSession } from './session';

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
    const { status, boot } = useSession();
    if (status === 'connecting') {
        return <Connecting />;
    }
    if (status === 'unreachable') {
        return (
            <Result
                status="warning"
                title="Cannot connect to the server"
                subTitle="It did not answer for half a minute. Check that it runs and that the network is up."
                extra={
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
            <ReloginModal />
        </>
    );
}
