import { ExclamationCircleOutlined } from '@ant-design/icons';
import { Badge, Button, Spin, Tooltip } from 'antd';
import { Suspense } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigation } from 'react-router';
import { useNotices } from '../shared/notices';
import { ActivityButton } from './ActivityButton';
import { ErrorBoundary } from './ErrorBoundary';
import { Logo } from './Logo';
import { UserMenu } from './UserMenu';

const SECTIONS = [
    { path: '/projects', title: 'Projects' },
    { path: '/tasks', title: 'Tasks' },
    { path: '/jobs', title: 'Jobs' },
    { path: '/requests', title: 'Requests' },
];

function ErrorsButton() {
    const { errors, setDrawerOpen } = useNotices();
    if (!errors.length) return null;
    return (
        <Tooltip title="Errors">
            <Badge count={errors.length} size="small" offset={[-4, 4]}>
                <Button
                    type="text"
                    icon={<ExclamationCircleOutlined />}
                    aria-label={`Errors: ${errors.length}`}
                    onClick={() => setDrawerOpen(true)}
                />
            </Badge>
        </Tooltip>
    );
}

export function Shell() {
    const { pathname } = useLocation();
    const loading = useNavigation().state === 'loading';
    return (
        <div className="limn-shell">
            <a href="#content" className="limn-skip">
                Skip to content
            </a>
            <header className="limn-header">
                <Link to="/tasks" className="limn-brand" aria-label="Limn: tasks">
                    <Logo size={24} />
                    <span>Limn</span>
                </Link>
                <nav aria-label="Main">
                    {SECTIONS.map(({ path, title }) => (
                        <NavLink key={path} to={path} className="limn-nav-link">
                            {title}
                        </NavLink>
                    ))}
                </nav>
                <div className="limn-header-right">
                    <ErrorsButton />
                    <ActivityButton />
                    <UserMenu />
                </div>
            </header>
            <div className={loading ? 'limn-loading on' : 'limn-loading'} aria-hidden />
            <main id="content" tabIndex={-1} className="limn-main">
                <ErrorBoundary resetKey={pathname}>
                    <Suspense fallback={<Spin className="limn-page-spin" />}>
                        <Outlet />
                    </Suspense>
                </ErrorBoundary>
            </main>
        </div>
    );
}
