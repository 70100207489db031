import { CheckOutlined, DownOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useNavigate } from 'react-router';
import { useAction } from '../shared/useAction';
import { usePreferences, type ThemeChoice } from './preferences';
import { queryClient } from './queryClient';
import { displayName, useSession } from './session';

const THEMES: { value: ThemeChoice; title: string }[] = [
    { value: 'system', title: 'As the system' },
    { value: 'light', title: 'Light' },
    { value: 'dark', title: 'Dark' },
];

export function UserMenu() {
    const { user, about, signOut } = useSession();
    const { theme, setTheme } = usePreferences();
    const navigate = useNavigate();
    const [leave] = useAction('You are still signed in', async () => {
        await signOut();
        queryClient.clear();
    });
    if (!user) return null;

    const items: MenuProps['items'] = [
        { key: 'who', type: 'group', label: `Signed in as ${user.username}` },
        { key: 'profile', label: 'Profile and password', onClick: () => void navigate('/profile') },
        {
            key: 'theme',
            type: 'group',
            label: 'Theme',
            children: THEMES.map(({ value, title }) => ({
                key: value,
                label: title,
                icon: <CheckOutlined style={{ visibility: theme === value ? 'visible' : 'hidden' }} />,
                onClick: () => setTheme(value),
            })),
        },
        { type: 'divider' },
        { key: 'logout', label: 'Log out', onClick: () => void leave() },
        { key: 'version', type: 'group', label: about ? `${about.name} ${about.version}` : 'Limn' },
    ];
    return (
        <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
            <Button type="text" icon={<UserOutlined />} aria-haspopup="menu">
                <span className="limn-user-name">{displayName(user)}</span>
                <DownOutlined className="limn-caret" />
            </Button>
        </Dropdown>
    );
}
