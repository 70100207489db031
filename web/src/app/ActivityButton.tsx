import { SyncOutlined } from '@ant-design/icons';
import { Badge, Button, Flex, Popover, Progress, Typography } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { isActive, useCreations, type Creation } from '../shared/activity/creationList';
import { useTrackedRequests, type TrackedRequest } from '../shared/activity/requests';
import { formatBytes } from '../shared/format';
import { t, sideOf } from '../shared/language';
import { useResumedRequests } from './useResumedRequests';

function creationLine(creation: Creation): { text: string; share: number } {
    const { upload, processing } = creation;
    switch (creation.phase) {
        case 'uploading':
            return {
                text: t('Uploading {sentBytes} of {totalBytes}', {
                    sentBytes: formatBytes(upload.sentBytes),
                    totalBytes: formatBytes(upload.totalBytes),
                }),
                share: upload.totalBytes ? upload.sentBytes / upload.totalBytes : 0,
            };
        case 'processing':
            return { text: processing.message || t('Making frames'), share: processing.progress };
        default:
            return { text: t('Waiting'), share: 0 };
    }
}

function Line({ title, text, share }: { title: string; text: string; share: number }) {
    return (
        <div>
            <Typography.Text strong>{title}</Typography.Text>
            <Progress percent={Math.floor(share * 100)} size="small" status="active" />
            <Typography.Text type="secondary">{text}</Typography.Text>
        </div>
    );
}

function Content({ creations, requests }: { creations: Creation[]; requests: TrackedRequest[] }) {
    return (
        <Flex vertical gap={12} className="limn-activity">
            {creations.map(creation => (
                <Line key={creation.key} title={creation.name} {...creationLine(creation)} />
            ))}
            {requests.map(request => (
                <Line
                    key={request.id}
                    title={request.title}
                    text={request.message || t('Under way')}
                    share={request.progress}
                />
            ))}
            {creations.length > 0 && <Link to="/tasks/create">{t('Uploads')}</Link>}
            <Link to="/requests">{t('All requests')}</Link>
        </Flex>
    );
}

/** Warns before the page is left while files are being uploaded. */
function useLeaveWarning(active: boolean): void {
    useEffect(() => {
        if (!active) return undefined;
        const warn = (event: BeforeUnloadEvent) => event.preventDefault();
        window.addEventListener('beforeunload', warn);
        return () => window.removeEventListener('beforeunload', warn);
    }, [active]);
}

/** What this page has under way: uploads, exports, imports. Absent while there is nothing. */
export function ActivityButton() {
    useResumedRequests();
    const creations = useCreations(state => state.list).filter(isActive);
    const requests = Object.values(useTrackedRequests(state => state.requests)).filter(
        request => request.status === 'running',
    );
    useLeaveWarning(creations.some(creation => creation.phase !== 'processing'));
    const count = creations.length + requests.length;
    if (!count) return null;
    return (
        <Popover
            trigger="click"
            placement={sideOf('bottomRight')}
            content={<Content creations={creations} requests={requests} />}
        >
            <Badge count={count} size="small" offset={[-4, 4]}>
                <Button type="text" icon={<SyncOutlined spin />} aria-label={t('Under way: {count}', { count })} />
            </Badge>
        </Popover>
    );
}
