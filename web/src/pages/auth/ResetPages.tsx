import { Alert, Button, Form, Input, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { confirmPasswordReset, requestPasswordReset } from '../../api';
import { showFieldErrors } from '../../shared/fieldErrors';
import { PASSWORD_RULES, sameAs } from './rules';

const toLogin = (
    <Typography.Paragraph className="limn-auth-foot">
        <Link to="/auth/login">Back to signing in</Link>
    </Typography.Paragraph>
);

/** Runs a form of these pages: busy, failed with a reason, or done. */
function useSubmit<Values>(title: string, submit: (values: Values) => Promise<void>) {
    const [form] = Form.useForm<Values>();
    const [problem, setProblem] = useState<string | null>(null);
    const [state, setState] = useState<'open' | 'busy' | 'done'>('open');
    useEffect(() => {
        document.title = `${title} · Limn`;
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
    const { form, state, onFinish, alert } = useSubmit<{ email: string }>('Forgotten password', ({ email }) =>
        requestPasswordReset(email.trim()),
    );
    if (state === 'done') {
        return (
            <>
                <Alert
                    type="success"
                    showIcon
                    message="Look into your mail"
                    description="If there is an account with this address, a link to set a new password is on its way."
                />
                {toLogin}
            </>
        );
    }
    return (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={onFinish} disabled={state === 'busy'}>
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                Forgotten password
            </Typography.Title>
            {alert}
            <Form.Item
                name="email"
                label="E-mail"
                rules={[{ required: true, type: 'email', message: 'Enter your e-mail address' }]}
            >
                <Input autoFocus autoComplete="email" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={state === 'busy'}>
                Send me a link
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
    const { form, state, onFinish, alert } = useSubmit<Passwords>('New password', values =>
        confirmPasswordReset({ uid, token, ...values }),
    );
    if (!uid || !token) {
        return (
            <>
                <Alert
                    type="error"
                    showIcon
                    message="This link is not complete"
                    description="Open it from the mail as a whole, or ask for a new one."
                />
                {toLogin}
            </>
        );
    }
    if (state === 'done') {
        return (
            <>
                <Alert type="success" showIcon message="Your password is changed" />
                {toLogin}
            </>
        );
    }
    return (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={onFinish} disabled={state === 'busy'}>
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                New password
            </Typography.Title>
            {alert}
            <Form.Item name="new_password1" label="New password" rules={PASSWORD_RULES} validateFirst>
                <Input.Password autoFocus autoComplete="new-password" />
            </Form.Item>
            <Form.Item
                name="new_password2"
                label="New password again"
                dependencies={['new_password1']}
                rules={[{ required: true, message: 'Repeat the password' }, sameAs('new_password1')]}
            >
                <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={state === 'busy'}>
                Set the password
            </Button>
            {toLogin}
        </Form>
    );
}
