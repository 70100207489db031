import { PlusOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { useHref, useLinkClickHandler } from 'react-router';

interface Props {
    to: string;
    children: string;
    type?: ButtonProps['type'];
    icon?: ButtonProps['icon'];
}

/** A link that looks like a button; opens a new tab the way links do. */
export function LinkButton({ to, children, type = 'primary', icon = <PlusOutlined /> }: Props) {
    const href = useHref(to);
    const follow = useLinkClickHandler<HTMLElement>(to);
    return (
        <Button type={type} icon={icon} href={href} onClick={follow}>
            {children}
        </Button>
    );
}
