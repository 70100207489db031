import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useHints } from '../keys/useHints';
import { sideOf } from '../../shared/language';

interface StripButtonProps {
    title: string;
    /** The command it gives, whose key is told beside the title. */
    command?: string;
    active?: boolean;
    disabled?: boolean;
    onClick: () => void;
    children: ReactNode;
}

/** A tool among those on the left. */
export function StripButton({ title, command, active, disabled, onClick, children }: StripButtonProps) {
    const { titled } = useHints();
    return (
        <Tooltip title={command ? titled(title, command) : title} placement={sideOf('right')} mouseEnterDelay={0.4}>
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
