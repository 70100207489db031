import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { t, sideOf } from '../language';
import { menuItems, type Action } from './ActionMenu';

/** Further ways to make something, beside the ordinary one. */
export function NewMenu({ actions }: { actions: Action[] }) {
    return (
        <Dropdown menu={{ items: menuItems(actions) }} trigger={['click']} placement={sideOf('bottomRight')}>
            <Button icon={<DownOutlined />} iconPosition="end" aria-haspopup="menu">
                {t('More')}
            </Button>
        </Dropdown>
    );
}
