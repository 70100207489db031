import { Navigate, useLocation } from 'react-router';
import { useSession } from './session';
import { Shell } from './Shell';

export function Protected() {
    const status = useSession(session => session.status);
    const { pathname, search } = useLocation();
    if (status === 'authenticated') return <Shell />;
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/auth/login${next}`} replace />;
}
