import type { InvitedRole, MemberRole, Membership, Organization, User } from '../../api';
import { t } from '../../shared/language';

interface InvitedRoleText {
    value: InvitedRole;
    label: string;
    plural: string;
    /** What one does. */
    text: string;
}

export const INVITED_ROLES: InvitedRoleText[] = [
    {
        value: 'worker',
        label: t('Worker'),
        plural: t('Workers'),
        text: t('annotates the jobs assigned to them'),
    },
    {
        value: 'supervisor',
        label: t('Supervisor'),
        plural: t('Supervisors'),
        text: t('makes projects and tasks, and hands out work'),
    },
    {
        value: 'maintainer',
        label: t('Maintainer'),
        plural: t('Maintainers'),
        text: t('does everything but removing the organisation'),
    },
];

/** What the user may do in an organisation, as the server decides it. */
export interface Rights {
    /** Change its name, invite, change and remove members. */
    manage: boolean;
    /** Invite maintainers and change those there are. */
    own: boolean;
}

export function rightsIn(organization: Organization, user: User | null, role: MemberRole | undefined): Rights {
    const admin = user?.groups.includes('admin') ?? false;
    const own = admin || (user !== null && organization.owner?.id === user.id);
    return { own, manage: own || role === 'maintainer' };
}

/** The roles a member may be given, their present one included; only one: it cannot be changed. */
export function rolesFor(member: Membership, rights: Rights, user: User | null): MemberRole[] {
    const fixed = [member.role];
    if (!rights.manage || member.role === 'owner' || member.user.id === user?.id) return fixed;
    if (rights.own) return ['worker', 'supervisor', 'maintainer'];
    return member.role === 'maintainer' ? fixed : ['worker', 'supervisor'];
}

/** Whether the user may take the member out; oneself means to leave. */
export function mayRemove(member: Membership, rights: Rights, user: User | null): boolean {
    if (member.role === 'owner') return false;
    if (member.user.id === user?.id) return member.is_active;
    return rights.own || (rights.manage && member.role !== 'maintainer');
}
