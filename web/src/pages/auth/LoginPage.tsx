import { Alert, Button, Form, Input, Typography, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { isUnverified, login } from '../../api';
import { useSession } from '../../app/session';
import { showFieldErrors } from '../../shared/fieldErrors';
import { t } from '../../shared/language';
import { rich } from '../../shared/language/rich';

interface Values {
    credential: string;
    password: string;
}

/** Asks who it is, then for the password. Both fields are there from the start, so that the browser can fill them. */
export default function LoginPage() {
    const [form] = Form.useForm<Values>();
    const [step, setStep] = useState<'who' | 'password'>('who');
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const credential = useRef<InputRef>(null);
    const password = useRef<InputRef>(null);
    const refresh = useSession(session => session.refresh);
    const navigate = useNavigate();
    const { search } = useLocation();
    const asksPassword = step === 'password';

    useEffect(() => {
        document.title = t('Sign in · Limn');
    }, []);
    // After a refusal too, when the fields take input again.
    useEffect(() => {
        if (!busy) (asksPassword ? password : credential).current?.focus();
    }, [asksPassword, busy]);

    const signIn = async (values: Values) => {
        setBusy(true);
        setProblem(null);
        try {
            await login(values.credential.trim(), values.password);
            await refresh();
        } catch (error) {
            if (isUnverified(error)) {
                await navigate(`/auth/email-verification-sent${search}`);
                return;
            }
            setProblem(showFieldErrors(form, error));
            setBusy(false);
        }
    };
    const back = () => {
        setProblem(null);
        setStep('who');
    };

    return (
        <Form
            form={form}
            layout="vertical"
            requiredMark={false}
            onFinish={asksPassword ? signIn : () => setStep('password')}
            disabled={busy}
        >
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                {t('Sign in')}
            </Typography.Title>
            {problem && <Alert type="error" showIcon message={problem} className="limn-gap-below" role="alert" />}
            <Form.Item
                name="credential"
                label={t('User name or e-mail')}
                rules={[{ required: true, whitespace: true, message: t('Enter your user name or e-mail') }]}
            >
                <Input
                    ref={credential}
                    autoComplete="username"
                    autoCapitalize="none"
                    spellCheck={false}
                    readOnly={asksPassword}
                    suffix={
                        asksPassword && (
                            <Button type="link" size="small" onClick={back}>
                                {t('Change')}
                            </Button>
                        )
                    }
                />
            </Form.Item>
            <Form.Item
                name="password"
                label={t('Password')}
                hidden={!asksPassword}
                rules={asksPassword ? [{ required: true, message: t('Enter your password') }] : []}
            >
                <Input.Password ref={password} autoComplete="current-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={busy}>
                {asksPassword ? t('Sign in') : t('Continue')}
            </Button>
            <Typography.Paragraph className="limn-auth-foot">
                <Link to="/auth/password/reset">{t('Forgotten your password?')}</Link>
            </Typography.Paragraph>
            <Typography.Paragraph className="limn-auth-foot">
                {rich('No account yet? <a>Create one</a>', {
                    a: text => <Link to={`/auth/register${search}`}>{text}</Link>,
                })}
            </Typography.Paragraph>
        </Form>
    );
}
