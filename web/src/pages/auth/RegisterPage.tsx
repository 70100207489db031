import { Alert, Button, Flex, Form, Input, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { register, type Registration } from '../../api';
import { useSession } from '../../app/session';
import { showFieldErrors } from '../../shared/fieldErrors';
import { PASSWORD_RULES, sameAs, USERNAME_RULES } from './rules';

/** Names are optional; an empty one is not sent, for the server takes no blank names. */
function withoutBlanks(values: Registration): Registration {
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as unknown as Registration;
}

export default function RegisterPage() {
    const [form] = Form.useForm<Registration>();
    const [problem, setProblem] = useState<string | null>(null);
    const [verify, setVerify] = useState(false);
    const [busy, setBusy] = useState(false);
    const refresh = useSession(session => session.refresh);
    const { search } = useLocation();

    useEffect(() => {
        document.title = 'Create an account · Limn';
    }, []);

    const submit = async (values: Registration) => {
        setBusy(true);
        setProblem(null);
        try {
            const { email_verification_required } = await register(withoutBlanks(values));
            if (email_verification_required) setVerify(true);
            else await refresh();
        } catch (error) {
            setProblem(showFieldErrors(form, error));
        } finally {
            setBusy(false);
        }
    };

    if (verify) {
        return (
            <Alert
                type="success"
                showIcon
                message="Your account is created"
                description="Follow the link in the e-mail we sent to you, then sign in."
                action={<Link to={`/auth/login${search}`}>Sign in</Link>}
            />
        );
    }
    return (
        <Form form={form} layout="vertical" requiredMark="optional" onFinish={submit} disabled={busy}>
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                Create an account
            </Typography.Title>
            {problem && <Alert type="error" showIcon message={problem} className="limn-gap-below" role="alert" />}
            <Flex gap={12}>
                <Form.Item name="first_name" label="First name">
                    <Input autoFocus autoComplete="given-name" maxLength={150} />
                </Form.Item>
                <Form.Item name="last_name" label="Last name">
                    <Input autoComplete="family-name" maxLength={150} />
                </Form.Item>
            </Flex>
            <Form.Item name="username" label="User name" rules={USERNAME_RULES} validateFirst>
                <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={150} />
            </Form.Item>
            <Form.Item
                name="email"
                label="E-mail"
                rules={[{ required: true, type: 'email', message: 'Enter an e-mail address' }]}
            >
                <Input autoComplete="email" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
            <Form.Item name="password1" label="Password" rules={PASSWORD_RULES} validateFirst>
                <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Form.Item
                name="password2"
                label="Password again"
                dependencies={['password1']}
                rules={[{ required: true, message: 'Repeat the password' }, sameAs('password1')]}
            >
                <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={busy}>
                Create account
            </Button>
            <Typography.Paragraph className="limn-auth-foot">
                Have an account? <Link to={`/auth/login${search}`}>Sign in</Link>
            </Typography.Paragraph>
        </Form>
    );
}
