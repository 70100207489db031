import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { createProject } from '../../api';
import { LabelsEditor } from '../../shared/labels/LabelsEditor';
import { toCreate, type DraftLabel } from '../../shared/labels/model';
import { validateLabels } from '../../shared/labels/validate';
import { reportSuccess } from '../../shared/notices';
import { Page } from '../../shared/ui/Page';
import { showFieldErrors } from '../../shared/fieldErrors';

interface Values {
    name: string;
    bug_tracker?: string;
}

export default function CreateProjectPage() {
    const [form] = Form.useForm<Values>();
    const navigate = useNavigate();
    const client = useQueryClient();
    const [labels, setLabels] = useState<DraftLabel[]>([]);
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const invalid = Object.keys(validateLabels(labels)).length > 0;

    const submit = async (open: boolean) => {
        const values = await form.validateFields().catch(() => null);
        if (!values) return;
        setBusy(true);
        setProblem(null);
        try {
            const project = await createProject({
                name: values.name.trim(),
                labels: toCreate(labels),
                bug_tracker: values.bug_tracker?.trim(),
            });
            await client.invalidateQueries({ queryKey: ['projects'] });
            if (open) {
                await navigate(`/projects/${project.id}`);
                return;
            }
            reportSuccess(`Project “${project.name}” created`, {
                action: { text: 'Open', href: `/projects/${project.id}` },
            });
            form.resetFields(['name']);
        } catch (error) {
            setProblem(showFieldErrors(form, error));
        } finally {
            setBusy(false);
        }
    };

    return (
        <Page title="New project" width="narrow">
            <Form
                form={form}
                layout="vertical"
                onFinish={() => void submit(true)}
                disabled={busy}
                scrollToFirstError
                className="limn-stack"
            >
                {problem && <Alert type="error" showIcon message={problem} role="alert" />}
                <Card>
                    <Form.Item
                        name="name"
                        label="Name"
                        rules={[{ required: true, whitespace: true, message: 'A project needs a name' }]}
                    >
                        <Input autoFocus maxLength={256} />
                    </Form.Item>
                    <Form.Item
                        name="bug_tracker"
                        label="Issue tracker"
                        rules={[{ type: 'url', message: 'Enter a full address, such as https://example.com/issues' }]}
                    >
                        <Input placeholder="https://" maxLength={2000} />
                    </Form.Item>
                </Card>
                <Card title="Labels">
                    <LabelsEditor value={labels} onChange={setLabels} />
                </Card>
                <Flex gap={8}>
                    <Button type="primary" htmlType="submit" loading={busy} disabled={invalid}>
                        Create and open
                    </Button>
                    <Button onClick={() => void submit(false)} disabled={invalid}>
                        Create and continue
                    </Button>
                </Flex>
            </Form>
        </Page>
    );
}
