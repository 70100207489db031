import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { findUsers, listJobs, listProjects, listTasks, type BasicUser } from '../api';
import { t } from '../shared/language';
import { equals } from '../shared/list/filter';
import { useNotices } from '../shared/notices';
import { useOverlays } from '../shared/overlays';
import { useOffer, type Command } from '../shared/palette';
import { byId, matching } from './commands';
import { useThemeChoice } from './preferences';
import { useSwitchWorkspace } from './useSwitchWorkspace';
import { useSignOut } from './UserMenu';
import { useWorkspace, workspaceName } from './workspace';

const FOUND_EACH = 5;

const PAGES: Command[] = [
    { key: 'projects', title: t('Projects'), group: t('Page'), to: '/projects' },
    { key: 'tasks', title: t('Tasks'), group: t('Page'), to: '/tasks' },
    { key: 'jobs', title: t('Jobs'), group: t('Page'), to: '/jobs' },
    {
        key: 'clouds',
        title: t('Cloud storages'),
        group: t('Page'),
        to: '/cloudstorages',
        words: 's3 bucket azure google',
    },
    {
        key: 'requests',
        title: t('Requests'),
        group: t('Page'),
        to: '/requests',
        words: t('exports imports background'),
    },
    {
        key: 'profile',
        title: t('Profile'),
        group: t('Page'),
        to: '/profile',
        words: t('password access tokens account'),
    },
    { key: 'invitations', title: t('Invitations'), group: t('Page'), to: '/invitations' },
    { key: 'new-project', title: t('New project'), group: t('Create'), to: '/projects/create', words: t('add make') },
    { key: 'new-task', title: t('New task'), group: t('Create'), to: '/tasks/create', words: t('add make upload') },
    { key: 'new-tasks', title: t('New tasks from videos'), group: t('Create'), to: '/tasks/create?many=true' },
    {
        key: 'new-cloud',
        title: t('New cloud storage'),
        group: t('Create'),
        to: '/cloudstorages/create',
        words: t('attach s3'),
    },
    {
        key: 'new-organization',
        title: t('New organisation'),
        group: t('Create'),
        to: '/organizations/create',
        words: 'team',
    },
];

const THEMES = [
    { value: 'light', title: t('Light theme') },
    { value: 'dark', title: t('Dark theme') },
    { value: 'system', title: t('Theme as the system') },
] as const;

function useActions(): Command[] {
    const { organizations, organization } = useWorkspace();
    const show = useOverlays(state => state.show);
    const setDrawerOpen = useNotices(state => state.setDrawerOpen);
    const [, setTheme] = useThemeChoice();
    const change = useSwitchWorkspace();
    const leave = useSignOut();
    const others = [null, ...organizations].filter(item => item?.id !== organization?.id);
    return [
        ...(organization
            ? [{ key: 'members', title: t('Members and settings'), group: t('Organisation'), to: '/organization' }]
            : []),
        ...others.map(item => ({
            key: `switch-${item?.id ?? 0}`,
            title: t('Switch to {item}', { item: workspaceName(item) }),
            group: t('Workspace'),
            run: () => void change(item?.id ?? null),
        })),
        ...THEMES.map(({ value, title }) => ({ key: value, title, group: t('Theme'), run: () => setTheme(value) })),
        { key: 'settings', title: t('Settings'), group: t('Action'), hint: 'F2', run: () => show('settings') },
        {
            key: 'shortcuts',
            title: t('Change keys'),
            group: t('Action'),
            hint: 'F1',
            words: t('keyboard hotkeys'),
            run: () => show('shortcuts'),
        },
        {
            key: 'notices',
            title: t('Notifications'),
            group: t('Action'),
            words: 'errors',
            run: () => setDrawerOpen(true),
        },
        { key: 'about', title: t('About'), group: t('Action'), words: 'version', run: () => show('about') },
        { key: 'logout', title: t('Log out'), group: t('Action'), words: t('sign leave'), run: () => void leave() },
    ];
}

function userCommand(user: BasicUser): Command {
    const name = `${user.first_name} ${user.last_name}`.trim();
    const filter = JSON.stringify({ and: [equals('assignee', user.username)] });
    return {
        key: `user-${user.id}`,
        title: user.username,
        hint: name ? t('{name}: assigned jobs', { name }) : t('assigned jobs'),
        group: t('Users'),
        to: `/jobs?filter=${encodeURIComponent(filter)}`,
    };
}

async function search(text: string, signal: AbortSignal): Promise<Command[]> {
    const query = { search: text, page_size: FOUND_EACH };
    const [projects, tasks, jobs, users] = await Promise.all([
        listProjects(query, signal),
        listTasks(query, signal),
        listJobs(query, signal),
        findUsers(text, signal),
    ]);
    return [
        ...projects.results.map(item => ({
            key: `p${item.id}`,
            title: item.name,
            hint: `#${item.id}`,
            group: t('Projects'),
            to: `/projects/${item.id}`,
        })),
        ...tasks.results.map(item => ({
            key: `t${item.id}`,
            title: item.name,
            hint: `#${item.id}`,
            group: t('Tasks'),
            to: `/tasks/${item.id}`,
        })),
        ...jobs.results.map(item => ({
            key: `j${item.id}`,
            title: t('Job #{id}', { id: item.id }),
            hint: item.task_name,
            group: t('Jobs'),
            to: `/tasks/${item.task_id}/jobs/${item.id}`,
        })),
        ...users.slice(0, FOUND_EACH).map(userCommand),
    ];
}

/** What the palette offers for what was typed: things by number, commands, and what the server finds. */
export function useCommands(typed: string, settled: string): { commands: Command[]; searching: boolean } {
    const actions = useActions();
    const text = settled.trim();
    const found = useQuery({
        queryKey: ['palette', text],
        queryFn: ({ signal }) => search(text, signal),
        enabled: text.length > 0,
        placeholderData: keepPreviousData,
    });
    const offer = useOffer(state => state.offer);
    const offered = useMemo(() => offer?.() ?? [], [offer]);
    const fixed = matching([...offered, ...PAGES, ...actions], typed);
    const server = useMemo(() => (text && typed.trim() ? (found.data ?? []) : []), [text, typed, found.data]);
    return { commands: [...byId(typed), ...fixed, ...server], searching: found.isFetching || typed.trim() !== text };
}
