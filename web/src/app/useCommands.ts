import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { findUsers, listJobs, listProjects, listTasks, type BasicUser } from '../api';
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
    { key: 'projects', title: 'Projects', group: 'Page', to: '/projects' },
    { key: 'tasks', title: 'Tasks', group: 'Page', to: '/tasks' },
    { key: 'jobs', title: 'Jobs', group: 'Page', to: '/jobs' },
    { key: 'clouds', title: 'Cloud storages', group: 'Page', to: '/cloudstorages', words: 's3 bucket azure google' },
    { key: 'requests', title: 'Requests', group: 'Page', to: '/requests', words: 'exports imports background' },
    { key: 'profile', title: 'Profile', group: 'Page', to: '/profile', words: 'password access tokens account' },
    { key: 'invitations', title: 'Invitations', group: 'Page', to: '/invitations' },
    { key: 'new-project', title: 'New project', group: 'Create', to: '/projects/create', words: 'add make' },
    { key: 'new-task', title: 'New task', group: 'Create', to: '/tasks/create', words: 'add make upload' },
    { key: 'new-tasks', title: 'New tasks from videos', group: 'Create', to: '/tasks/create?many=true' },
    { key: 'new-cloud', title: 'New cloud storage', group: 'Create', to: '/cloudstorages/create', words: 'attach s3' },
    { key: 'new-organization', title: 'New organisation', group: 'Create', to: '/organizations/create', words: 'team' },
];

const THEMES = [
    { value: 'light', title: 'Light theme' },
    { value: 'dark', title: 'Dark theme' },
    { value: 'system', title: 'Theme as the system' },
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
            ? [{ key: 'members', title: 'Members and settings', group: 'Organisation', to: '/organization' }]
            : []),
        ...others.map(item => ({
            key: `switch-${item?.id ?? 0}`,
            title: `Switch to ${workspaceName(item)}`,
            group: 'Workspace',
            run: () => void change(item?.id ?? null),
        })),
        ...THEMES.map(({ value, title }) => ({ key: value, title, group: 'Theme', run: () => setTheme(value) })),
        { key: 'settings', title: 'Settings', group: 'Action', hint: 'F2', run: () => show('settings') },
        {
            key: 'shortcuts',
            title: 'Change keys',
            group: 'Action',
            hint: 'F1',
            words: 'keyboard hotkeys',
            run: () => show('shortcuts'),
        },
        { key: 'notices', title: 'Notifications', group: 'Action', words: 'errors', run: () => setDrawerOpen(true) },
        { key: 'about', title: 'About', group: 'Action', words: 'version', run: () => show('about') },
        { key: 'logout', title: 'Log out', group: 'Action', words: 'sign leave', run: () => void leave() },
    ];
}

function userCommand(user: BasicUser): Command {
    const name = `${user.first_name} ${user.last_name}`.trim();
    const filter = JSON.stringify({ and: [equals('assignee', user.username)] });
    return {
        key: `user-${user.id}`,
        title: user.username,
        hint: name ? `${name}: assigned jobs` : 'assigned jobs',
        group: 'Users',
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
            group: 'Projects',
            to: `/projects/${item.id}`,
        })),
        ...tasks.results.map(item => ({
            key: `t${item.id}`,
            title: item.name,
            hint: `#${item.id}`,
            group: 'Tasks',
            to: `/tasks/${item.id}`,
        })),
        ...jobs.results.map(item => ({
            key: `j${item.id}`,
            title: `Job #${item.id}`,
            hint: item.task_name,
            group: 'Jobs',
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
