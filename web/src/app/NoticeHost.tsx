import { App, Button } from 'antd';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../shared/language';
import { countedTitle, useNotices, type Notice } from '../shared/notices';
import { useQuietness } from './preferences';

const NoticeDrawer = lazy(() => import('./NoticeDrawer').then(module => ({ default: module.NoticeDrawer })));

/** Whether a notice came, or came again, since it was shown. */
function isNews(shown: Map<number, number>, { key, count }: Notice): boolean {
    if ((shown.get(key) ?? 0) >= count) return false;
    shown.set(key, count);
    return true;
}

/** Shows new notices as toasts: errors stay until dismissed, successes leave by themselves. */
export function NoticeHost() {
    const { notification } = App.useApp();
    const navigate = useNavigate();
    const { errors, successes, drawerOpen, setDrawerOpen } = useNotices();
    const [quietness] = useQuietness();
    /** How often each was shown; one that comes again changes its toast in place. */
    const shown = useRef(new Map<number, number>());

    useEffect(() => {
        for (const notice of [...errors].reverse()) {
            if (!isNews(shown.current, notice)) continue;
            if (quietness === 'nothing') continue;
            const key = `error-${notice.key}`;
            notification.error({
                key,
                message: countedTitle(notice),
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
                        {t('Details')}
                    </Button>
                ),
            });
        }
    }, [errors, notification, setDrawerOpen, quietness]);

    useEffect(() => {
        for (const notice of [...successes].reverse()) {
            if (!isNews(shown.current, notice)) continue;
            if (quietness !== 'all') continue;
            const key = `success-${notice.key}`;
            const { action } = notice;
            notification.success({
                key,
                message: countedTitle(notice),
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
    }, [successes, notification, navigate, quietness]);

    return <Suspense fallback={null}>{drawerOpen && <NoticeDrawer />}</Suspense>;
}
