import { create } from 'zustand';
import { ApiError, isAbort, messageOf } from '../api';
import { t } from './language';

/** One thing that went wrong. The same thing going wrong again is counted, not repeated. */
export interface ErrorNotice {
    kind: 'error';
    key: number;
    title: string;
    message: string;
    /** Request id, call and status: what a report needs. */
    details: string;
    requestId: string | null;
    /** When it happened last. */
    time: Date;
    count: number;
}

export interface SuccessNotice {
    kind: 'success';
    key: number;
    title: string;
    description?: string;
    action?: { text: string; href: string; download?: boolean };
    time: Date;
    count: number;
}

export type Notice = ErrorNotice | SuccessNotice;

interface Notices {
    /** Newest first. */
    errors: ErrorNotice[];
    successes: SuccessNotice[];
    /** Errors since the notification centre was last open. */
    unseen: number;
    drawerOpen: boolean;
    setDrawerOpen: (open: boolean) => void;
    clear: () => void;
}

const KEPT = 50;
/** How long the same thing counts as the same event. */
const SAME_MS = 5 * 60_000;
let nextKey = 1;

export const useNotices = create<Notices>(set => ({
    errors: [],
    successes: [],
    unseen: 0,
    drawerOpen: false,
    setDrawerOpen: drawerOpen => set({ drawerOpen, unseen: 0 }),
    clear: () => set({ errors: [], successes: [], unseen: 0 }),
}));

export function describeError(error: unknown): Pick<ErrorNotice, 'message' | 'details' | 'requestId'> {
    const requestId = error instanceof ApiError ? error.requestId : null;
    const lines: string[] = [];
    if (error instanceof ApiError) {
        lines.push(
            `${error.method} ${error.url}`.trim(),
            t('Status: {status}', { status: error.status || t('no answer') }),
        );
        if (requestId) lines.push(t('Request id: {requestId}', { requestId }));
    } else if (error instanceof Error && error.stack) {
        lines.push(error.stack);
    }
    return { message: messageOf(error), details: lines.filter(Boolean).join('\n'), requestId };
}

/** Shows an error to the user and keeps it in the notification centre. Something the user aborted is no error. */
export function reportError(title: string, error: unknown, now = new Date()): void {
    if (isAbort(error)) return;
    const described = describeError(error);
    useNotices.setState(({ errors, unseen, drawerOpen }) => {
        const before = errors.find(
            item =>
                item.title === title &&
                item.message === described.message &&
                now.getTime() - item.time.getTime() < SAME_MS,
        );
        const notice: ErrorNotice = {
            kind: 'error',
            key: before?.key ?? nextKey++,
            title,
            time: now,
            count: (before?.count ?? 0) + 1,
            ...described,
        };
        return {
            errors: [notice, ...errors.filter(item => item !== before)].slice(0, KEPT),
            unseen: drawerOpen ? 0 : unseen + (before ? 0 : 1),
        };
    });
}

type More = Pick<SuccessNotice, 'description' | 'action'>;

/** Tells that something went well. What leads somewhere by a link is a matter of its own each time. */
export function reportSuccess(title: string, extra: More = {}, now = new Date()): void {
    useNotices.setState(({ successes }) => {
        const before = successes.find(
            item =>
                item.title === title &&
                item.description === extra.description &&
                item.action?.href === extra.action?.href &&
                now.getTime() - item.time.getTime() < SAME_MS,
        );
        const notice: SuccessNotice = {
            kind: 'success',
            key: before?.key ?? nextKey++,
            title,
            time: now,
            count: (before?.count ?? 0) + 1,
            ...extra,
        };
        return { successes: [notice, ...successes.filter(item => item !== before)].slice(0, KEPT) };
    });
}

/** What a notice is called, with how often it came. */
export const countedTitle = ({ title, count }: Notice) =>
    count > 1 ? t('{title} ({count} times)', { title, count }) : title;

/** Everything there is to tell, newest first. */
export function allNotices(errors: ErrorNotice[], successes: SuccessNotice[]): Notice[] {
    return [...errors, ...successes].sort((a, b) => b.time.getTime() - a.time.getTime() || b.key - a.key);
}
