import { create } from 'zustand';
import { ApiError, isAbort, messageOf } from '../api';

/** One thing that went wrong, as the error drawer lists it. */
export interface ErrorNotice {
    key: number;
    title: string;
    message: string;
    /** Request id, call and status: what a report needs. */
    details: string;
    requestId: string | null;
    time: Date;
}

export interface SuccessNotice {
    key: number;
    title: string;
    description?: string;
    action?: { text: string; href: string; download?: boolean };
}

interface Notices {
    errors: ErrorNotice[];
    successes: SuccessNotice[];
    drawerOpen: boolean;
    setDrawerOpen: (open: boolean) => void;
    clearErrors: () => void;
}

const KEPT = 50;
let nextKey = 1;

export const useNotices = create<Notices>(set => ({
    errors: [],
    successes: [],
    drawerOpen: false,
    setDrawerOpen: drawerOpen => set({ drawerOpen }),
    clearErrors: () => set({ errors: [], drawerOpen: false }),
}));

export function describeError(error: unknown): Pick<ErrorNotice, 'message' | 'details' | 'requestId'> {
    const requestId = error instanceof ApiError ? error.requestId : null;
    const lines: string[] = [];
    if (error instanceof ApiError) {
        lines.push(`${error.method} ${error.url}`.trim(), `Status: ${error.status || 'no answer'}`);
        if (requestId) lines.push(`Request id: ${requestId}`);
    } else if (error instanceof Error && error.stack) {
        lines.push(error.stack);
    }
    return { message: messageOf(error), details: lines.filter(Boolean).join('\n'), requestId };
}

/** Shows an error to the user and keeps it in the error drawer. Something the user aborted is no error. */
export function reportError(title: string, error: unknown): void {
    if (isAbort(error)) return;
    const notice: ErrorNotice = { key: nextKey++, title, time: new Date(), ...describeError(error) };
    useNotices.setState(state => ({ errors: [notice, ...state.errors].slice(0, KEPT) }));
}

export function reportSuccess(title: string, extra: Omit<SuccessNotice, 'key' | 'title'> = {}): void {
    const notice: SuccessNotice = { key: nextKey++, title, ...extra };
    useNotices.setState(state => ({ successes: [notice, ...state.successes].slice(0, KEPT) }));
}
