import { CheckOutlined, DownOutlined, TeamOutlined } from '@ant-design/icons';
import { Badge, Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { t, sideOf } from '../shared/language';
import { useInvitations } from './useInvitations';
import { useSwitchWorkspace } from './useSwitchWorkspace';
import { useWorkspace, workspaceName } from './workspace';

/** More than this many organisations are searched. */
const SEARCHED_FROM = 6;

function Choice({
    name,
    slug,
    chosen,
    onChoose,
}: {
    name: string;
    slug?: string;
    chosen: boolean;
    onChoose: () => void;
}) {
    return (
        <li>
            <button
                type="button"
                className="limn-workspace"
                aria-current={chosen ? 'true' : undefined}
                onClick={onChoose}
            >
                <CheckOutlined aria-hidden style={{ visibility: chosen ? 'visible' : 'hidden' }} />
                <span className="limn-ellipsis">{name}</span>
                {slug && slug !== name && <span className="limn-meta">{slug}</span>}
            </button>
        </li>
    );
}

function Content({ onClose }: { onClose: () => void }) {
    const { organizations, organization } = useWorkspace();
    const invitations = useInvitations();
    const change = useSwitchWorkspace();
    const [search, setSearch] = useState('');
    const wanted = search.trim().toLowerCase();
    const shown = organizations.filter(item => `${item.name} ${item.slug}`.toLowerCase().includes(wanted));
    const choose = (id: number | null) => {
        onClose();
        if (id !== (organization?.id ?? null)) void change(id);
    };
    return (
        <div className="limn-workspaces">
            {organizations.length >= SEARCHED_FROM && (
                <Input
                    autoFocus
                    aria-label={t('Search organisations')}
                    placeholder={t('Search organisations')}
                    value={search}
                    onChange={event => setSearch(event.target.value)}
                />
            )}
            <ul aria-label={t('Workspaces')}>
                {!wanted && (
                    <Choice name={workspaceName(null)} chosen={organization === null} onChoose={() => choose(null)} />
                )}
                {shown.map(item => (
                    <Choice
                        key={item.id}
                        name={workspaceName(item)}
                        slug={item.slug}
                        chosen={item.id === organization?.id}
                        onChoose={() => choose(item.id)}
                    />
                ))}
            </ul>
            <nav aria-label={t('Organisations')} onClick={onClose}>
                {organization && <Link to="/organization">{t('Members and settings')}</Link>}
                <Link to="/invitations">
                    {invitations.length ? t('Invitations ({count})', { count: invitations.length }) : t('Invitations')}
                </Link>
                <Link to="/organizations/create">{t('New organisation')}</Link>
            </nav>
        </div>
    );
}

/** Which workspace the page is in, and the way to another one. */
export function WorkspaceMenu() {
    const [open, setOpen] = useState(false);
    const { organization } = useWorkspace();
    const invitations = useInvitations();
    const name = workspaceName(organization);
    return (
        <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            placement={sideOf('bottomLeft')}
            arrow={false}
            destroyOnHidden
            content={<Content onClose={() => setOpen(false)} />}
        >
            <Badge count={invitations.length} size="small" offset={[-6, 6]}>
                <Button
                    type="text"
                    icon={<TeamOutlined />}
                    aria-expanded={open}
                    aria-label={
                        invitations.length
                            ? t('Workspace: {name}, {count} invitations', { name, count: invitations.length })
                            : t('Workspace: {name}', { name })
                    }
                >
                    <span className="limn-workspace-name">{name}</span>
                    <DownOutlined className="limn-caret" />
                </Button>
            </Badge>
        </Popover>
    );
}
