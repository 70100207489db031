import { Alert, Button, Form, Input, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { login } from '../../api';
import { useSession } from '../../app/session';
import { showFieldErrors } from '../../shared/fieldErrors';

interface Values {
    credential: string;
    password: string;
}

export default function LoginPage() {
    const [form] = Form.useForm<Values>();
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const refresh = useSession(session => session.refresh);
    const { search } = useLocation();

    useEffect(() => {
        document.title = 'Sign in · Limn';
    }, []);

    const signIn = async ({ credential, password }: Values) => {
        setBusy(true);
        setProblem(null);
        try {
            await login(credential.trim(), password);
            await refresh();
        } catch (error) {
            setProblem(showFieldErrors(form, error));
            setBusy(false);
        }
    };

    return (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={signIn} disabled={busy}>
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                Sign in
            </Typography.Title>
            {problem && <Alert type="error" showIcon message={problem} className="limn-gap-below" role="alert" />}
            <Form.Item
                name="credential"
                label="User name or e-mail"
                rules={[{ required: true, whitespace: true, message: 'Enter your user name or e-mail' }]}
            >
                <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
            <Form.Item name="password" label="Password" rules={[{ required: true, message: 'Enter your password' }]}>
                <Input.Password autoComplete="current-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={busy}>
                Sign in
            </Button>
            <Typography.Paragraph className="limn-auth-foot">
                <Link to="/auth/password/reset">Forgotten your password?</Link>
            </Typography.Paragraph>
            <Typography.Paragraph className="limn-auth-foot">
                No account yet? <Link to={`/auth/register${search}`}>Create one</Link>
            </Typography.Paragraph>
        </Form>
    );
}
