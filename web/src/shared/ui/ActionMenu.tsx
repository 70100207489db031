import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';

export interface Action {
    key: string;
    text: string;
    danger?: boolean;
    disabled?: boolean;
    run: () => void;
}

interface Props {
    /** Says whose actions these are. */
    label: string;
    actions: Action[];
    text?: string;
}

/** The actions of one thing, behind one button. Dangerous ones stand last, set apart. */
export function ActionMenu({ label, actions, text }: Props) {
    const item = ({ key, text: title, danger, disabled, run }: Action) => ({
        key,
        label: title,
        danger,
        disabled,
        onClick: run,
    });
    const calm = actions.filter(action => !action.danger).map(item);
    const dangerous = actions.filter(action => action.danger).map(item);
    const items: MenuProps['items'] = [
        ...calm,
        ...(calm.length && dangerous.length ? [{ type: 'divider' as const }] : []),
        ...dangerous,
    ];
    return (
        <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
            <Button
                type={text ? 'default' : 'text'}
                icon={<MoreOutlined />}
                iconPosition="end"
                aria-label={label}
                aria-haspopup="menu"
            >
                {text}
            </Button>
        </Dropdown>
    );
}
