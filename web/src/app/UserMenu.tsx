import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { Link } from 'react-router';
import { usePageKey } from '../shared/keys/page';
import { t, sideOf } from '../shared/language';
import { useAction } from '../shared/useAction';
import { useOverlays } from '../shared/overlays';
import { queryClient } from './queryClient';
import { displayName, useSession } from './session';

export function useSignOut(): () => Promise<boolean> {
    const signOut = useSession(session => session.signOut);
    const [leave] = useAction(t('You are still signed in'), async () => {
        await signOut();
        queryClient.clear();
    });
    return leave;
}

export function UserMenu() {
    const { user } = useSession();
    const show = useOverlays(state => state.show);
    const leave = useSignOut();
    const keyOf = usePageKey();
    if (!user) return null;

    const items: MenuProps['items'] = [
        { key: 'who', type: 'group', label: t('Signed in as {username}', { username: user.username }) },
        { key: 'profile', label: <Link to="/profile">{t('Profile and access tokens')}</Link> },
        { key: 'settings', label: t('Settings'), extra: keyOf('settings'), onClick: () => show('settings') },
        { key: 'shortcuts', label: t('Keys'), extra: keyOf('shortcuts'), onClick: () => show('shortcuts') },
        { key: 'palette', label: t('Find or do anything'), extra: keyOf('palette'), onClick: () => show('palette') },
        { key: 'about', label: t('About'), onClick: () => show('about') },
        { type: 'divider' },
        { key: 'logout', label: t('Log out'), onClick: () => void leave() },
    ];
    return (
        <Dropdown menu={{ items }} trigger={['click']} placement={sideOf('bottomRight')}>
            <Button
                type="text"
                icon={<UserOutlined />}
                aria-haspopup="menu"
                aria-label={t('Account of {user}', { user: displayName(user) })}
            >
                <span className="limn-user-name">{displayName(user)}</span>
                <DownOutlined className="limn-caret" />
            </Button>
        </Dropdown>
    );
}
