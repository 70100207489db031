import { App, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useNotices } from '../shared/notices';
import { ErrorDrawer } from './ErrorDrawer';

/** Shows new notices as toasts: errors stay until dismissed, successes leave by themselves. */
export function NoticeHost() {
    const { notification } = App.useApp();
    const navigate = useNavigate();
    const { errors, successes, setDrawerOpen } = useNotices();
    const shownError = useRef(0);
    const shownSuccess = useRef(0);

    useEffect(() => {
        for (const notice of [...errors].reverse()) {
            if (notice.key <= shownError.current) continue;
            shownError.current = notice.key;
            const key = `error-${notice.key}`;
            notification.error({
                key,
                message: notice.title,
                description: <div className="limn-clamp">{notice.message}</div>,
                duration: 0,
                role: 'alert',
                btn: (
                    <Button
                        size="small"
                        onClick={() => {
                            notification.destroy(key);
                            setDrawerOpen(true);
                        }}
                    >
                        Details
                    </Button>
                ),
            });
        }
    }, [errors, notification, setDrawerOpen]);

    useEffect(() => {
        for (const notice of [...successes].reverse()) {
            if (notice.key <= shownSuccess.current) continue;
            shownSuccess.current = notice.key;
            const key = `success-${notice.key}`;
            const { action } = notice;
            notification.success({
                key,
                message: notice.title,
                description: notice.description,
                duration: action ? 12 : 4,
                role: 'status',
                btn: action && (
                    <Button
                        size="small"
                        type="primary"
                        href={action.href}
                        download={action.download || undefined}
                        onClick={event => {
                            notification.destroy(key);
                            if (action.download) return;
                            event.preventDefault();
                            void navigate(action.href);
                        }}
                    >
                        {action.text}
                    </Button>
                ),
            });
        }
    }, [successes, notification, navigate]);

    return <ErrorDrawer />;
}
