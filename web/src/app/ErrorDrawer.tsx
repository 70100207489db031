import { Button, Drawer, Empty, Flex, Typography } from 'antd';
import { formatDateTime } from '../shared/format';
import { useNotices, type ErrorNotice } from '../shared/notices';

function ErrorItem({ notice }: { notice: ErrorNotice }) {
    const report = [notice.title, notice.message, notice.details, notice.time.toISOString()].join('\n');
    return (
        <article className="limn-error-item">
            <Flex justify="space-between" gap={8} align="baseline">
                <Typography.Text strong>{notice.title}</Typography.Text>
                <Typography.Text type="secondary">{formatDateTime(notice.time)}</Typography.Text>
            </Flex>
            <Typography.Paragraph className="limn-prewrap">{notice.message}</Typography.Paragraph>
            {notice.details && <pre className="limn-details">{notice.details}</pre>}
            <Typography.Text copyable={{ text: report, tooltips: ['Copy the report', 'Copied'] }} type="secondary">
                Copy report
            </Typography.Text>
        </article>
    );
}

/** Everything that went wrong since the page was opened, in full. */
export function ErrorDrawer() {
    const { errors, drawerOpen, setDrawerOpen, clearErrors } = useNotices();
    return (
        <Drawer
            open={drawerOpen}
            onClose={() => setDrawerOpen(false)}
            title="Errors"
            width={520}
            extra={errors.length > 0 && <Button onClick={clearErrors}>Clear</Button>}
        >
            {errors.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="Nothing went wrong" />}
            {errors.map(notice => (
                <ErrorItem key={notice.key} notice={notice} />
            ))}
        </Drawer>
    );
}
