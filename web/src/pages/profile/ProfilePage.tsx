import { Alert, Button, Card, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { changePassword, patchUser } from '../../api';
import { useSession } from '../../app/session';
import { reportSuccess } from '../../shared/notices';
import { Page } from '../../shared/ui/Page';
import { showFieldErrors } from '../../shared/fieldErrors';
import { t } from '../../shared/language';
import { TokensCard } from './TokensCard';
import { PASSWORD_RULES, sameAs } from '../auth/rules';

interface Names {
    first_name: string;
    last_name: string;
}

interface Passwords {
    old_password: string;
    new_password1: string;
    new_password2: string;
}

/** Runs the submission of a form: its busy state, and its errors beside the fields or above them. */
function useSubmit<Values>(submit: (values: Values) => Promise<void>) {
    const [form] = Form.useForm<Values>();
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const onFinish = async (values: Values) => {
        setBusy(true);
        setProblem(null);
        try {
            await submit(values);
        } catch (error) {
            setProblem(showFieldErrors(form, error));
        } finally {
            setBusy(false);
        }
    };
    const alert = problem && <Alert type="error" showIcon message={problem} className="limn-gap-below" role="alert" />;
    return { form, busy, onFinish, alert };
}

function NamesCard() {
    const { user, refresh } = useSession();
    const { form, busy, onFinish, alert } = useSubmit<Names>(async values => {
        if (!user) return;
        await patchUser(user.id, values);
        await refresh();
        reportSuccess(t('Profile saved'));
    });
    if (!user) return null;
    return (
        <Card title={t('Profile')}>
            {alert}
            <Form
                form={form}
                layout="vertical"
                requiredMark={false}
                initialValues={user}
                onFinish={onFinish}
                disabled={busy}
            >
                <Form.Item label={t('User name')}>
                    <Typography.Text>{user.username}</Typography.Text>
                    {user.email && <Typography.Text type="secondary">{` · ${user.email}`}</Typography.Text>}
                </Form.Item>
                <Form.Item name="first_name" label={t('First name')}>
                    <Input maxLength={150} autoComplete="given-name" />
                </Form.Item>
                <Form.Item name="last_name" label={t('Last name')}>
                    <Input maxLength={150} autoComplete="family-name" />
                </Form.Item>
                <Button type="primary" htmlType="submit" loading={busy}>
                    {t('Save')}
                </Button>
            </Form>
        </Card>
    );
}

function PasswordCard() {
    const { form, busy, onFinish, alert } = useSubmit<Passwords>(async values => {
        await changePassword(values);
        form.resetFields();
        reportSuccess(t('Password changed'), { description: t('Your other sessions were signed out.') });
    });
    return (
        <Card title={t('Change password')}>
            {alert}
            <Form form={form} layout="vertical" requiredMark={false} onFinish={onFinish} disabled={busy}>
                <Form.Item
                    name="old_password"
                    label={t('Present password')}
                    rules={[{ required: true, message: t('Enter the present password') }]}
                >
                    <Input.Password autoComplete="current-password" />
                </Form.Item>
                <Form.Item name="new_password1" label={t('New password')} rules={PASSWORD_RULES} validateFirst>
                    <Input.Password autoComplete="new-password" />
                </Form.Item>
                <Form.Item
                    name="new_password2"
                    label={t('New password again')}
                    dependencies={['new_password1']}
                    rules={[{ required: true, message: t('Repeat the password') }, sameAs('new_password1')]}
                >
                    <Input.Password autoComplete="new-password" />
                </Form.Item>
                <Button type="primary" htmlType="submit" loading={busy}>
                    {t('Change password')}
                </Button>
            </Form>
        </Card>
    );
}

export default function ProfilePage() {
    return (
        <Page title={t('Profile')} width="narrow">
            <div className="limn-stack">
                <NamesCard />
                <PasswordCard />
                <TokensCard />
            </div>
        </Page>
    );
}
