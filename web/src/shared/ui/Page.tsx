import { Flex, Typography } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { t } from '../language';

interface Props {
    /** Shown in the browser's tab; the heading too unless `heading` is given. */
    title: string;
    heading?: ReactNode;
    subtitle?: ReactNode;
    actions?: ReactNode;
    children: ReactNode;
    width?: 'normal' | 'narrow' | 'wide';
}

/** The frame of an ordinary page: heading, actions, content. */
export function Page({ title, heading, subtitle, actions, children, width = 'normal' }: Props) {
    useEffect(() => {
        document.title = t('{title} · Limn', { title });
    }, [title]);
    return (
        <div className={`limn-page limn-page-${width}`}>
            <Flex justify="space-between" align="center" gap={16} wrap className="limn-page-head">
                <div className="limn-page-title">
                    {heading ?? (
                        <Typography.Title level={1} className="limn-h1">
                            {title}
                        </Typography.Title>
                    )}
                    {subtitle && <Typography.Text type="secondary">{subtitle}</Typography.Text>}
                </div>
                {actions && (
                    <Flex gap={8} wrap>
                        {actions}
                    </Flex>
                )}
            </Flex>
            {children}
        </div>
    );
}
