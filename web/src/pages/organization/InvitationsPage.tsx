import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Flex, Tag, Typography } from 'antd';
import { useNavigate } from 'react-router';
import { acceptInvitation, declineInvitation, type Invitation } from '../../api';
import { INVITATIONS_KEY, useInvitations } from '../../app/useInvitations';
import { useSwitchWorkspace } from '../../app/useSwitchWorkspace';
import { loadWorkspace } from '../../app/workspace';
import { t } from '../../shared/language';
import { word } from '../../shared/language/words';
import { reportError, reportSuccess } from '../../shared/notices';
import { Ago } from '../../shared/ui/Ago';
import { confirmDanger } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { useAction } from '../../shared/useAction';

function InvitationCard({ invitation }: { invitation: Invitation }) {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const navigate = useNavigate();
    const change = useSwitchWorkspace();
    const { slug, id } = invitation.organization_info;

    const [accept, accepting] = useAction(t('The invitation was not accepted'), async () => {
        await acceptInvitation(invitation.key);
        await loadWorkspace();
        await change(id);
        await client.invalidateQueries({ queryKey: INVITATIONS_KEY });
        reportSuccess(t('You are now a member of {slug}', { slug }));
        await navigate('/organization');
    });
    const decline = () =>
        confirmDanger(modal, {
            title: t('Decline the invitation to {slug}?', { slug }),
            content: t('You would have to be invited again.'),
            okText: t('Decline'),
            run: async () => {
                try {
                    await declineInvitation(invitation.key);
                } catch (error) {
                    reportError(t('The invitation was not declined'), error);
                }
                await client.invalidateQueries({ queryKey: INVITATIONS_KEY });
            },
        });
    return (
        <Card>
            <Flex justify="space-between" align="center" gap={16} wrap>
                <div>
                    <Typography.Text strong>{slug}</Typography.Text>{' '}
                    {invitation.expired && <Tag color="warning">{t('expired')}</Tag>}
                    <div className="limn-meta">
                        {t('{username} invites you as {role},', {
                            username: invitation.owner?.username ?? t('Somebody'),
                            role: word(invitation.role),
                        })}{' '}
                        <Ago date={invitation.created_date} />
                    </div>
                </div>
                <Flex gap={8}>
                    <Button onClick={decline}>{t('Decline')}</Button>
                    <Button
                        type="primary"
                        loading={accepting}
                        disabled={invitation.expired === true}
                        onClick={() => void accept()}
                    >
                        {t('Accept')}
                    </Button>
                </Flex>
            </Flex>
        </Card>
    );
}

export default function InvitationsPage() {
    const invitations = useInvitations();
    return (
        <Page title={t('Invitations')} subtitle={t('To organisations that want you as a member')} width="narrow">
            {invitations.length === 0 ? (
                <div className="limn-panel">
                    <EmptyState
                        title={t('No invitations')}
                        text={t(
                            'When somebody invites you to an organisation, the invitation waits here for your answer.',
                        )}
                    />
                </div>
            ) : (
                <div className="limn-stack">
                    {invitations.map(invitation => (
                        <InvitationCard key={invitation.key} invitation={invitation} />
                    ))}
                </div>
            )}
        </Page>
    );
}
