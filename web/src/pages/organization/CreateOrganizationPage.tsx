import { Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { createOrganization } from '../../api';
import { useSwitchWorkspace } from '../../app/useSwitchWorkspace';
import { loadWorkspace } from '../../app/workspace';
import { showFieldErrors } from '../../shared/fieldErrors';
import { t } from '../../shared/language';
import { whyNotNewOrganization } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { Page } from '../../shared/ui/Page';
import { FormProblem } from '../../shared/ui/FormProblem';
import { Refusal } from '../../shared/ui/Refusal';

interface Values {
    slug: string;
    name?: string;
    description?: string;
    email?: string;
    phoneNumber?: string;
    location?: string;
}

const text = (value: string | undefined) => value?.trim() || undefined;

export default function CreateOrganizationPage() {
    const [form] = Form.useForm<Values>();
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const navigate = useNavigate();
    const refusal = whyNotNewOrganization(useMe());
    const change = useSwitchWorkspace();

    const submit = async (values: Values) => {
        setBusy(true);
        setProblem(null);
        try {
            const made = await createOrganization({
                slug: values.slug.trim(),
                name: text(values.name),
                description: text(values.description) ?? '',
                contact: {
                    email: text(values.email),
                    phoneNumber: text(values.phoneNumber),
                    location: text(values.location),
                },
            });
            await loadWorkspace();
            await change(made.id);
            await navigate('/organization');
        } catch (error) {
            setProblem(showFieldErrors(form, error));
            setBusy(false);
        }
    };

    return (
        <Page title={t('New organisation')} width="narrow">
            <Refusal reason={refusal} />
            <Form
                hidden={refusal !== null}
                form={form}
                layout="vertical"
                onFinish={submit}
                disabled={busy}
                scrollToFirstError
                className="limn-stack"
            >
                <FormProblem text={problem} />
                <Card>
                    <Form.Item
                        name="slug"
                        label={t('Short name')}
                        extra={t('Names the organisation in links and in the command line; it cannot be changed later')}
                        validateFirst
                        rules={[
                            { required: true, whitespace: true, message: t('An organisation needs a short name') },
                            { pattern: /^[-a-zA-Z0-9_]+$/, message: t('Only Latin letters, digits, - and _') },
                            { max: 16, message: t('At most 16 characters') },
                        ]}
                    >
                        <Input autoFocus autoCapitalize="none" spellCheck={false} />
                    </Form.Item>
                    <Form.Item
                        name="name"
                        label={t('Full name')}
                        rules={[{ max: 64, message: t('At most 64 characters') }]}
                    >
                        <Input placeholder={t('As the short name')} />
                    </Form.Item>
                    <Form.Item name="description" label={t('Description')}>
                        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
                    </Form.Item>
                </Card>
                <Card title={t('Contact')}>
                    <div className="limn-form-grid">
                        <Form.Item
                            name="email"
                            label={t('E-mail')}
                            rules={[{ type: 'email', message: t('Enter an e-mail address') }]}
                        >
                            <Input />
                        </Form.Item>
                        <Form.Item name="phoneNumber" label={t('Phone')}>
                            <Input />
                        </Form.Item>
                        <Form.Item name="location" label={t('Location')}>
                            <Input />
                        </Form.Item>
                    </div>
                </Card>
                <div>
                    <Button type="primary" htmlType="submit" loading={busy}>
                        {t('Create')}
                    </Button>
                </div>
            </Form>
        </Page>
    );
}
