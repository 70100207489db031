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
const SETTLE_MS = 400;

function readCopy(): UserSettings {
    try {
        const value: unknown = JSON.parse(localStorage.getItem(COPY) ?? '{}');
        return typeof value === 'object' && value !== null ? (value as UserSettings) : {};
    } catch {
        return {};
    }
}

export const useSettings = create<Store>(() => ({ values: readCopy() }));

let waiting: UserSettings = {};
let timer: ReturnType<typeof setTimeout> | undefined;
/** Bumped when the user changes, so that nothing of one user is sent as another. */
let generation = 0;

function show(values: UserSettings): void {
    useSettings.setState({ values });
    try {
        localStorage.setItem(COPY, JSON.stringify(values));
    } catch {
        // A full or forbidden store costs only the copy.
    }
}

const without = (values: UserSettings): UserSettings =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

async function sendChanges(): Promise<void> {
    const patch = waiting;
    const of = generation;
    waiting = {};
    try {
        await patchUserSettings(patch);
    } catch (error) {
        if (of !== generation) return;
        reportError(t('Your settings were not kept on the server'), error);
    }
}

export function changeSettings(patch: UserSettings): void {
    show(without({ ...useSettings.getState().values, ...patch }));
    waiting = { ...waiting, ...patch };
    clearTimeout(timer);
    timer = setTimeout(() => void sendChanges(), SETTLE_MS);
}

/** Sends at once what still waits, before the page goes. */
export async function sendSettings(): Promise<void> {
    clearTimeout(timer);
    if (Object.keys(waiting).length) await sendChanges();
}

// What was changed in the last moment of a page.
window.addEventListener('pagehide', () => void sendSettings());

/** Reads the user's settings; a server that keeps none leaves those of this browser. */
export async function loadSettings(): Promise<void> {
    try {
        const values = await getUserSettings();
        show(without({ ...values, ...waiting }));
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) return;
        throw error;
    }
}

/** Forgets the settings of a user who has left. */
export function resetSettings(): void {
    generation += 1;
    clearTimeout(timer);
    waiting = {};
    show({});
}

/** One part of the settings, and the way to change it. */
export function useSetting<T>(name: string, otherwise: T): [value: T, set: (value: T | null) => void] {
    const value = useSettings(state => state.values[name]) as T | undefined;
    return [value ?? otherwise, next => changeSettings({ [name]: next })];
}
