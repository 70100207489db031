import { Empty, Typography } from 'antd';
import type { ReactNode } from 'react';

interface Props {
    title: string;
    text?: ReactNode;
    action?: ReactNode;
}

/** What a list shows while it is empty: what belongs here, and the way to the first one. */
export function EmptyState({ title, text, action }: Props) {
    return (
        <Empty
            className="limn-empty"
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={
                <>
                    <Typography.Text strong>{title}</Typography.Text>
                    {text && (
                        <Typography.Paragraph type="secondary" className="limn-empty-text">
                            {text}
                        </Typography.Paragraph>
                    )}
                </>
            }
        >
            {action}
        </Empty>
    );
}
