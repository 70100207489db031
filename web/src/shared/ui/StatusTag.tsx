import {
    CheckCircleOutlined,
    ClockCircleOutlined,
    CloseCircleOutlined,
    EditOutlined,
    EyeOutlined,
    LoadingOutlined,
    MinusCircleOutlined,
} from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { word } from '../language/words';

const LOOKS: Record<string, { color: string; icon: ReactNode }> = {
    annotation: { color: 'default', icon: <EditOutlined /> },
    validation: { color: 'processing', icon: <EyeOutlined /> },
    acceptance: { color: 'success', icon: <CheckCircleOutlined /> },
    completed: { color: 'success', icon: <CheckCircleOutlined /> },
    new: { color: 'default', icon: <MinusCircleOutlined /> },
    'in progress': { color: 'processing', icon: <EditOutlined /> },
    rejected: { color: 'error', icon: <CloseCircleOutlined /> },
    queued: { color: 'default', icon: <ClockCircleOutlined /> },
    started: { color: 'processing', icon: <LoadingOutlined /> },
    finished: { color: 'success', icon: <CheckCircleOutlined /> },
    failed: { color: 'error', icon: <CloseCircleOutlined /> },
};

/** A status as colour, sign and word together. */
export function StatusTag({ status }: { status: string }) {
    const look = LOOKS[status];
    return (
        <Tag color={look?.color} icon={look?.icon} className="limn-status">
            {word(status)}
        </Tag>
    );
}
