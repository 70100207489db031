import { create } from 'zustand';
import { followAccountLanguage } from '../shared/language/change';
import { loadSettings, resetSettings } from '../shared/settings';
import {
    ApiError,
    getAbout,
    getSelf,
    logout,
    setAccountGuard,
    setUnauthorizedHandler,
    wait,
    type ServerAbout,
    type User,
} from '../api';
import { statusText } from '../api/errors';
import { csrfToken } from '../api/http';
import { leaveWorkspace, loadWorkspace } from './workspace';

export type SessionStatus = 'connecting' | 'unreachable' | 'anonymous' | 'authenticated';

interface Session {
    status: SessionStatus;
    user: User | null;
    about: ServerAbout | null;
    /** The session ended while the user was at work: the page asks to sign in on top of what is open. */
    expired: boolean;
    /** Who has signed in instead, in another tab; null where nobody has. */
    takenBy: User | null;
    boot: () => Promise<void>;
    /** Reads who is signed in, after a login, a registration or a change of the profile. */
    refresh: () => Promise<void>;
    /** While the page asks to sign in again: whether that was done in another tab. */
    lookAgain: () => Promise<void>;
    signOut: () => Promise<void>;
    endRelogin: (signedIn: boolean) => void;
}

const PROBES = 10;
const PROBE_PAUSE_MS = 3000;
/** A server that takes the call and says nothing counts as one that is not there. */
const PROBE_MS = 15_000;

let answerRelogin: ((signedIn: boolean) => void) | null = null;
let relogin: Promise<boolean> | null = null;
/** Every login gives another one to all tabs: as long as it stays the same, so has the user. */
let token: string | null = null;

export const useSession = create<Session>((set, get) => ({
    status: 'connecting',
    user: null,
    about: null,
    expired: false,
    takenBy: null,

    async boot() {
        set({ status: 'connecting' });
        for (let probe = 1; ; probe += 1) {
            try {
                const [about, user] = await Promise.all([
                    getAbout(AbortSignal.timeout(PROBE_MS)),
                    selfOrNull(AbortSignal.timeout(PROBE_MS)),
                ]);
                if (user) await Promise.all([loadWorkspace(), loadSettings(user.id)]);
                if (user && followAccountLanguage()) return;
                token = csrfToken();
                set({ about, user, status: user ? 'authenticated' : 'anonymous' });
                return;
            } catch {
                if (probe >= PROBES) {
                    set({ status: 'unreachable' });
                    return;
                }
                await wait(PROBE_PAUSE_MS);
            }
        }
    },

    async refresh() {
        const user = await getSelf();
        await Promise.all([loadWorkspace(), loadSettings(user.id)]);
        // Work that is open stays open.
        if (get().status === 'anonymous' && followAccountLanguage()) return;
        token = csrfToken();
        set({ user, status: 'authenticated' });
    },

    async lookAgain() {
        const now = await selfOrNull(AbortSignal.timeout(PROBE_MS)).catch(() => null);
        const { expired, user, endRelogin } = get();
        if (!expired || !now || now.id !== user?.id) return;
        token = csrfToken();
        endRelogin(true);
    },

    async signOut() {
        await logout();
        leaveWorkspace();
        resetSettings();
        set({ user: null, status: 'anonymous', expired: false });
    },

    endRelogin(signedIn) {
        if (!signedIn) {
            leaveWorkspace();
            resetSettings();
        }
        const over = { expired: false, takenBy: null };
        set(signedIn ? over : { ...over, user: null, status: 'anonymous' });
        answerRelogin?.(signedIn);
        answerRelogin = null;
        relogin = null;
    },
}));

async function selfOrNull(signal: AbortSignal): Promise<User | null> {
    try {
        return await getSelf(signal);
    } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
    }
}

function askToSignIn(): Promise<boolean> {
    const { status } = useSession.getState();
    if (status !== 'authenticated') return Promise.resolve(false);
    relogin ??= new Promise<boolean>(resolve => {
        answerRelogin = resolve;
        useSession.setState({ expired: true });
    });
    return relogin;
}

setUnauthorizedHandler(askToSignIn);

/** Nothing is changed in the name of somebody who has signed in in another tab meanwhile. */
setAccountGuard(async () => {
    const { status, user } = useSession.getState();
    if (status !== 'authenticated' || csrfToken() === token) return;
    const now = await selfOrNull(AbortSignal.timeout(PROBE_MS));
    if (now?.id === user?.id) token = csrfToken();
    else if (now) {
        useSession.setState({ takenBy: now });
        if (!(await askToSignIn())) throw new ApiError({ status: 401, message: statusText(401) });
    }
});

export function displayName(user: { username: string; first_name: string; last_name: string }): string {
    return `${user.first_name} ${user.last_name}`.trim() || user.username;
}

export function useUsername(): string {
    return useSession(session => session.user?.username ?? '');
}
