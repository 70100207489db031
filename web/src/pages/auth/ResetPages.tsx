import { Alert, Button, Form, Input, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { confirmPasswordReset, requestPasswordReset } from '../../api';
import { showFieldErrors } from '../../shared/fieldErrors';
import { t } from '../../shared/language';
import { PASSWORD_RULES, sameAs } from './rules';

const toLogin = (
    <Typography.Paragraph className="limn-auth-foot">
        <Link to="/auth/login">{t('Back to signing in')}</Link>
    </Typography.Paragraph>
);

/** Runs a form of these pages: busy, failed with a reason, or done. */
function useSubmit<Values>(title: string, submit: (values: Values) => Promise<void>) {
    const [form] = Form.useForm<Values>();
    const [problem, setProblem] = useState<string | null>(null);
    const [state, setState] = useState<'open' | 'busy' | 'done'>('open');
    useEffect(() => {
        document.title = t('{title} · Limn', { title });
    }, [title]);
    const onFinish = async (values: Values) => {
        setState('busy');
        setProblem(null);
        try {
            await submit(values);
            setState('done');
        } catch (error) {
            setProblem(showFieldErrors(form, error));
            setState('open');
        }
    };
    const alert = problem && <Alert type="error" showIcon role="alert" message={problem} className="limn-gap-below" />;
    return { form, state, onFinish, alert };
}

/** Asks for a mail with a link that sets a new password. */
export function ForgotPasswordPage() {
    const { form, state, onFinish, alert } = useSubmit<{ email: string }>(t('Forgotten password'), ({ email }) =>
        requestPasswordReset(email.trim()),
    );
    if (state === 'done') {
        return (
            <>
                <Alert
                    type="success"
                    showIcon
                    message={t('Look into your mail')}
                    description={t(
                        'If there is an account with this address, a link to set a new password is on its way.',
                    )}
                />
                {toLogin}
            </>
        );
    }
    return (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={onFinish} disabled={state === 'busy'}>
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                {t('Forgotten password')}
            </Typography.Title>
            {alert}
            <Form.Item
                name="email"
                label={t('E-mail')}
                rules={[{ required: true, type: 'email', message: t('Enter your e-mail address') }]}
            >
                <Input autoFocus autoComplete="email" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={state === 'busy'}>
                {t('Send me a link')}
            </Button>
            {toLogin}
        </Form>
    );
}

interface Passwords {
    new_password1: string;
    new_password2: string;
}

/** Sets a new password with the link of that mail. */
export function ResetPasswordPage() {
    const [params] = useSearchParams();
    const uid = params.get('uid') ?? '';
    const token = params.get('token') ?? '';
    const { form, state, onFinish, alert } = useSubmit<Passwords>(t('New password'), values =>
        confirmPasswordReset({ uid, token, ...values }),
    );
    if (!uid || !token) {
        return (
            <>
                <Alert
                    type="error"
                    showIcon
                    message={t('This link is not complete')}
                    description={t('Open it from the mail as a whole, or ask for a new one.')}
                />
                {toLogin}
            </>
        );
    }
    if (state === 'done') {
        return (
            <>
                <Alert type="success" showIcon message={t('Your password is changed')} />
                {toLogin}
            </>
        );
    }
    return (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={onFinish} disabled={state === 'busy'}>
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                {t('New password')}
            </Typography.Title>
            {alert}
            <Form.Item name="new_password1" label={t('New password')} rules={PASSWORD_RULES} validateFirst>
                <Input.Password autoFocus autoComplete="new-password" />
            </Form.Item>
            <Form.Item
                name="new_password2"
                label={t('New password again')}
                dependencies={['new_password1']}
                rules={[{ required: true, message: t('Repeat the password') }, sameAs('new_password1')]}
            >
                <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={state === 'busy'}>
                {t('Set the password')}
            </Button>
            {toLogin}
        </Form>
    );
}
