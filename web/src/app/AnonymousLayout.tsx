import { Flex, Typography } from 'antd';
import { Navigate, Outlet, useSearchParams } from 'react-router';
import { Logo } from './Logo';
import { nextPath } from './nextPath';
import { useStartPage } from './preferences';
import { useSession } from './session';

export function AnonymousLayout() {
    const status = useSession(session => session.status);
    const [params] = useSearchParams();
    const [start] = useStartPage();
    if (status === 'authenticated') return <Navigate to={nextPath(params.get('next'), start)} replace />;
    return (
        <Flex vertical align="center" justify="center" gap={24} className="limn-full">
            <Flex gap={10} align="center">
                <Logo size={34} />
                <Typography.Text className="limn-brand-large">Limn</Typography.Text>
            </Flex>
            <main className="limn-panel limn-auth-card">
                <Outlet />
            </main>
        </Flex>
    );
}
