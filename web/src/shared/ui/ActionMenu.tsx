import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip, type MenuProps } from 'antd';
import { Link } from 'react-router';
import { sideOf } from '../language';

export interface Action {
    key: string;
    text: string;
    danger?: boolean;
    disabled?: boolean;
    /** Why it is disabled. */
    reason?: string;
    /** Leads to another page of this program; opens a new tab the way links do. */
    to?: string;
    /** Leads to another site. */
    href?: string;
    run?: () => void;
}

interface Props {
    /** Says whose actions these are. */
    label: string;
    actions: Action[];
    text?: string;
}

function title({ text, to, href, disabled, reason }: Action) {
    if (disabled) return reason ? <Tooltip title={reason}>{text}</Tooltip> : text;
    if (to) return <Link to={to}>{text}</Link>;
    if (href) {
        return (
            <a href={href} target="_blank" rel="noopener noreferrer">
                {text}
            </a>
        );
    }
    return text;
}

/** The actions as entries of a menu. Dangerous ones stand last, set apart. */
export function menuItems(actions: Action[]): NonNullable<MenuProps['items']> {
    const item = (action: Action) => ({
        key: action.key,
        label: title(action),
        danger: action.danger,
        disabled: action.disabled,
        onClick: action.run,
    });
    const calm = actions.filter(action => !action.danger).map(item);
    const dangerous = actions.filter(action => action.danger).map(item);
    return [...calm, ...(calm.length && dangerous.length ? [{ type: 'divider' as const }] : []), ...dangerous];
}

/** The actions of one thing, behind one button. */
export function ActionMenu({ label, actions, text }: Props) {
    return (
        <Dropdown menu={{ items: menuItems(actions) }} trigger={['click']} placement={sideOf('bottomRight')}>
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
