import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Flex, Pagination, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { listDeliveries, redeliver, type Webhook, type WebhookDelivery } from '../../api';
import { t } from '../../shared/language';
import { reportSuccess } from '../../shared/notices';
import { Ago } from '../../shared/ui/Ago';
import { LoadError } from '../../shared/ui/LoadError';
import { useAction } from '../../shared/useAction';

const PAGE = 20;

/** What came of a delivery: 2xx is well, anything else is not; no status: nobody answered. */
export function Outcome({ status }: { status: number | null | undefined }) {
    if (status === undefined) return <Tag>{t('none yet')}</Tag>;
    if (!status) return <Tag color="error">{t('no answer')}</Tag>;
    return <Tag color={status >= 200 && status < 300 ? 'success' : 'error'}>{status}</Tag>;
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));

function Body({ delivery, hook }: { delivery: WebhookDelivery; hook: Webhook }) {
    const client = useQueryClient();
    const [again, busy] = useAction(t('It was not sent again'), async () => {
        await redeliver(hook.id, delivery.id);
        reportSuccess(t('Sent again'));
        await client.invalidateQueries({ queryKey: ['deliveries', hook.id] });
    });
    return (
        <Flex vertical gap={8}>
            <Typography.Text strong>{t('Request')}</Typography.Text>
            <pre className="limn-details">{asText(delivery.request)}</pre>
            <Typography.Text strong>{t('Response')}</Typography.Text>
            <pre className="limn-details">{asText(delivery.response) || t('None')}</pre>
            <div>
                <Button loading={busy} onClick={() => void again()}>
                    {t('Send again')}
                </Button>
            </div>
        </Flex>
    );
}

/** What was sent to a webhook, what it answered, and the way to send it again. */
export function Deliveries({ hook, onClose }: { hook: Webhook; onClose: () => void }) {
    const [page, setPage] = useState(1);
    const deliveries = useQuery({
        queryKey: ['deliveries', hook.id, page],
        queryFn: ({ signal }) => listDeliveries(hook.id, { page, page_size: PAGE }, signal),
    });
    return (
        <Drawer open onClose={onClose} width={640} title={t('Deliveries of webhook #{id}', { id: hook.id })}>
            {deliveries.isError && <LoadError error={deliveries.error} onRetry={deliveries.refetch} />}
            <Table<WebhookDelivery>
                rowKey="id"
                size="small"
                loading={deliveries.isPending}
                dataSource={deliveries.data?.results}
                pagination={false}
                expandable={{ expandedRowRender: delivery => <Body delivery={delivery} hook={hook} /> }}
                columns={[
                    {
                        key: 'event',
                        title: t('Event'),
                        render: (_, item) => (
                            <>
                                {item.event} {item.redelivery && <Tag>{t('again')}</Tag>}
                            </>
                        ),
                    },
                    {
                        key: 'status',
                        title: t('Answer'),
                        width: 110,
                        render: (_, item) => <Outcome status={item.status_code} />,
                    },
                    {
                        key: 'when',
                        title: t('When'),
                        width: 140,
                        render: (_, item) => <Ago date={item.updated_date} />,
                    },
                ]}
            />
            <Pagination
                className="limn-pager"
                hideOnSinglePage
                current={page}
                pageSize={PAGE}
                total={deliveries.data?.count ?? 0}
                showSizeChanger={false}
                onChange={setPage}
            />
        </Drawer>
    );
}
