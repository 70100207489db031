import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Checkbox, DatePicker, Flex, Form, Input, Modal, Table, Tag, Typography } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { createToken, listTokens, patchToken, revokeToken, type AccessToken } from '../../api';
import { showFieldErrors } from '../../shared/fieldErrors';
import { formatDateTime } from '../../shared/format';
import { t } from '../../shared/language';
import { reportError, reportSuccess } from '../../shared/notices';
import { saveText } from '../../shared/saveText';
import { ActionMenu } from '../../shared/ui/ActionMenu';
import { Ago } from '../../shared/ui/Ago';
import { confirmDanger } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LoadError } from '../../shared/ui/LoadError';
import { freshName, tokensCsv } from './tokens';

const KEY = ['tokens'];

interface Values {
    name: string;
    expiry: Dayjs | null;
    readOnly: boolean;
}

interface FormProps {
    token: AccessToken | null;
    names: string[];
    onClose: () => void;
    onMade: (token: AccessToken) => void;
}

function TokenForm({ token, names, onClose, onMade }: FormProps) {
    const [form] = Form.useForm<Values>();
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);

    const submit = async ({ name, expiry, readOnly }: Values) => {
        const data = { name: name.trim(), expiry_date: expiry?.toISOString() ?? null, read_only: readOnly };
        setBusy(true);
        setProblem(null);
        try {
            if (token) {
                await patchToken(token.id, data);
                reportSuccess(t('Token “{name}” saved', { name: data.name }));
                onClose();
            } else onMade(await createToken(data));
        } catch (error) {
            setProblem(showFieldErrors(form, error));
            setBusy(false);
        }
    };
    return (
        <Modal
            open
            title={token ? t('Change “{name}”', { name: token.name }) : t('New access token')}
            okText={token ? t('Save') : t('Create')}
            confirmLoading={busy}
            onOk={form.submit}
            onCancel={onClose}
            width={440}
        >
            {problem && <Alert type="error" showIcon role="alert" message={problem} className="limn-gap-below" />}
            <Form<Values>
                form={form}
                layout="vertical"
                requiredMark={false}
                initialValues={{
                    name: token?.name ?? freshName(names),
                    expiry: token ? (token.expiry_date ? dayjs(token.expiry_date) : null) : dayjs().add(1, 'year'),
                    readOnly: token?.read_only ?? true,
                }}
                onFinish={submit}
                disabled={busy}
            >
                <Form.Item
                    name="name"
                    label={t('Name')}
                    rules={[
                        { required: true, whitespace: true, min: 3, max: 50, message: t('From 3 to 50 characters') },
                    ]}
                >
                    <Input autoFocus />
                </Form.Item>
                <Form.Item name="expiry" label={t('Valid until')} extra={t('Empty: for ever, as long as it is used')}>
                    <DatePicker
                        showTime={{ format: 'HH:mm' }}
                        format="YYYY-MM-DD HH:mm"
                        style={{ width: '100%' }}
                        minDate={dayjs()}
                    />
                </Form.Item>
                <Form.Item name="readOnly" valuePropName="checked">
                    <Checkbox>{t('May only read')}</Checkbox>
                </Form.Item>
            </Form>
        </Modal>
    );
}

function MadeDialog({ token, onClose }: { token: AccessToken; onClose: () => void }) {
    return (
        <Modal
            open
            title={t('Token “{name}”', { name: token.name })}
            onCancel={onClose}
            maskClosable={false}
            keyboard={false}
            footer={
                <Button type="primary" onClick={onClose}>
                    {t('I have kept it')}
                </Button>
            }
        >
            <Alert
                type="warning"
                showIcon
                className="limn-gap-below"
                message={t('Copy the token now: it is shown only this once.')}
            />
            <Typography.Paragraph code copyable={{ text: token.value ?? '' }} className="limn-break">
                {token.value}
            </Typography.Paragraph>
            <Typography.Text type="secondary">
                {t(
                    'Programs send it as “Authorization: Bearer …”; the SDK and the command line take it in place of a password.',
                )}
            </Typography.Text>
        </Modal>
    );
}

/** Keys for programs that work in the user's name. */
export function TokensCard() {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const tokens = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listTokens(signal) });
    const [editing, setEditing] = useState<AccessToken | 'new' | null>(null);
    const [made, setMade] = useState<AccessToken | null>(null);
    const refresh = () => client.invalidateQueries({ queryKey: KEY });
    const list = tokens.data ?? [];

    const revoke = (token: AccessToken) =>
        confirmDanger(modal, {
            title: t('Revoke “{name}”?', { name: token.name }),
            content: t('Programs that use it are refused from now on. It cannot be brought back.'),
            okText: t('Revoke'),
            run: async () => {
                try {
                    await revokeToken(token.id);
                    reportSuccess(t('Token “{name}” revoked', { name: token.name }));
                    await refresh();
                } catch (error) {
                    reportError(t('Token “{name}” still works', { name: token.name }), error);
                }
            },
        });

    return (
        <Card
            title={t('Access tokens')}
            extra={
                <Flex gap={8}>
                    {list.length > 0 && (
                        <Button onClick={() => saveText('access-tokens.csv', tokensCsv(list), 'text/csv')}>
                            {t('Save as CSV')}
                        </Button>
                    )}
                    <Button type="primary" onClick={() => setEditing('new')}>
                        {t('New token')}
                    </Button>
                </Flex>
            }
        >
            {tokens.isError && <LoadError error={tokens.error} onRetry={tokens.refetch} />}
            <Table<AccessToken>
                rowKey="id"
                size="small"
                loading={tokens.isPending}
                dataSource={list}
                pagination={list.length > 10 ? { defaultPageSize: 10, pageSizeOptions: [10, 20, 50] } : false}
                locale={{
                    emptyText: tokens.isPending ? (
                        ' '
                    ) : (
                        <EmptyState
                            title={t('No access tokens')}
                            text={t(
                                'A token lets a script, the SDK or another program work in your name, without your password.',
                            )}
                        />
                    ),
                }}
                columns={[
                    { key: 'name', title: t('Name'), render: (_, token) => <strong>{token.name}</strong> },
                    {
                        key: 'permissions',
                        title: t('May'),
                        width: 130,
                        render: (_, token) => <Tag>{token.read_only ? t('only read') : t('read and write')}</Tag>,
                    },
                    {
                        key: 'created',
                        title: t('Created'),
                        width: 120,
                        render: (_, token) => <Ago date={token.created_date} />,
                    },
                    {
                        key: 'expires',
                        title: t('Valid until'),
                        width: 170,
                        render: (_, token) => (token.expiry_date ? formatDateTime(token.expiry_date) : t('for ever')),
                    },
                    {
                        key: 'used',
                        title: t('Last used'),
                        width: 120,
                        render: (_, token) => (token.last_used_date ? <Ago date={token.last_used_date} /> : t('never')),
                    },
                    {
                        key: 'menu',
                        width: 52,
                        render: (_, token) => (
                            <ActionMenu
                                label={t('Actions for token {name}', { name: token.name })}
                                actions={[
                                    { key: 'edit', text: t('Change'), run: () => setEditing(token) },
                                    { key: 'revoke', text: t('Revoke'), danger: true, run: () => revoke(token) },
                                ]}
                            />
                        ),
                    },
                ]}
            />
            {editing && (
                <TokenForm
                    token={editing === 'new' ? null : editing}
                    names={list.map(token => token.name)}
                    onClose={() => {
                        setEditing(null);
                        void refresh();
                    }}
                    onMade={token => {
                        setEditing(null);
                        setMade(token);
                        void refresh();
                    }}
                />
            )}
            {made && <MadeDialog token={made} onClose={() => setMade(null)} />}
        </Card>
    );
}
