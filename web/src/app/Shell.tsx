import { BellOutlined, SearchOutlined } from '@ant-design/icons';
import { Badge, Button, Spin, Tooltip } from 'antd';
import { Suspense, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import { usePageKey } from '../shared/keys/page';
import { t } from '../shared/language';
import { useNotices } from '../shared/notices';
import { useOverlays } from '../shared/overlays';
import { ActivityButton } from './ActivityButton';
import { ErrorBoundary } from './ErrorBoundary';
import { Logo } from './Logo';
import { Overlays } from './Overlays';
import { UserMenu } from './UserMenu';
import { useScrollPlace } from './useScrollPlace';
import { WorkspaceMenu } from './WorkspaceMenu';

const SECTIONS = [
    { path: '/projects', title: t('Projects') },
    { path: '/tasks', title: t('Tasks') },
    { path: '/jobs', title: t('Jobs') },
    { path: '/cloudstorages', title: t('Cloud storages') },
    { path: '/requests', title: t('Requests') },
];

function NoticesButton() {
    const { unseen, setDrawerOpen } = useNotices();
    return (
        <Tooltip title={t('Notifications')}>
            <Badge count={unseen} size="small" offset={[-4, 4]}>
                <Button
                    type="text"
                    icon={<BellOutlined />}
                    aria-label={unseen ? t('Notifications: {unseen} new errors', { unseen }) : t('Notifications')}
                    onClick={() => setDrawerOpen(true)}
                />
            </Badge>
        </Tooltip>
    );
}

function PaletteButton() {
    const show = useOverlays(state => state.show);
    const key = usePageKey()('palette');
    const title = t('Find or do anything');
    return (
        <Tooltip title={key ? `${title} (${key})` : title}>
            <Button
                type="text"
                icon={<SearchOutlined />}
                aria-label={title}
                aria-keyshortcuts={key}
                onClick={() => show('palette')}
            />
        </Tooltip>
    );
}

export function Shell() {
    const { pathname } = useLocation();
    const loading = useNavigation().state === 'loading';
    const main = useRef<HTMLElement>(null);
    useScrollPlace(main);
    return (
        <div className="limn-shell">
            <a href="#content" className="limn-skip">
                {t('Skip to content')}
            </a>
            <header className="limn-header">
                <Link to="/tasks" className="limn-brand" aria-label={t('Limn: tasks')}>
                    <Logo size={24} />
                    <span>Limn</span>
                </Link>
                <nav aria-label={t('Main')}>
                    {SECTIONS.map(({ path, title }) => (
                        <NavLink key={path} to={path} className="limn-nav-link">
                            {title}
                        </NavLink>
                    ))}
                </nav>
                <div className="limn-header-right">
                    <ActivityButton />
                    <PaletteButton />
                    <NoticesButton />
                    <WorkspaceMenu />
                    <UserMenu />
                </div>
            </header>
            <div className={loading ? 'limn-loading on' : 'limn-loading'} aria-hidden />
            <main ref={main} id="content" tabIndex={-1} className="limn-main">
                <ErrorBoundary resetKey={pathname}>
                    <Suspense fallback={<Spin className="limn-page-spin" />}>
                        <Outlet />
                    </Suspense>
                </ErrorBoundary>
            </main>
            <Overlays />
        </div>
    );
}
