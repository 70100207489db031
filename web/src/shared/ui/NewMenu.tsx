import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { menuItems, type Action } from './ActionMenu';

/** Further ways to make something, beside the ordinary one. */
export function NewMenu({ actions }: { actions: Action[] }) {
    return (
        <Dropdown menu={{ items: menuItems(actions) }} trigger={['click']} placement="bottomRight">
            <Button icon={<DownOutlined />} iconPosition="end" aria-haspopup="menu">
                More
            </Button>
        </Dropdown>
    );
}
