import { useQueryClient } from '@tanstack/react-query';
import { App, Select, Tag } from 'antd';
import { useMemo, useState } from 'react';
import {
    deleteMembership,
    listMemberships,
    patchMembership,
    resendInvitation,
    type MemberRole,
    type Membership,
} from '../../api';
import { useSession } from '../../app/session';
import type { BulkAction } from '../../shared/bulk/actions';
import { choiceAction, deleteAction } from '../../shared/bulk/forms';
import { t } from '../../shared/language';
import { equals, type FilterField, type QuickFilter } from '../../shared/list/filter';
import type { ListColumn } from '../../shared/list/ListTable';
import { dropRecords, putRecord } from '../../shared/list/records';
import { ResourceList } from '../../shared/list/ResourceList';
import { useListState } from '../../shared/list/state';
import { reportError, reportSuccess } from '../../shared/notices';
import type { Action } from '../../shared/ui/ActionMenu';
import { Ago } from '../../shared/ui/Ago';
import { confirmDanger } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { INVITED_ROLES, mayRemove, rolesFor, type Rights } from './roles';

const SORT_FIELDS = [
    { name: 'id', title: t('Joined order') },
    { name: 'user', title: t('User') },
    { name: 'role', title: t('Role') },
];

const ROLE_OPTIONS = [
    ...INVITED_ROLES.map(({ value, label }) => ({ value, label })),
    { value: 'owner', label: t('Owner') },
];

const FILTER_FIELDS: FilterField[] = [
    { name: 'user', title: t('User'), kind: 'user' },
    { name: 'role', title: t('Role'), kind: 'enum', options: ROLE_OPTIONS },
];

const QUICK_FILTERS: QuickFilter[] = INVITED_ROLES.map(({ value, plural }) => ({
    key: value,
    title: plural,
    logic: equals('role', value),
}));

function bulkActions(rights: Rights): BulkAction<Membership>[] {
    if (!rights.manage) return [];
    const changeable = (member: Membership) => member.role !== 'owner' && (rights.own || member.role !== 'maintainer');
    const roles = INVITED_ROLES.filter(role => rights.own || role.value !== 'maintainer');
    return [
        {
            ...choiceAction<Membership, MemberRole>('member', 'role', roles, (member, role) =>
                patchMembership(member.id, role),
            ),
            fits: changeable,
        },
        deleteAction<Membership>('member', member => deleteMembership(member.id), {
            text: t('Remove'),
            loss: t('They lose access to everything of this organisation. What they made stays.'),
            fits: changeable,
        }),
    ];
}

function RoleSelect({ member, rights }: { member: Membership; rights: Rights }) {
    const client = useQueryClient();
    const user = useSession(session => session.user);
    const [busy, setBusy] = useState(false);
    const roles = rolesFor(member, rights, user);
    const change = async (role: MemberRole) => {
        setBusy(true);
        try {
            putRecord(client, 'memberships', await patchMembership(member.id, role));
        } catch (error) {
            reportError(t('The role of {username} was not changed', { username: member.user.username }), error);
        } finally {
            setBusy(false);
        }
    };
    if (roles.length === 1) return ROLE_OPTIONS.find(option => option.value === member.role)?.label ?? member.role;
    return (
        <Select<MemberRole>
            aria-label={t('Role of {username}', { username: member.user.username })}
            value={member.role}
            loading={busy}
            onChange={role => void change(role)}
            options={ROLE_OPTIONS.filter(option => roles.includes(option.value as MemberRole))}
            style={{ width: '100%' }}
        />
    );
}

function columns(rights: Rights, myId: number | undefined): ListColumn<Membership>[] {
    return [
        {
            key: 'user',
            title: t('Member'),
            render: member => {
                const name = `${member.user.first_name} ${member.user.last_name}`.trim();
                return (
                    <>
                        <strong>{member.user.username}</strong> {member.user.id === myId && <Tag>{t('you')}</Tag>}
                        {name && <div className="limn-meta">{name}</div>}
                    </>
                );
            },
        },
        {
            key: 'joined',
            title: t('Joined'),
            width: 200,
            render: member =>
                member.joined_date ? (
                    <Ago date={member.joined_date} />
                ) : (
                    <Tag color="warning">{t('invited, no answer yet')}</Tag>
                ),
        },
        {
            key: 'role',
            title: t('Role'),
            width: 180,
            render: member => <RoleSelect member={member} rights={rights} />,
        },
    ];
}

/** The people of the organisation and what each may do. */
export function Members({ rights }: { rights: Rights }) {
    const { modal } = App.useApp();
    const client = useQueryClient();
    const user = useSession(session => session.user);
    const control = useListState(10, 'user');
    const bulk = useMemo(() => bulkActions(rights), [rights]);
    const columnList = useMemo(() => columns(rights, user?.id), [rights, user?.id]);

    const remove = (member: Membership) =>
        confirmDanger(modal, {
            title: member.is_active
                ? t('Remove {username}?', { username: member.user.username })
                : t('Take back the invitation of {username}?', { username: member.user.username }),
            content:
                member.is_active && t('They lose access to everything of this organisation. What they made stays.'),
            okText: member.is_active ? t('Remove') : t('Take back'),
            run: async () => {
                try {
                    await deleteMembership(member.id);
                    dropRecords(client, 'memberships', [member.id]);
                } catch (error) {
                    reportError(t('{username} was not removed', { username: member.user.username }), error);
                }
            },
        });

    const resend = async (key: string, member: Membership) => {
        try {
            await resendInvitation(key);
            reportSuccess(t('The invitation of {username} was sent again', { username: member.user.username }));
        } catch (error) {
            reportError(t('The invitation was not sent again'), error);
        }
    };

    const actionsOf = (member: Membership): Action[] => {
        const actions: Action[] = [];
        if (!member.is_active && member.invitation && rights.manage) {
            const key = member.invitation;
            actions.push({ key: 'resend', text: t('Send the invitation again'), run: () => void resend(key, member) });
        }
        const removable = mayRemove(member, rights, user) && member.user.id !== user?.id;
        actions.push({
            key: 'remove',
            text: member.is_active ? t('Remove') : t('Take the invitation back'),
            danger: true,
            disabled: !removable,
            reason: member.role === 'owner' ? t('The owner cannot be removed') : t('Your role does not allow this'),
            run: () => remove(member),
        });
        return actions;
    };

    return (
        <ResourceList<Membership>
            list="memberships"
            one="member"
            control={control}
            fetch={listMemberships}
            sortFields={SORT_FIELDS}
            filterFields={FILTER_FIELDS}
            quickFilters={QUICK_FILTERS}
            nameOf={member => member.user.username}
            columns={columnList}
            bulk={bulk}
            actionsOf={actionsOf}
            empty={<EmptyState title={t('No members yet')} text={t('Invite people by their e-mail address.')} />}
        />
    );
}
