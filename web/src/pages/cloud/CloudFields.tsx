import { UploadOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Form, Input, Select, Typography } from 'antd';
import { useRef } from 'react';
import type { CloudCredentials, CloudProvider } from '../../api';
import { addressRule } from '../../shared/addressRule';
import { t } from '../../shared/language';
import { SuggestedText } from '../../shared/ui/SuggestedText';
import { CREDENTIALS, PROVIDERS, secretsOf, type CloudForm } from './form';

const REGIONS =
    'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 ap-east-1 sa-east-1 me-south-1 af-south-1';

const LOCATIONS =
    'us eu asia us-central1 us-east1 us-east4 us-west1 us-west2 europe-west1 europe-west2 europe-west3 europe-west4 europe-north1 asia-east1 asia-northeast1 asia-south1 asia-southeast1 australia-southeast1';

const options = (words: string) => words.split(' ').map(value => ({ value }));

const contains = (typed: string, option?: { value: string }) => !!option?.value.includes(typed.toLowerCase());

/** The stored secret is never shown; it stays unless a new one is typed. */
const KEPT = t('Unchanged');

interface SecretProps {
    saved: boolean;
    provider: CloudProvider;
    credentials: CloudCredentials;
}

function KeyFile({
    value,
    onChange,
    saved,
    id,
}: {
    value?: File | null;
    onChange?: (file: File | null) => void;
    saved: boolean;
    id?: string;
}) {
    const input = useRef<HTMLInputElement>(null);
    return (
        <Flex gap={8} align="center">
            <Button id={id} icon={<UploadOutlined />} onClick={() => input.current?.click()}>
                {t('Choose the key file')}
            </Button>
            <Typography.Text type="secondary">{value?.name ?? (saved ? KEPT : t('No file chosen'))}</Typography.Text>
            <input
                ref={input}
                type="file"
                accept=".json,application/json"
                aria-label={t('Key file')}
                className="limn-hidden-input"
                onChange={event => {
                    onChange?.(event.target.files?.[0] ?? null);
                    event.target.value = '';
                }}
            />
        </Flex>
    );
}

function Secrets({ saved, provider, credentials }: SecretProps) {
    const needed = secretsOf(provider, credentials);
    const rule = (what: string) => (saved ? [] : [{ required: true, message: t('Enter the {what}', { what }) }]);
    const placeholder = saved ? KEPT : undefined;
    return (
        <>
            {needed.includes('key') && (
                <Form.Item name="key" label={t('Access key id')} rules={rule(t('access key id'))}>
                    <Input placeholder={placeholder} autoComplete="off" maxLength={40} spellCheck={false} />
                </Form.Item>
            )}
            {needed.includes('secret_key') && (
                <Form.Item name="secret_key" label={t('Secret access key')} rules={rule(t('secret access key'))}>
                    <Input.Password placeholder={placeholder} autoComplete="new-password" maxLength={64} />
                </Form.Item>
            )}
            {needed.includes('account_name') && (
                <Form.Item name="account_name" label={t('Account name')} rules={rule(t('account name'))}>
                    <Input placeholder={placeholder} autoComplete="off" maxLength={24} spellCheck={false} />
                </Form.Item>
            )}
            {needed.includes('session_token') && (
                <Form.Item name="session_token" label={t('SAS token')} rules={rule(t('SAS token'))}>
                    <Input.Password placeholder={placeholder} autoComplete="new-password" maxLength={440} />
                </Form.Item>
            )}
            {needed.includes('connection_string') && (
                <Form.Item
                    name="connection_string"
                    label={t('Connection string')}
                    className="limn-span-all"
                    rules={rule(t('connection string'))}
                >
                    <Input.Password placeholder={placeholder} autoComplete="new-password" maxLength={1024} />
                </Form.Item>
            )}
            {needed.includes('key_file') && (
                <Form.Item name="key_file" label={t('Key file')} className="limn-span-all" rules={rule(t('key file'))}>
                    <KeyFile saved={saved} />
                </Form.Item>
            )}
        </>
    );
}

/** The fields of a cloud storage, those of the chosen provider only. `saved`: it exists, so its secrets may stay. */
export function CloudFields({ saved }: { saved: boolean }) {
    const form = Form.useFormInstance<CloudForm>();
    const provider = Form.useWatch('provider_type', { form, preserve: true }) ?? 'AWS_S3_BUCKET';
    const credentials = Form.useWatch('credentials_type', { form, preserve: true }) ?? 'KEY_SECRET_KEY_PAIR';
    const container = provider === 'AZURE_CONTAINER' ? t('Container') : t('Bucket');
    return (
        <>
            <Card>
                <Form.Item
                    name="display_name"
                    label={t('Name')}
                    rules={[{ required: true, whitespace: true, message: t('A cloud storage needs a name') }]}
                >
                    <Input autoFocus maxLength={63} />
                </Form.Item>
                <Form.Item name="description" label={t('Description')}>
                    <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} />
                </Form.Item>
            </Card>
            <Card title={t('Where')}>
                <div className="limn-form-grid">
                    <Form.Item name="provider_type" label={t('Provider')} className="limn-span-all">
                        <Select
                            options={PROVIDERS}
                            disabled={saved}
                            onChange={(next: CloudProvider) =>
                                form.setFieldsValue({ credentials_type: CREDENTIALS[next][0].value })
                            }
                        />
                    </Form.Item>
                    <Form.Item
                        name="resource"
                        label={container}
                        rules={[
                            {
                                required: true,
                                whitespace: true,
                                message: t('Enter the {container}', { container: container.toLowerCase() }),
                            },
                        ]}
                    >
                        <Input maxLength={222} spellCheck={false} autoCapitalize="none" />
                    </Form.Item>
                    {provider === 'AWS_S3_BUCKET' && (
                        <>
                            <Form.Item
                                name="endpoint_url"
                                label={t('Endpoint')}
                                tooltip={t("Only for servers other than Amazon's own")}
                                rules={[addressRule(t('Enter a full address, such as https://s3.example.com'))]}
                            >
                                <Input placeholder={t("Amazon's own")} spellCheck={false} />
                            </Form.Item>
                            <Form.Item name="region" label={t('Region')}>
                                <SuggestedText
                                    options={options(REGIONS)}
                                    filterOption={contains}
                                    placeholder="us-east-1"
                                />
                            </Form.Item>
                        </>
                    )}
                    {provider === 'GOOGLE_CLOUD_STORAGE' && (
                        <>
                            <Form.Item name="project_id" label={t('Project ID')}>
                                <Input spellCheck={false} />
                            </Form.Item>
                            <Form.Item name="location" label={t('Location')}>
                                <SuggestedText options={options(LOCATIONS)} filterOption={contains} />
                            </Form.Item>
                        </>
                    )}
                    <Form.Item name="prefix" label={t('Prefix')} tooltip={t('Only what lies below this path is seen')}>
                        <Input placeholder={t('Everything')} spellCheck={false} />
                    </Form.Item>
                </div>
            </Card>
            <Card title={t('Access')}>
                <div className="limn-form-grid">
                    <Form.Item name="credentials_type" label={t('Credentials')} className="limn-span-all">
                        <Select options={CREDENTIALS[provider]} />
                    </Form.Item>
                    <Secrets saved={saved} provider={provider} credentials={credentials} />
                </div>
            </Card>
            <Card title={t('Manifests')}>
                <Form.Item
                    name="manifests"
                    label={t('Paths of manifests in the storage')}
                    extra={t(
                        'A manifest (.jsonl) lists the images with their sizes, so that tasks are made without reading them. Optional.',
                    )}
                >
                    <Select
                        mode="tags"
                        open={false}
                        suffixIcon={null}
                        tokenSeparators={[',', '\n']}
                        placeholder={t('folder/manifest.jsonl, then Enter')}
                    />
                </Form.Item>
            </Card>
        </>
    );
}
