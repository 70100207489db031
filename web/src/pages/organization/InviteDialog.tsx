import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { invite, messageOf, type InvitedRole } from '../../api';
import { t } from '../../shared/language';
import { reportSuccess } from '../../shared/notices';
import { INVITED_ROLES } from './roles';

interface Row {
    email: string;
    role: InvitedRole;
}

interface Values {
    rows: Row[];
}

const FRESH: Row = { email: '', role: 'worker' };

/** Several addresses pasted at once, parted by commas, semicolons or lines. */
const addressesIn = (text: string) => text.split(/[\s,;]+/).filter(part => part.includes('@'));

/** Invites people by e-mail. Those that could not be invited stay in the form, with the reason. */
export function InviteDialog({ own, onClose }: { own: boolean; onClose: () => void }) {
    const [form] = Form.useForm<Values>();
    const client = useQueryClient();
    const [problems, setProblems] = useState<string[]>([]);
    const [busy, setBusy] = useState(false);
    const roles = INVITED_ROLES.filter(role => own || role.value !== 'maintainer');

    const send = async ({ rows }: Values) => {
        setBusy(true);
        const refused: { row: Row; reason: string }[] = [];
        for (const row of rows) {
            try {
                await invite(row.email.trim(), row.role);
            } catch (error) {
                refused.push({ row, reason: `${row.email}: ${messageOf(error)}` });
            }
        }
        setBusy(false);
        const done = rows.length - refused.length;
        if (done) {
            reportSuccess(t('{done, plural, one {# person} other {# people}} invited', { done }));
            await client.invalidateQueries({ queryKey: ['memberships'] });
        }
        if (!refused.length) {
            onClose();
            return;
        }
        setProblems(refused.map(item => item.reason));
        form.setFieldsValue({ rows: refused.map(item => item.row) });
    };

    return (
        <Modal
            open
            title={t('Invite members')}
            okText={t('Invite')}
            confirmLoading={busy}
            onOk={form.submit}
            onCancel={onClose}
            width={560}
        >
            {problems.length > 0 && (
                <Alert
                    type="error"
                    showIcon
                    role="alert"
                    className="limn-gap-below"
                    message={t('These were not invited')}
                    description={<span className="limn-prewrap">{problems.join('\n')}</span>}
                />
            )}
            <Form<Values> form={form} initialValues={{ rows: [FRESH] }} onFinish={send} disabled={busy}>
                <Form.List name="rows">
                    {(fields, { add, remove }) => (
                        <>
                            {fields.map(({ key, name }, index) => (
                                <Flex key={key} gap={8}>
                                    <Form.Item
                                        name={[name, 'email']}
                                        className="limn-grow"
                                        rules={[
                                            { required: true, type: 'email', message: t('Enter an e-mail address') },
                                        ]}
                                    >
                                        <Input
                                            autoFocus={index === 0}
                                            aria-label={t('E-mail address {index}', { index: index + 1 })}
                                            placeholder="name@example.com"
                                            onPaste={event => {
                                                const found = addressesIn(event.clipboardData.getData('text'));
                                                if (found.length < 2) return;
                                                event.preventDefault();
                                                const rows = form.getFieldValue('rows') as Row[];
                                                const role = rows[index].role;
                                                form.setFieldsValue({
                                                    rows: [
                                                        ...rows.slice(0, index),
                                                        ...found.map(email => ({ email, role })),
                                                        ...rows.slice(index + 1),
                                                    ],
                                                });
                                            }}
                                        />
                                    </Form.Item>
                                    <Form.Item name={[name, 'role']}>
                                        <Select
                                            aria-label={t('Role {index}', { index: index + 1 })}
                                            options={roles}
                                            style={{ width: 140 }}
                                            popupMatchSelectWidth={360}
                                            optionRender={option => (
                                                <>
                                                    <strong>{option.label}</strong>{' '}
                                                    <span className="limn-meta">{String(option.data.text)}</span>
                                                </>
                                            )}
                                        />
                                    </Form.Item>
                                    <Button
                                        type="text"
                                        icon={<DeleteOutlined />}
                                        aria-label={t('Remove line {index}', { index: index + 1 })}
                                        disabled={fields.length === 1}
                                        onClick={() => remove(name)}
                                    />
                                </Flex>
                            ))}
                            <Button icon={<PlusOutlined />} onClick={() => add(FRESH)}>
                                {t('Another person')}
                            </Button>
                        </>
                    )}
                </Form.List>
            </Form>
        </Modal>
    );
}
