import { Badge, Button, Drawer, Empty, Flex, Segmented, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { formatDateTime } from '../shared/format';
import { t } from '../shared/language';
import { allNotices, useNotices, type ErrorNotice, type SuccessNotice } from '../shared/notices';
import { useQuietness, type Quietness } from './preferences';

function ErrorItem({ notice }: { notice: ErrorNotice }) {
    const report = [notice.title, notice.message, notice.details, notice.time.toISOString()].join('\n');
    return (
        <li className="limn-notice">
            <Flex justify="space-between" gap={8} align="baseline">
                <span>
                    <Badge status="error" /> <Typography.Text strong>{notice.title}</Typography.Text>{' '}
                    {notice.count > 1 && <Tag>{t('{count} times', { count: notice.count })}</Tag>}
                </span>
                <Typography.Text type="secondary">{formatDateTime(notice.time)}</Typography.Text>
            </Flex>
            <Typography.Paragraph className="limn-prewrap limn-tight">{notice.message}</Typography.Paragraph>
            {notice.details && <pre className="limn-details">{notice.details}</pre>}
            <Typography.Text
                copyable={{ text: report, tooltips: [t('Copy the report'), t('Copied')] }}
                type="secondary"
            >
                {t('Copy report')}
            </Typography.Text>
        </li>
    );
}

function SuccessItem({ notice, onLeave }: { notice: SuccessNotice; onLeave: () => void }) {
    const navigate = useNavigate();
    const { action } = notice;
    return (
        <li className="limn-notice">
            <Flex justify="space-between" gap={8} align="baseline">
                <span>
                    <Badge status="success" /> <Typography.Text>{notice.title}</Typography.Text>{' '}
                    {notice.count > 1 && <Tag>{t('{count} times', { count: notice.count })}</Tag>}
                </span>
                <Typography.Text type="secondary">{formatDateTime(notice.time)}</Typography.Text>
            </Flex>
            {notice.description && <Typography.Text type="secondary">{notice.description}</Typography.Text>}
            {action && (
                <Button
                    type="link"
                    size="small"
                    href={action.href}
                    download={action.download || undefined}
                    onClick={event => {
                        if (action.download) return;
                        event.preventDefault();
                        onLeave();
                        void navigate(action.href);
                    }}
                >
                    {action.text}
                </Button>
            )}
        </li>
    );
}

/** Everything that was told since the page was opened, in full. */
export function NoticeDrawer() {
    const { errors, successes, drawerOpen, setDrawerOpen, clear } = useNotices();
    const [quietness, setQuietness] = useQuietness();
    const [onlyErrors, setOnlyErrors] = useState(false);
    const close = () => setDrawerOpen(false);
    const shown = allNotices(errors, onlyErrors ? [] : successes);
    return (
        <Drawer
            open={drawerOpen}
            onClose={close}
            title={t('Notifications')}
            width={520}
            extra={shown.length > 0 && <Button onClick={clear}>{t('Clear')}</Button>}
            footer={
                <Flex gap={8} align="center" justify="space-between">
                    <Typography.Text type="secondary">{t('Show pop-ups for')}</Typography.Text>
                    <Segmented<Quietness>
                        size="small"
                        aria-label={t('Show pop-ups for')}
                        value={quietness}
                        onChange={setQuietness}
                        options={[
                            { value: 'all', label: t('everything') },
                            { value: 'errors', label: t('errors') },
                            { value: 'nothing', label: t('nothing') },
                        ]}
                    />
                </Flex>
            }
        >
            <Segmented
                aria-label={t('Which notifications')}
                className="limn-gap-below"
                value={onlyErrors ? 'errors' : 'all'}
                onChange={value => setOnlyErrors(value === 'errors')}
                options={[
                    { value: 'all', label: t('All') },
                    { value: 'errors', label: t('Errors ({count})', { count: errors.length }) },
                ]}
            />
            {shown.length === 0 && (
                <Empty
                    image={Empty.PRESENTED_IMAGE_SIMPLE}
                    description={onlyErrors ? t('Nothing went wrong') : t('Nothing to tell yet')}
                />
            )}
            <ul className="limn-notices">
                {shown.map(notice =>
                    notice.kind === 'error' ? (
                        <ErrorItem key={notice.key} notice={notice} />
                    ) : (
                        <SuccessItem key={notice.key} notice={notice} onLeave={close} />
                    ),
                )}
            </ul>
        </Drawer>
    );
}
