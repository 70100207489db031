import { create } from 'zustand';
import { ApiError, getUserSettings, patchUserSettings, type UserSettings } from '../../api';
import { t } from '../language';
import { reportError } from '../notices';

/**
 * What the user has set, by the part of the page it belongs to (`theme`, `views`, …). It is kept on the server, so it is
 * the same in every browser; a copy in this browser serves until the server has answered. Changes show at once and are
 * sent in the background, one call for all changes of a moment.
 */
interface Store {
    values: UserSettings;
}

const COPY = 'limn.settings';
const UNSENT = 'limn.settings.unsent';
const SETTLE_MS = 400;
/** A server that cannot be reached is tried again. */
const AGAIN_MS = 30_000;
/** What was on its way when a page went may reach the server after the next page has asked. */
const FRESH_MS = 60_000;

function read(name: string): Record<string, unknown> {
    try {
        const value: unknown = JSON.parse(localStorage.getItem(name) ?? '{}');
        return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    } catch {
        return {};
    }
}

function write(name: string, value: Record<string, unknown> | null): void {
    try {
        if (value) localStorage.setItem(name, JSON.stringify(value));
        else localStorage.removeItem(name);
    } catch {
        // A full or forbidden store costs only the copy.
    }
}

export const useSettings = create<Store>(() => ({ values: read(COPY) }));

/** Whose settings these are. */
let owner: number | undefined;
let waiting: UserSettings = {};
/** What was sent and is not answered. */
let underway: UserSettings = {};
let sending: Promise<void> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let troubled = false;
/** Bumped when the user changes, so that nothing of one user is sent as another. */
let generation = 0;

const isEmpty = (values: UserSettings) => Object.keys(values).length === 0;
const unsent = (): UserSettings => ({ ...underway, ...waiting });

function show(values: UserSettings): void {
    useSettings.setState({ values });
    write(COPY, values);
}

const without = (values: UserSettings): UserSettings =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

function keepUnsent(): void {
    write(UNSENT, isEmpty(unsent()) ? null : { owner, at: Date.now(), changes: unsent() });
}

/** What the page before this one may not have told the server. */
function leftUnsent(): UserSettings {
    const { owner: whose, at, changes } = read(UNSENT);
    const fresh = whose === owner && typeof at === 'number' && Math.abs(Date.now() - at) < FRESH_MS;
    return fresh && typeof changes === 'object' && changes !== null ? (changes as UserSettings) : {};
}

function sendAfter(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void sendSettings(), pause);
}

/** A refusal stands; all else is tried again later. */
function isRefusal(error: unknown): boolean {
    return (
        error instanceof ApiError &&
        error.status >= 400 &&
        error.status < 500 &&
        ![401, 408, 429].includes(error.status)
    );
}

/** One call after the other: a later change may not be overtaken by an earlier one. */
async function sendChanges(): Promise<void> {
    const of = generation;
    while (!isEmpty(waiting)) {
        underway = waiting;
        waiting = {};
        try {
            await patchUserSettings(underway);
            if (of !== generation) return;
            troubled = false;
        } catch (error) {
            if (of !== generation) return;
            if (!troubled) reportError(t('Your settings were not kept on the server'), error);
            if (!isRefusal(error)) {
                troubled = true;
                waiting = unsent();
                underway = {};
                return sendAfter(AGAIN_MS);
            }
        }
        underway = {};
        keepUnsent();
    }
}

export function changeSettings(patch: UserSettings): void {
    show(without({ ...useSettings.getState().values, ...patch }));
    waiting = { ...waiting, ...patch };
    keepUnsent();
    sendAfter(SETTLE_MS);
}

/** Sends at once what still waits; ended when all is answered. */
export function sendSettings(): Promise<void> {
    clearTimeout(timer);
    const mine = (sending ??= sendChanges().finally(() => {
        if (sending === mine) sending = undefined;
    }));
    return mine;
}

/** What was changed in the last moment of a page does not wait for what is underway. */
function sendLast(): void {
    clearTimeout(timer);
    if (isEmpty(waiting)) return;
    // If it fails, that call or the next page tells.
    if (sending) patchUserSettings(waiting).catch(() => undefined);
    else void sendSettings();
}
window.addEventListener('pagehide', sendLast);

/** Reads the settings of a user; a server that keeps none leaves those of this browser. */
export async function loadSettings(user: number): Promise<void> {
    owner = user;
    waiting = { ...leftUnsent(), ...waiting };
    try {
        const before = unsent();
        const values = await getUserSettings();
        show(without({ ...values, ...before, ...unsent() }));
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return;
        throw error;
    } finally {
        if (!isEmpty(waiting)) sendAfter(SETTLE_MS);
    }
}

/** Forgets the settings of a user who has left. */
export function resetSettings(): void {
    generation += 1;
    clearTimeout(timer);
    owner = undefined;
    waiting = {};
    underway = {};
    sending = undefined;
    troubled = false;
    keepUnsent();
    show({});
}

/** One part of the settings, and the way to change it. */
export function useSetting<T>(name: string, otherwise: T): [value: T, set: (value: T | null) => void] {
    const value = useSettings(state => state.values[name]) as T | undefined;
    return [value ?? otherwise, next => changeSettings({ [name]: next })];
}
