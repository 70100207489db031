import { WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

interface Props {
    title: string;
    text: string;
    /** What to do about it. */
    action: ReactNode;
    children?: ReactNode;
}

/** Fills the page when it cannot be shown: what happened, what is safe, what to do. */
export function Trouble({ title, text, action, children }: Props) {
    return (
        <div className="limn-trouble" role="alert">
            <WarningOutlined aria-hidden className="limn-trouble-icon" />
            <h1 className="limn-trouble-title">{title}</h1>
            <p>{text}</p>
            {action}
            {children}
        </div>
    );
}
