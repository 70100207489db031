import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { t } from '../../../shared/language';
import { pinOf } from '../../model/issues';
import type { Points } from '../../model/types';
import { toScreen } from '../../render/camera';
import { useSession } from '../context';

interface IssueCardProps {
    title: ReactNode;
    label: string;
    /** The region it is about, which it keeps clear of. */
    position: Points;
    tools?: ReactNode;
    children: ReactNode;
    onClose: () => void;
}

/** A card at a side of the canvas: the side on which its region is not. */
export function IssueCard({ title, label, position, tools, children, onClose }: IssueCardProps) {
    const session = useSession();
    const [onLeft] = useState(() => {
        const { camera, viewport } = session.viewport;
        return toScreen(camera, pinOf(position)).x > viewport.width / 2;
    });
    const close = () => {
        onClose();
        session.viewport.takeFocus();
    };
    return (
        <section
            role="dialog"
            aria-label={label}
            className={onLeft ? 'ed-issue-card ed-left' : 'ed-issue-card'}
            onKeyDown={event => {
                if (event.key !== 'Escape') return;
                event.stopPropagation();
                close();
            }}
        >
            <header>
                <strong>{title}</strong>
                {tools}
                <Button size="small" type="text" aria-label={t('Close')} icon={<CloseOutlined />} onClick={close} />
            </header>
            {children}
        </section>
    );
}
