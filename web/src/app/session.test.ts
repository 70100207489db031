import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from '../api';
import { displayName, useSession } from './session';

const hooks = vi.hoisted(() => ({
    onUnauthorized: null as null | (() => Promise<boolean>),
    guard: null as null | (() => Promise<void>),
}));

vi.mock('../api', async original => ({
    ...(await original<typeof api>()),
    getAbout: vi.fn(),
    listOrganizations: vi.fn(async () => []),
    getUserSettings: vi.fn(async () => ({})),
    getSelf: vi.fn(),
    logout: vi.fn(async () => undefined),
    wait: vi.fn(async () => undefined),
    setUnauthorizedHandler: (handler: () => Promise<boolean>) => {
        hooks.onUnauthorized = handler;
    },
    setAccountGuard: (guard: () => Promise<void>) => {
        hooks.guard = guard;
    },
}));

const getAbout = vi.mocked(api.getAbout);
const getSelf = vi.mocked(api.getSelf);
const ada = { id: 1, username: 'ada', first_name: 'Ada', last_name: '' } as api.User;
const state = () => useSession.getState();

beforeEach(() => {
    vi.clearAllMocks();
    useSession.setState({ status: 'connecting', user: null, about: null, expired: false });
    getAbout.mockResolvedValue({ name: 'Limn', version: '1' } as api.ServerAbout);
    getSelf.mockResolvedValue(ada);
});

describe('boot', () => {
    it('finds out who is signed in', async () => {
        await state().boot();
        expect(state()).toMatchObject({ status: 'authenticated', user: ada });
    });

    it('takes 401 for nobody', async () => {
        getSelf.mockRejectedValue(new api.ApiError({ status: 401, message: 'no' }));
        await state().boot();
        expect(state()).toMatchObject({ status: 'anonymous', user: null });
    });

    it('tries ten times before it gives up', async () => {
        getAbout.mockRejectedValue(new api.ApiError({ status: 0, message: 'gone' }));
        await state().boot();
        expect(state().status).toBe('unreachable');
        expect(getAbout).toHaveBeenCalledTimes(10);
    });

    it('goes on when the server comes back', async () => {
        getAbout.mockRejectedValueOnce(new api.ApiError({ status: 502, message: 'soon' }));
        await state().boot();
        expect(state().status).toBe('authenticated');
    });
});

describe('a session that ended', () => {
    it('asks once for all calls that wait, and lets them go on', async () => {
        await state().boot();
        const calls = [hooks.onUnauthorized?.(), hooks.onUnauthorized?.()];
        expect(state().expired).toBe(true);
        state().endRelogin(true);
        await expect(Promise.all(calls)).resolves.toEqual([true, true]);
        expect(state()).toMatchObject({ expired: false, status: 'authenticated' });
    });

    it('asks again the next time', async () => {
        await state().boot();
        const first = hooks.onUnauthorized?.();
        state().endRelogin(true);
        await first;
        const second = hooks.onUnauthorized?.();
        expect(state().expired).toBe(true);
        state().endRelogin(false);
        await expect(second).resolves.toBe(false);
        expect(state()).toMatchObject({ status: 'anonymous', user: null });
    });

    it('does not ask somebody who is not signed in', async () => {
        useSession.setState({ status: 'anonymous' });
        await expect(hooks.onUnauthorized?.()).resolves.toBe(false);
        expect(state().expired).toBe(false);
    });
});

describe('somebody who signs in in another tab', () => {
    const bob = { id: 2, username: 'bob', first_name: 'Bob', last_name: '' } as api.User;
    const signInElsewhere = (user: api.User, token: string) => {
        getSelf.mockResolvedValue(user);
        document.cookie = `csrftoken=${token}; path=/`;
    };

    it('is asked about only when somebody has signed in, and does not matter when it is the same person', async () => {
        await state().boot();
        await hooks.guard?.();
        expect(getSelf).toHaveBeenCalledTimes(1);
        signInElsewhere(ada, 'again');
        await hooks.guard?.();
        await hooks.guard?.();
        expect(getSelf).toHaveBeenCalledTimes(2);
        expect(state().expired).toBe(false);
    });

    it('lets nothing through until the first one has signed in again', async () => {
        await state().boot();
        signInElsewhere(bob, 'of-bob');
        const held = hooks.guard?.();
        await vi.waitFor(() => expect(state()).toMatchObject({ expired: true, takenBy: bob }));
        await state().lookAgain();
        expect(state().expired).toBe(true);
        signInElsewhere(ada, 'of-ada');
        await state().lookAgain();
        await held;
        expect(state()).toMatchObject({ expired: false, takenBy: null, user: ada });
    });

    it('keeps calls from being made when the first one gives up', async () => {
        await state().boot();
        signInElsewhere(bob, 'of-bob-again');
        const held = hooks.guard?.();
        await vi.waitFor(() => expect(state().expired).toBe(true));
        state().endRelogin(false);
        await expect(held).rejects.toMatchObject({ status: 401 });
    });
});

describe('displayName', () => {
    it('falls back to the user name', () => {
        expect(displayName(ada)).toBe('Ada');
        expect(displayName({ username: 'bob', first_name: '', last_name: '' })).toBe('bob');
    });
});
