import { PlusOutlined } from '@ant-design/icons';
import { Button, Tooltip, type ButtonProps } from 'antd';
import { useHref, useLinkClickHandler } from 'react-router';

interface Props {
    to: string;
    children: string;
    type?: ButtonProps['type'];
    icon?: ButtonProps['icon'];
    /** Why one may not go there; the button then leads nowhere and says so. */
    reason?: string | null;
}

/** A link that looks like a button; opens a new tab the way links do. */
export function LinkButton({ to, children, type = 'primary', icon = <PlusOutlined />, reason = null }: Props) {
    const href = useHref(to);
    const follow = useLinkClickHandler<HTMLElement>(to);
    if (reason !== null) {
        return (
            <Tooltip title={reason}>
                <span>
                    <Button type={type} icon={icon} disabled aria-description={reason}>
                        {children}
                    </Button>
                </span>
            </Tooltip>
        );
    }
    return (
        <Button type={type} icon={icon} href={href} onClick={follow}>
            {children}
        </Button>
    );
}
