import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Flex, Form, Input, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { listUserAgreements, register, type Registration, type UserAgreement } from '../../api';
import { useSession } from '../../app/session';
import { showFieldErrors } from '../../shared/fieldErrors';
import { t } from '../../shared/language';
import { rich } from '../../shared/language/rich';
import { LoadError } from '../../shared/ui/LoadError';
import { FormProblem } from '../../shared/ui/FormProblem';
import { mustAccept, PASSWORD_RULES, sameAs, USERNAME_RULES } from './rules';

type Values = Omit<Registration, 'confirmations'> & {
    /** By name of the agreement. */
    accepted?: Record<string, boolean>;
};

/** Names are optional; an empty one is not sent, for the server takes no blank names. */
function toRegistration({ accepted, ...values }: Values, agreements: UserAgreement[]): Registration {
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
    const confirmations = agreements.map(({ name }) => ({ name, value: accepted?.[name] === true }));
    return { ...(given as unknown as Registration), ...(confirmations.length ? { confirmations } : {}) };
}

function Agreements({ agreements }: { agreements: UserAgreement[] }) {
    return agreements.map(({ name, textPrefix, urlDisplayText, url, required }) => (
        <Form.Item
            key={name}
            name={['accepted', name]}
            valuePropName="checked"
            rules={required ? [mustAccept(urlDisplayText)] : []}
            className="limn-tight"
        >
            <Checkbox>
                {textPrefix}{' '}
                <a href={url} target="_blank" rel="noopener noreferrer">
                    {urlDisplayText}
                </a>
                {!required && t(' (optional)')}
            </Checkbox>
        </Form.Item>
    ));
}

export default function RegisterPage() {
    const [form] = Form.useForm<Values>();
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const navigate = useNavigate();
    const agreements = useQuery({
        queryKey: ['user-agreements'],
        queryFn: ({ signal }) => listUserAgreements(signal),
        staleTime: Infinity,
    });
    const refresh = useSession(session => session.refresh);
    const { search } = useLocation();

    useEffect(() => {
        document.title = t('Create an account · Limn');
    }, []);

    const submit = async (values: Values) => {
        setBusy(true);
        setProblem(null);
        try {
            const { email_verification_required } = await register(toRegistration(values, agreements.data ?? []));
            if (email_verification_required) await navigate(`/auth/email-verification-sent${search}`);
            else await refresh();
        } catch (error) {
            setProblem(showFieldErrors(form, error));
        } finally {
            setBusy(false);
        }
    };

    return (
        <Form form={form} layout="vertical" requiredMark="optional" onFinish={submit} disabled={busy}>
            <Typography.Title level={1} className="limn-h1 limn-gap-below">
                {t('Create an account')}
            </Typography.Title>
            <FormProblem text={problem} className="limn-gap-below" />
            <Flex gap={12}>
                <Form.Item name="first_name" label={t('First name')}>
                    <Input autoFocus autoComplete="given-name" maxLength={150} />
                </Form.Item>
                <Form.Item name="last_name" label={t('Last name')}>
                    <Input autoComplete="family-name" maxLength={150} />
                </Form.Item>
            </Flex>
            <Form.Item name="username" label={t('User name')} rules={USERNAME_RULES} validateFirst>
                <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={150} />
            </Form.Item>
            <Form.Item
                name="email"
                label={t('E-mail')}
                rules={[{ required: true, type: 'email', message: t('Enter an e-mail address') }]}
            >
                <Input autoComplete="email" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
            <Form.Item name="password1" label={t('Password')} rules={PASSWORD_RULES} validateFirst>
                <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Form.Item
                name="password2"
                label={t('Password again')}
                dependencies={['password1']}
                rules={[{ required: true, message: t('Repeat the password') }, sameAs('password1')]}
            >
                <Input.Password autoComplete="new-password" />
            </Form.Item>
            {agreements.isError && <LoadError error={agreements.error} onRetry={agreements.refetch} />}
            <Agreements agreements={agreements.data ?? []} />
            <Button
                type="primary"
                htmlType="submit"
                block
                loading={busy || agreements.isPending}
                disabled={agreements.isError}
                className="limn-gap-above"
            >
                {t('Create account')}
            </Button>
            <Typography.Paragraph className="limn-auth-foot">
                {rich('Have an account? <a>Sign in</a>', {
                    a: text => <Link to={`/auth/login${search}`}>{text}</Link>,
                })}
            </Typography.Paragraph>
        </Form>
    );
}
