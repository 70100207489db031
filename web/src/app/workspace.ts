import { create } from 'zustand';
import { listOrganizations, setRequestOrganization, type Organization } from '../api';
import { t } from '../shared/language';

/** Which organisation the page works in; none is the personal workspace. */
interface Workspace {
    organizations: Organization[];
    organization: Organization | null;
}

/** The key CVAT keeps it under, so that a browser stays in its workspace. */
const STORED = 'currentOrganization';

export const useWorkspace = create<Workspace>(() => ({ organizations: [], organization: null }));

function enter(organization: Organization | null): void {
    setRequestOrganization(organization?.slug ?? '');
    if (organization) localStorage.setItem(STORED, organization.slug);
    else localStorage.removeItem(STORED);
    useWorkspace.setState({ organization });
}

/** Reads the user's organisations and enters the one used last, or stays in the personal workspace. */
export async function loadWorkspace(): Promise<void> {
    const organizations = await listOrganizations();
    useWorkspace.setState({ organizations });
    const slug = useWorkspace.getState().organization?.slug ?? localStorage.getItem(STORED);
    enter(organizations.find(item => item.slug === slug) ?? null);
}

/** Forgets whose workspace it was; the next user starts in a personal one. */
export function leaveWorkspace(): void {
    enter(null);
    useWorkspace.setState({ organizations: [] });
}

export function enterOrganization(id: number | null): Organization | null {
    const found = useWorkspace.getState().organizations.find(item => item.id === id) ?? null;
    enter(found);
    return found;
}

/** Puts a changed organisation in the place of the one known. */
export function updateOrganization(changed: Organization): void {
    useWorkspace.setState(({ organizations, organization }) => ({
        organizations: organizations.map(item => (item.id === changed.id ? changed : item)),
        organization: organization?.id === changed.id ? changed : organization,
    }));
}

/** Where to go when the workspace changes: a page about one thing of the old one is left for its list. */
export function pathInOtherWorkspace(path: string): string {
    const [, root = '', ...rest] = path.split('/');
    if (['projects', 'tasks', 'cloudstorages'].includes(root) && rest.some(part => part !== '')) return `/${root}`;
    if (root === 'webhooks' || (root === 'organization' && rest.length)) return '/organization';
    return path;
}

export const workspaceName = (organization: Organization | null): string =>
    organization ? organization.name || organization.slug : t('Personal workspace');
