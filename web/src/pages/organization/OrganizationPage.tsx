import { Button, Card, Flex, Input, Modal } from 'antd';
import { useState } from 'react';
import {
    deleteMembership,
    deleteOrganization,
    patchOrganization,
    type Organization,
    type OrganizationContact,
    type OrganizationWrite,
} from '../../api';
import { displayName } from '../../app/session';
import { useSwitchWorkspace } from '../../app/useSwitchWorkspace';
import { loadWorkspace, updateOrganization, useWorkspace } from '../../app/workspace';
import { t } from '../../shared/language';
import { reportError, reportSuccess } from '../../shared/notices';
import { Ago } from '../../shared/ui/Ago';
import { EditableText } from '../../shared/ui/EditableText';
import { EditableTitle } from '../../shared/ui/EditableTitle';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Facts } from '../../shared/ui/Facts';
import { LinkButton } from '../../shared/ui/LinkButton';
import { Page } from '../../shared/ui/Page';
import { useAction } from '../../shared/useAction';
import { InviteDialog } from './InviteDialog';
import { Members } from './Members';
import { useServesWebhooks } from '../../shared/useServesWebhooks';
import { useRights } from './useRights';

type Save = (patch: OrganizationWrite) => Promise<boolean>;

async function savePatch(organization: Organization, patch: OrganizationWrite): Promise<boolean> {
    try {
        updateOrganization(await patchOrganization(organization.id, patch));
        return true;
    } catch (error) {
        reportError(t('The change was not saved'), error);
        return false;
    }
}

const CONTACT: [keyof OrganizationContact, string][] = [
    ['email', t('E-mail')],
    ['phoneNumber', t('Phone')],
    ['location', t('Location')],
];

function Details({ organization, editable, save }: { organization: Organization; editable: boolean; save: Save }) {
    const contact = organization.contact ?? {};
    const text = (label: string, value: string, onSave: (value: string) => Promise<boolean>) =>
        editable ? (
            <EditableText key={label} label={label} placeholder={t('None')} value={value} onSave={onSave} />
        ) : (
            value || t('None')
        );
    return (
        <Card>
            <Facts
                facts={[
                    [t('Short name'), organization.slug],
                    [t('Owner'), organization.owner ? displayName(organization.owner) : t('Nobody')],
                    [
                        t('Description'),
                        text('description', organization.description, description => save({ description })),
                    ],
                    [t('Created'), <Ago key="created" date={organization.created_date} />],
                    ...CONTACT.map(([key, title]): [string, React.ReactNode] => [
                        title,
                        text(title.toLowerCase(), contact[key] ?? '', value =>
                            save({ contact: { ...contact, [key]: value || undefined } }),
                        ),
                    ]),
                ]}
            />
        </Card>
    );
}

function RemoveDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
    const [typed, setTyped] = useState('');
    const change = useSwitchWorkspace();
    const [remove, busy] = useAction(t('The organisation was not removed'), async () => {
        await deleteOrganization(organization.id);
        await change(null);
        await loadWorkspace();
        reportSuccess(t('{slug} was removed', { slug: organization.slug }));
    });
    return (
        <Modal
            open
            title={t('Remove {name}?', { name: organization.name || organization.slug })}
            okText={t('Remove the organisation')}
            okButtonProps={{ danger: true, disabled: typed !== organization.slug }}
            confirmLoading={busy}
            onOk={() => void remove()}
            onCancel={onClose}
        >
            <p className="limn-gap-below">
                {t(
                    'Memberships, invitations and webhooks are deleted. Projects, tasks and cloud storages go to the personal workspaces of their owners. This cannot be undone.',
                )}
            </p>
            <label className="limn-field">
                <span>{t('Type {slug} to confirm', { slug: organization.slug })}</span>
                <Input value={typed} onChange={event => setTyped(event.target.value)} autoComplete="off" />
            </label>
        </Modal>
    );
}

function OrganizationView({ organization }: { organization: Organization }) {
    const { own, manage, membershipId } = useRights(organization);
    const hasWebhooks = useServesWebhooks();
    const [dialog, setDialog] = useState<'invite' | 'remove' | 'leave' | null>(null);
    const change = useSwitchWorkspace();
    const save: Save = patch => savePatch(organization, patch);
    const [leave, leaving] = useAction(t('You are still a member'), async () => {
        if (membershipId === null) return;
        await deleteMembership(membershipId);
        await change(null);
        await loadWorkspace();
        reportSuccess(t('You left {name}', { name: organization.name || organization.slug }));
    });
    const close = () => setDialog(null);
    const name = organization.name || organization.slug;
    return (
        <Page
            title={name}
            heading={
                manage ? (
                    <EditableTitle
                        value={name}
                        label={t('name of the organisation')}
                        onSave={value => save({ name: value })}
                    />
                ) : undefined
            }
            subtitle={t('Organisation')}
            actions={
                <>
                    {manage && hasWebhooks && (
                        <LinkButton to="/organization/webhooks" type="default" icon={null}>
                            {t('Webhooks')}
                        </LinkButton>
                    )}
                    {!own && membershipId !== null && <Button onClick={() => setDialog('leave')}>{t('Leave')}</Button>}
                    {own && (
                        <Button danger onClick={() => setDialog('remove')}>
                            {t('Remove')}
                        </Button>
                    )}
                    {manage && (
                        <Button type="primary" onClick={() => setDialog('invite')}>
                            {t('Invite members')}
                        </Button>
                    )}
                </>
            }
        >
            <div className="limn-stack">
                <Details organization={organization} editable={manage} save={save} />
                <section aria-label={t('Members')}>
                    <Members rights={{ own, manage }} />
                </section>
            </div>
            {dialog === 'invite' && <InviteDialog own={own} onClose={close} />}
            {dialog === 'remove' && <RemoveDialog organization={organization} onClose={close} />}
            <Modal
                open={dialog === 'leave'}
                title={t('Leave {name}?', { name })}
                okText={t('Leave')}
                okButtonProps={{ danger: true }}
                confirmLoading={leaving}
                onOk={() => void leave()}
                onCancel={close}
            >
                {t('You lose access to everything of this organisation. What you made stays.')}
            </Modal>
        </Page>
    );
}

/** The organisation the page works in: what it is, who belongs to it. */
export default function OrganizationPage() {
    const organization = useWorkspace(state => state.organization);
    if (!organization) {
        return (
            <Page title={t('Organisation')}>
                <div className="limn-panel">
                    <EmptyState
                        title={t('You are in your personal workspace')}
                        text={t(
                            'An organisation shares projects, tasks and cloud storages among its members. Choose one at the top right, or make a new one.',
                        )}
                        action={
                            <Flex gap={8} justify="center">
                                <LinkButton to="/organizations/create">{t('New organisation')}</LinkButton>
                                <LinkButton to="/invitations" type="default" icon={null}>
                                    {t('Invitations')}
                                </LinkButton>
                            </Flex>
                        }
                    />
                </div>
            </Page>
        );
    }
    return <OrganizationView key={organization.id} organization={organization} />;
}
