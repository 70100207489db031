import { useEffect, useRef } from 'react';
import { Navigate } from 'react-router';
import { Connecting } from '../../app/Boot';
import { useSession } from '../../app/session';
import { useSignOut } from '../../app/UserMenu';

/** Signs the user out; the address can be linked to. */
export default function LogoutPage() {
    const status = useSession(session => session.status);
    const leave = useSignOut();
    const begun = useRef(false);
    useEffect(() => {
        if (status !== 'authenticated' || begun.current) return;
        begun.current = true;
        void leave();
    }, [status, leave]);
    return status === 'authenticated' ? <Connecting /> : <Navigate to="/auth/login" replace />;
}
