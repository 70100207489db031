import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { Link } from 'react-router';
import { useAction } from '../shared/useAction';
import { useOverlays } from '../shared/overlays';
import { queryClient } from './queryClient';
import { displayName, useSession } from './session';

export function useSignOut(): () => Promise<boolean> {
    const signOut = useSession(session => session.signOut);
    const [leave] = useAction('You are still signed in', async () => {
        await signOut();
        queryClient.clear();
    });
    return leave;
}

export function UserMenu() {
    const { user } = useSession();
    const show = useOverlays(state => state.show);
    const leave = useSignOut();
    if (!user) return null;

    const items: MenuProps['items'] = [
        { key: 'who', type: 'group', label: `Signed in as ${user.username}` },
        { key: 'profile', label: <Link to="/profile">Profile and access tokens</Link> },
        { key: 'settings', label: 'Settings', extra: 'F2', onClick: () => show('settings') },
        { key: 'shortcuts', label: 'Keys', extra: 'F1', onClick: () => show('shortcuts') },
        { key: 'palette', label: 'Find or do anything', extra: 'Ctrl+K', onClick: () => show('palette') },
        { key: 'about', label: 'About', onClick: () => show('about') },
        { type: 'divider' },
        { key: 'logout', label: 'Log out', onClick: () => void leave() },
    ];
    return (
        <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
            <Button
                type="text"
                icon={<UserOutlined />}
                aria-haspopup="menu"
                aria-label={`Account of ${displayName(user)}`}
            >
                <span className="limn-user-name">{displayName(user)}</span>
                <DownOutlined className="limn-caret" />
            </Button>
        </Dropdown>
    );
}
