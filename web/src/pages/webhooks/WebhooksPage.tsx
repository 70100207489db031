import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { deleteWebhook, getProject, getWebhook, listWebhooks, pingWebhook, type Webhook } from '../../api';
import { InWorkspaceOf } from '../../app/InWorkspaceOf';
import { useWorkspace } from '../../app/workspace';
import { deleteAction } from '../../shared/bulk/forms';
import { t } from '../../shared/language';
import { FIELDS } from '../../shared/list/fields';
import type { FilterField } from '../../shared/list/filter';
import type { ListColumn } from '../../shared/list/ListTable';
import { dropRecords, putRecord } from '../../shared/list/records';
import { ResourceList } from '../../shared/list/ResourceList';
import { useListState } from '../../shared/list/state';
import { reportError, reportSuccess } from '../../shared/notices';
import { Ago } from '../../shared/ui/Ago';
import { confirmDanger } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { LinkButton } from '../../shared/ui/LinkButton';
import { LoadError } from '../../shared/ui/LoadError';
import { Page } from '../../shared/ui/Page';
import { Deliveries, Outcome } from './Deliveries';

const SORT_FIELDS = [
    { name: 'id', title: t('ID') },
    { name: 'target_url', title: t('Target URL') },
    { name: 'description', title: t('Description') },
    { name: 'owner', title: t('Owner') },
    { name: 'type', title: t('Type') },
    { name: 'updated_date', title: t('Updated') },
];

const FILTER_FIELDS: FilterField[] = [
    { name: 'target_url', title: t('Target URL'), kind: 'text' },
    { name: 'description', title: t('Description'), kind: 'text' },
    FIELDS.owner,
    FIELDS.updated,
    FIELDS.id,
];

const BULK = [
    deleteAction<Webhook>('webhook', hook => deleteWebhook(hook.id), { loss: t('Nothing is sent to them any more.') }),
];

const nameOf = (hook: Webhook) => hook.description || hook.target_url;

function columns(
    ping: (hook: Webhook) => void,
    pinging: number | null,
    show: (hook: Webhook) => void,
): ListColumn<Webhook>[] {
    return [
        {
            key: 'target',
            title: t('Webhook'),
            render: hook => (
                <>
                    <Link to={`/webhooks/update/${hook.id}`} className="limn-main-link">
                        {hook.target_url}
                    </Link>{' '}
                    {!hook.is_active && <Tag>{t('off')}</Tag>}
                    <div className="limn-meta">
                        {[
                            `#${hook.id}`,
                            hook.description,
                            hook.owner && t('by {username}', { username: hook.owner.username }),
                        ]
                            .filter(Boolean)
                            .join(' · ')}
                    </div>
                </>
            ),
        },
        {
            key: 'events',
            title: t('Events'),
            width: 220,
            from: 'lg',
            render: hook => <span className="limn-meta limn-clamp">{hook.events.join(', ')}</span>,
        },
        {
            key: 'last',
            title: t('Last delivery'),
            width: 150,
            render: hook => (
                <>
                    <Outcome status={hook.last_delivery_date ? (hook.last_status ?? null) : undefined} />
                    {hook.last_delivery_date && (
                        <div className="limn-meta">
                            <Ago date={hook.last_delivery_date} />
                        </div>
                    )}
                </>
            ),
        },
        {
            key: 'buttons',
            width: 190,
            render: hook => (
                <>
                    <Button size="small" loading={pinging === hook.id} onClick={() => ping(hook)}>
                        {t('Ping')}
                    </Button>{' '}
                    <Button size="small" onClick={() => show(hook)}>
                        {t('Deliveries')}
                    </Button>
                </>
            ),
        },
    ];
}

function Webhooks({ projectId }: { projectId: number | null }) {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const control = useListState(10);
    const [pinging, setPinging] = useState<number | null>(null);
    const [shown, setShown] = useState<Webhook | null>(null);
    const create = projectId === null ? '/webhooks/create' : `/webhooks/create?projectId=${projectId}`;

    const columnList = useMemo(() => {
        const ping = async (hook: Webhook) => {
            setPinging(hook.id);
            try {
                const { status_code: status } = await pingWebhook(hook.id);
                const answer = status ? t('It answered {status}', { status }) : t('Nobody answered');
                if (status && status < 300) reportSuccess(t('Ping delivered'), { description: answer });
                else
                    reportError(
                        t('The ping was not taken'),
                        new Error(t("{answer}. Check the target's address and log.", { answer })),
                    );
                putRecord(client, 'webhooks', await getWebhook(hook.id));
            } catch (error) {
                reportError(t('The ping was not sent'), error);
            } finally {
                setPinging(null);
            }
        };
        return columns(hook => void ping(hook), pinging, setShown);
    }, [client, pinging]);

    const remove = (hook: Webhook) =>
        confirmDanger(modal, {
            title: t('Delete the webhook to {target_url}?', { target_url: hook.target_url }),
            content: t('Nothing is sent there any more. Its deliveries are forgotten.'),
            okText: t('Delete'),
            run: async () => {
                try {
                    await deleteWebhook(hook.id);
                    dropRecords(client, 'webhooks', [hook.id]);
                } catch (error) {
                    reportError(t('The webhook was not deleted'), error);
                }
            },
        });

    return (
        <>
            <ResourceList<Webhook>
                list="webhooks"
                one="webhook"
                control={control}
                fetch={listWebhooks}
                fixed={projectId === null ? { type: 'organization' } : { project_id: projectId }}
                sortFields={SORT_FIELDS}
                filterFields={FILTER_FIELDS}
                quickFilters={[]}
                nameOf={nameOf}
                pathOf={hook => `/webhooks/update/${hook.id}`}
                columns={columnList}
                bulk={BULK}
                actionsOf={hook => [
                    { key: 'update', text: t('Change'), to: `/webhooks/update/${hook.id}` },
                    { key: 'deliveries', text: t('Deliveries'), run: () => setShown(hook) },
                    { key: 'delete', text: t('Delete'), danger: true, run: () => remove(hook) },
                ]}
                empty={
                    <EmptyState
                        title={t('No webhooks yet')}
                        text={t(
                            'A webhook tells another program, at once, what happens here: a task made, a job finished, an issue opened.',
                        )}
                        action={<LinkButton to={create}>{t('New webhook')}</LinkButton>}
                    />
                }
            />
            {shown && <Deliveries hook={shown} onClose={() => setShown(null)} />}
        </>
    );
}

const newButton = (to: string) => <LinkButton to={to}>{t('New webhook')}</LinkButton>;

export function OrganizationWebhooksPage() {
    const organization = useWorkspace(state => state.organization);
    return (
        <Page
            title={t('Webhooks')}
            subtitle={
                <Link to="/organization">{organization?.name || organization?.slug || t('Personal workspace')}</Link>
            }
            actions={organization && newButton('/webhooks/create')}
        >
            {organization ? (
                <Webhooks projectId={null} />
            ) : (
                <div className="limn-panel">
                    <EmptyState
                        title={t('You are in your personal workspace')}
                        text={t(
                            'Webhooks belong to an organisation or to a project. Open a project, or enter an organisation.',
                        )}
                    />
                </div>
            )}
        </Page>
    );
}

export function ProjectWebhooksPage() {
    const id = Number(useParams().id);
    const project = useQuery({ queryKey: ['project', id], queryFn: ({ signal }) => getProject(id, signal) });
    return (
        <Page
            title={t('Webhooks')}
            subtitle={<Link to={`/projects/${id}`}>{project.data?.name ?? t('Project #{id}', { id })}</Link>}
            actions={newButton(`/webhooks/create?projectId=${id}`)}
        >
            {project.isError && <LoadError error={project.error} onRetry={project.refetch} />}
            {project.data && (
                <InWorkspaceOf organizationId={project.data.organization_id} what={t('project #{id}', { id })}>
                    <Webhooks projectId={id} />
                </InWorkspaceOf>
            )}
        </Page>
    );
}
