import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Checkbox, Flex, Form, Input, Radio, Skeleton, Switch } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import {
    createWebhook,
    getWebhook,
    listWebhookEvents,
    patchWebhook,
    type Webhook,
    type WebhookType,
    type WebhookWrite,
} from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { addressRule } from '../../shared/addressRule';
import { showFieldErrors } from '../../shared/fieldErrors';
import { t } from '../../shared/language';
import { reportSuccess } from '../../shared/notices';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { EVENT_ACTIONS, eventRows } from './events';
import { word } from '../../shared/language/words';
import { FormProblem } from '../../shared/ui/FormProblem';

const ADDRESS_WANTED = t('Enter a full address, such as https://example.com/hook');

interface Values {
    target_url: string;
    description: string;
    secret: string;
    enable_ssl: boolean;
    is_active: boolean;
}

/** Whose events are sent: a project's, or those of the whole organisation. */
interface Scope {
    type: WebhookType;
    projectId: number | null;
}

const listPath = ({ type, projectId }: Scope) =>
    type === 'project' ? `/projects/${projectId}/webhooks` : '/organization/webhooks';

function EventsField({
    all,
    value,
    onChange,
}: {
    all: string[];
    value: string[];
    onChange: (events: string[]) => void;
}) {
    const rows = eventRows(all);
    const toggle = (event: string) =>
        onChange(value.includes(event) ? value.filter(item => item !== event) : [...value, event]);
    return (
        <table className="limn-events">
            <thead>
                <tr>
                    <th scope="col">{t('About')}</th>
                    {EVENT_ACTIONS.map(action => (
                        <th key={action} scope="col">
                            {word(action)}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {rows.map(row => (
                    <tr key={row.resource}>
                        <th scope="row">{word(row.resource)}</th>
                        {EVENT_ACTIONS.map(action => {
                            const event = row.events[action];
                            return (
                                <td key={action}>
                                    {event && (
                                        <Checkbox
                                            aria-label={`${word(action)} ${word(row.resource)}`}
                                            checked={value.includes(event)}
                                            onChange={() => toggle(event)}
                                        />
                                    )}
                                </td>
                            );
                        })}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}

function WebhookForm({ scope, saved, events }: { scope: Scope; saved: Webhook | null; events: string[] }) {
    const [form] = Form.useForm<Values>();
    const [chosen, setChosen] = useState<string[]>(saved?.events ?? events);
    const [everything, setEverything] = useState(chosen.length === events.length);
    const [problem, setProblem] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const client = useQueryClient();
    const navigate = useNavigate();
    const sent = everything ? events : chosen;

    const submit = async (values: Values) => {
        const { secret, ...rest } = values;
        const data: WebhookWrite = {
            ...rest,
            target_url: values.target_url.trim(),
            events: sent,
            content_type: 'application/json',
            // An empty field leaves the secret that is stored.
            ...(secret ? { secret } : {}),
        };
        setBusy(true);
        setProblem(null);
        try {
            if (saved) await patchWebhook(saved.id, data);
            else {
                await createWebhook({
                    ...data,
                    type: scope.type,
                    ...(scope.projectId === null ? {} : { project_id: scope.projectId }),
                });
            }
            await client.invalidateQueries({ queryKey: ['webhooks'] });
            reportSuccess(saved ? t('Webhook saved') : t('Webhook created'));
            await navigate(listPath(scope));
        } catch (error) {
            setProblem(showFieldErrors(form, error));
            setBusy(false);
        }
    };

    return (
        <Form<Values>
            form={form}
            layout="vertical"
            initialValues={{
                target_url: saved?.target_url ?? '',
                description: saved?.description ?? '',
                secret: '',
                enable_ssl: saved?.enable_ssl ?? true,
                is_active: saved?.is_active ?? true,
            }}
            onFinish={submit}
            disabled={busy}
            scrollToFirstError
            className="limn-stack"
        >
            <FormProblem text={problem} />
            <Card>
                <Form.Item
                    name="target_url"
                    label={t('Target URL')}
                    extra={t('Events are sent here with POST, as JSON')}
                    rules={[{ required: true, message: ADDRESS_WANTED }, addressRule(ADDRESS_WANTED)]}
                >
                    <Input autoFocus maxLength={8192} placeholder="https://" spellCheck={false} />
                </Form.Item>
                <Form.Item name="description" label={t('Description')}>
                    <Input maxLength={128} />
                </Form.Item>
                <Form.Item
                    name="secret"
                    label={t('Secret')}
                    extra={t('Signs every delivery, so that the receiver can tell it is genuine')}
                >
                    <Input.Password
                        maxLength={64}
                        autoComplete="new-password"
                        placeholder={saved ? t('Unchanged') : t('None: deliveries are not signed')}
                    />
                </Form.Item>
                <Flex gap={32} wrap>
                    <Form.Item
                        name="enable_ssl"
                        label={t('Check the certificate of the target')}
                        valuePropName="checked"
                    >
                        <Switch />
                    </Form.Item>
                    <Form.Item name="is_active" label={t('Active')} valuePropName="checked">
                        <Switch />
                    </Form.Item>
                </Flex>
            </Card>
            <Card title={t('Events')}>
                <Radio.Group
                    aria-label={t('Which events')}
                    value={everything}
                    onChange={event => setEverything(event.target.value as boolean)}
                    options={[
                        { value: true, label: t('Send everything') },
                        { value: false, label: t('Choose') },
                    ]}
                />
                {!everything && <EventsField all={events} value={chosen} onChange={setChosen} />}
            </Card>
            <Flex gap={8}>
                <Button type="primary" htmlType="submit" loading={busy} disabled={!sent.length}>
                    {saved ? t('Save') : t('Create')}
                </Button>
                <LinkButton to={listPath(scope)} type="default" icon={null}>
                    {t('Cancel')}
                </LinkButton>
            </Flex>
        </Form>
    );
}

function WithEvents({ scope, saved }: { scope: Scope; saved: Webhook | null }) {
    const events = useQuery({
        queryKey: ['webhook-events', scope.type],
        queryFn: ({ signal }) => listWebhookEvents(scope.type, signal),
        staleTime: Infinity,
    });
    if (events.isError) return <LoadError error={events.error} onRetry={events.refetch} />;
    if (!events.data) return <Skeleton active paragraph={{ rows: 8 }} />;
    return <WebhookForm scope={scope} saved={saved} events={events.data} />;
}

function SavedWebhook({ id }: { id: number }) {
    const hook = useQuery({
        queryKey: ['webhooks', 'one', id],
        queryFn: ({ signal }) => getWebhook(id, signal),
        staleTime: 0,
    });
    if (hook.isError) return <LoadError error={hook.error} onRetry={hook.refetch} />;
    if (!hook.data) return <Skeleton active paragraph={{ rows: 8 }} />;
    const { type, project_id: projectId, organization } = hook.data;
    return (
        <InWorkspaceOf organizationId={organization} what={t('webhook #{id}', { id })}>
            <WithEvents scope={{ type, projectId }} saved={hook.data} />
        </InWorkspaceOf>
    );
}

export default function WebhookFormPage() {
    const { id } = useParams();
    const [params] = useSearchParams();
    const project = Number(params.get('projectId'));
    const scope: Scope =
        Number.isInteger(project) && project > 0
            ? { type: 'project', projectId: project }
            : { type: 'organization', projectId: null };
    return (
        <Page title={id === undefined ? t('New webhook') : t('Webhook #{id}', { id })} width="narrow">
            {id === undefined ? <WithEvents scope={scope} saved={null} /> : <SavedWebhook id={Number(id)} />}
        </Page>
    );
}
