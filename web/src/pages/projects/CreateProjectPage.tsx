import { useQueryClient } from '@tanstack/react-query';
import { Button, Card, Collapse, Flex, Form, Input } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { createProject, type StorageChoice } from '../../api';
import { addressRule } from '../../shared/addressRule';
import { LabelsEditor, type LabelsHandle } from '../../shared/labels/LabelsEditor';
import { toCreate, type DraftLabel } from '../../shared/labels/model';
import { validateLabels } from '../../shared/labels/validate';
import { reportSuccess } from '../../shared/notices';
import { whyNotNewProject } from '../../shared/rights/rights';
import { useMe } from '../../shared/rights/useMe';
import { DefaultStorage } from '../../shared/storages/DefaultStorage';
import { storageProblem } from '../../shared/storages/StorageField';
import { Page } from '../../shared/ui/Page';
import { Refusal } from '../../shared/ui/Refusal';
import { UnsavedWarning } from '../../shared/ui/UnsavedWarning';
import { useOneAtATime } from '../../shared/useOneAtATime';
import { showFieldErrors } from '../../shared/fieldErrors';
import { t } from '../../shared/language';
import { FormProblem } from '../../shared/ui/FormProblem';

interface Values {
    name: string;
    bug_tracker?: string;
}

export default function CreateProjectPage() {
    const [form] = Form.useForm<Values>();
    const navigate = useNavigate();
    const client = useQueryClient();
    const refusal = whyNotNewProject(useMe());
    const [labels, setLabels] = useState<DraftLabel[]>([]);
    const [source, setSource] = useState<StorageChoice>();
    const [target, setTarget] = useState<StorageChoice>();
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const editor = useRef<LabelsHandle>(null);
    /** The labels of the project made last: of those nothing is lost. */
    const made = useRef(labels);
    const invalid =
        Object.keys(validateLabels(labels)).length > 0 ||
        storageProblem(source) !== null ||
        storageProblem(target) !== null;

    const create = async (open: boolean) => {
        const values = await form.validateFields().catch(() => null);
        const complete = editor.current?.settle() ?? null;
        if (!values || !complete || Object.keys(validateLabels(complete)).length) return;
        setBusy(true);
        setProblem(null);
        try {
            const project = await createProject({
                name: values.name.trim(),
                labels: toCreate(complete),
                bug_tracker: values.bug_tracker?.trim(),
                source_storage: source,
                target_storage: target,
            });
            made.current = complete;
            await client.invalidateQueries({ queryKey: ['projects'] });
            if (open) {
                await navigate(`/projects/${project.id}`);
                return;
            }
            reportSuccess(t('Project “{name}” created', { name: project.name }), {
                action: { text: t('Open'), href: `/projects/${project.id}` },
            });
            form.resetFields(['name']);
        } catch (error) {
            setProblem(showFieldErrors(form, error));
        } finally {
            setBusy(false);
        }
    };

    const submit = useOneAtATime(create);

    return (
        <Page title={t('New project')} width="narrow">
            <Refusal reason={refusal} />
            <Form
                hidden={refusal !== null}
                form={form}
                layout="vertical"
                onFinish={() => void submit(true)}
                disabled={busy}
                scrollToFirstError
                className="limn-stack"
            >
                <FormProblem text={problem} />
                <Card>
                    <Form.Item
                        name="name"
                        label={t('Name')}
                        rules={[{ required: true, whitespace: true, message: t('A project needs a name') }]}
                    >
                        <Input autoFocus maxLength={256} />
                    </Form.Item>
                    <Form.Item
                        name="bug_tracker"
                        label={t('Issue tracker')}
                        rules={[addressRule(t('Enter a full address, such as https://example.com/issues'))]}
                    >
                        <Input placeholder="https://" maxLength={2000} />
                    </Form.Item>
                </Card>
                <Card title={t('Labels')}>
                    <LabelsEditor handle={editor} value={labels} onChange={setLabels} />
                </Card>
                <Collapse
                    items={[
                        {
                            key: 'advanced',
                            label: t('Advanced'),
                            children: (
                                <div className="limn-form-grid">
                                    <Form.Item label={t('Import annotations from')}>
                                        <DefaultStorage
                                            label={t('Import annotations from')}
                                            defaultText={t('This server')}
                                            value={source}
                                            onChange={setSource}
                                        />
                                    </Form.Item>
                                    <Form.Item label={t('Export to')}>
                                        <DefaultStorage
                                            label={t('Export to')}
                                            defaultText={t('This server')}
                                            value={target}
                                            onChange={setTarget}
                                        />
                                    </Form.Item>
                                </div>
                            ),
                        },
                    ]}
                />
                <Flex gap={8}>
                    <Button type="primary" htmlType="submit" loading={busy} disabled={invalid}>
                        {t('Create and open')}
                    </Button>
                    <Button onClick={() => void submit(false)} disabled={invalid}>
                        {t('Create and continue')}
                    </Button>
                </Flex>
            </Form>
            <UnsavedWarning
                when={() => !busy && (labels !== made.current || editor.current?.holdsMore() === true)}
                what={t('The new project')}
            />
        </Page>
    );
}
