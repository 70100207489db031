import type { BasicUser, MemberRole, Organization, Project, Task, User } from '../../api';
import { t } from '../language';
import { word } from '../language/words';

/**
 * What the page knows about somebody's rights before it asks for something. The server decides; here is what it decides
 * in any case, so that nobody fills in a form in vain. Each question is answered with the reason why not, or with null
 * where it may be, which includes what cannot be known here.
 */
export interface Me {
    readonly user: Pick<User, 'id' | 'groups'>;
    /** Null in the personal workspace. */
    readonly organization: Pick<Organization, 'name' | 'slug'> | null;
    /** In the organisation; undefined while it is not known. */
    readonly role: MemberRole | undefined;
}

export type Reason = string | null;

const RANKS: Record<MemberRole, number> = { worker: 0, supervisor: 1, maintainer: 2, owner: 3 };

const ADMIN = 'admin';
/** Groups of an account, from the one that may do most. */
const PRIVILEGES = [ADMIN, 'user', 'worker'];

function atLeastGroup({ user }: Me, group: string): boolean {
    return PRIVILEGES.slice(0, PRIVILEGES.indexOf(group) + 1).some(one => user.groups.includes(one));
}

const isAdmin = (me: Me) => atLeastGroup(me, ADMIN);

/** Whether a role is reached, or not known. */
function atLeastRole({ role }: Me, least: MemberRole): boolean {
    return role === undefined || RANKS[role] >= RANKS[least];
}

const isOne = (person: BasicUser | null, { user }: Me) => person?.id === user.id;

function nameOf(me: Me): string {
    return me.organization?.name || me.organization?.slug || '';
}

/** Who makes something must have an ordinary account. */
function accountMakes(me: Me, what: string): Reason {
    if (atLeastGroup(me, 'user')) return null;
    return t('Your account works on what is assigned to it; it does not make {what}. Ask an administrator.', { what });
}

/** Who makes something within an organisation must have a role there, too. */
function mayMake(me: Me, what: string, least: 'supervisor' | 'maintainer'): Reason {
    if (isAdmin(me)) return null;
    const account = accountMakes(me, what);
    if (account !== null) return account;
    if (!me.organization || atLeastRole(me, least)) return null;
    const who = least === 'supervisor' ? t('a supervisor or a maintainer') : t('a maintainer');
    return t('In {me} you are a {role}; {what} are made by {who}.', {
        me: nameOf(me),
        role: word(me.role ?? ''),
        what,
        who,
    });
}

export const whyNotNewProject = (me: Me): Reason => mayMake(me, t('projects'), 'supervisor');
export const whyNotNewOrganization = (me: Me): Reason => accountMakes(me, t('organisations'));
export const whyNotNewStorage = (me: Me): Reason => mayMake(me, t('cloud storages'), 'maintainer');

/** `project`: the one the task would belong to; its owner and assignee make tasks in it whatever their role. */
export function whyNotNewTask(me: Me, project?: Pick<Project, 'owner' | 'assignee'>): Reason {
    const own = project && (isOne(project.owner, me) || isOne(project.assignee, me));
    return mayMake(own ? { ...me, role: undefined } : me, t('tasks'), 'supervisor');
}

/** Deleting a task, and moving it: for its owner and those of its project, not for its assignee. */
export function whyNotDispose(me: Me, task: Pick<Task, 'owner' | 'project_id'>): Reason {
    if (isAdmin(me) || isOne(task.owner, me)) return null;
    // Who owns the project, and is assigned to it, is not told with the task.
    if (task.project_id !== null) return null;
    if (me.organization && atLeastRole(me, 'maintainer')) return null;
    return me.organization
        ? t('Only the owner of the task, or a maintainer of {me}, may do this.', { me: nameOf(me) })
        : t('Only the owner of the task may do this.');
}

/** Deleting a project, and moving it: for its owner, not for its assignee. */
export function whyNotDisposeProject(me: Me, project: Pick<Project, 'owner'>): Reason {
    if (isAdmin(me) || isOne(project.owner, me)) return null;
    if (me.organization && atLeastRole(me, 'maintainer')) return null;
    return me.organization
        ? t('Only the owner of the project, or a maintainer of {me}, may do this.', { me: nameOf(me) })
        : t('Only the owner of the project may do this.');
}

/** As a menu entry or a button wants it. */
export function disabledBy(reason: Reason): { disabled?: boolean; reason?: string } {
    return reason === null ? {} : { disabled: true, reason };
}
