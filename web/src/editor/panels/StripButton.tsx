import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';

interface StripButtonProps {
    title: string;
    keys?: string;
    active?: boolean;
    disabled?: boolean;
    onClick: () => void;
    children: ReactNode;
}

/** A tool among those on the left. */
export function StripButton({ title, keys, active, disabled, onClick, children }: StripButtonProps) {
    return (
        <Tooltip title={keys ? `${title} (${keys})` : title} placement="right" mouseEnterDelay={0.4}>
            <Button
                type={active ? 'primary' : 'text'}
                aria-label={title}
                aria-pressed={active}
                disabled={disabled}
                icon={children}
                onClick={onClick}
            />
        </Tooltip>
    );
}
