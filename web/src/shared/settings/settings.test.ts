import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from '../../api';
import { useNotices } from '../notices';
import { changeSettings, loadSettings, resetSettings, useSettings } from '.';

vi.mock('../../api', async original => ({
    ...(await original<typeof api>()),
    getUserSettings: vi.fn(),
    patchUserSettings: vi.fn(),
}));

const read = vi.mocked(api.getUserSettings);
const write = vi.mocked(api.patchUserSettings);
const values = () => useSettings.getState().values;

beforeEach(() => {
    vi.useFakeTimers();
    vi.resetAllMocks();
    write.mockResolvedValue({});
    resetSettings();
    useNotices.setState({ errors: [] });
});

afterEach(() => vi.useRealTimers());

describe('settings', () => {
    it('come from the server', async () => {
        read.mockResolvedValue({ theme: 'dark' });
        await loadSettings(1);
        expect(values()).toEqual({ theme: 'dark' });
        expect(JSON.parse(localStorage.getItem('limn.settings') ?? '')).toEqual({ theme: 'dark' });
    });

    it('show at once and are sent together', async () => {
        changeSettings({ theme: 'dark' });
        changeSettings({ views: [1] });
        expect(values()).toEqual({ theme: 'dark', views: [1] });
        await vi.runAllTimersAsync();
        expect(write.mock.calls).toEqual([[{ theme: 'dark', views: [1] }]]);
    });

    it('are sent at once when the page is left', async () => {
        changeSettings({ theme: 'dark' });
        window.dispatchEvent(new Event('pagehide'));
        expect(write).toHaveBeenCalledWith({ theme: 'dark' });
        await vi.runAllTimersAsync();
        expect(write).toHaveBeenCalledTimes(1);
    });

    it('are taken away with null', async () => {
        changeSettings({ theme: 'dark' });
        changeSettings({ theme: null });
        expect(values()).toEqual({});
        await vi.runAllTimersAsync();
        expect(write).toHaveBeenCalledWith({ theme: null });
    });

    it('that are on their way outlive an answer from before', async () => {
        read.mockResolvedValue({ theme: 'light', other: 1 });
        changeSettings({ theme: 'dark' });
        await loadSettings(1);
        expect(values()).toEqual({ theme: 'dark', other: 1 });
    });

    it('stay in the browser when the server keeps none', async () => {
        changeSettings({ theme: 'dark' });
        read.mockRejectedValue(new api.ApiError({ status: 404, message: 'no' }));
        await loadSettings(1);
        expect(values()).toEqual({ theme: 'dark' });
    });

    it('say so when they could not be kept', async () => {
        write.mockRejectedValue(new api.ApiError({ status: 500, message: 'broken' }));
        changeSettings({ theme: 'dark' });
        await vi.advanceTimersByTimeAsync(1000);
        expect(useNotices.getState().errors).toHaveLength(1);
    });

    it('are sent again until the server answers, and say so once', async () => {
        write.mockRejectedValueOnce(new api.ApiError({ status: 0, message: 'away' }));
        write.mockRejectedValueOnce(new api.ApiError({ status: 503, message: 'busy' }));
        changeSettings({ theme: 'dark' });
        await vi.advanceTimersByTimeAsync(1000);
        changeSettings({ views: [1] });
        await vi.runAllTimersAsync();
        expect(write.mock.calls.map(([patch]) => patch)).toEqual([
            { theme: 'dark' },
            { theme: 'dark', views: [1] },
            { theme: 'dark', views: [1] },
        ]);
        expect(useNotices.getState().errors).toHaveLength(1);
    });

    it('that the server refuses are not sent again', async () => {
        write.mockRejectedValueOnce(new api.ApiError({ status: 400, message: 'too large' }));
        changeSettings({ theme: 'dark' });
        await vi.runAllTimersAsync();
        expect(write).toHaveBeenCalledTimes(1);
        expect(useNotices.getState().errors).toHaveLength(1);
    });

    it('are sent one after the other, so that none is overtaken by an older one', async () => {
        let answer = (_: api.UserSettings) => {};
        write.mockImplementationOnce(() => new Promise(resolve => (answer = resolve)));
        changeSettings({ list: 1 });
        await vi.advanceTimersByTimeAsync(1000);
        changeSettings({ list: 2 });
        await vi.advanceTimersByTimeAsync(1000);
        expect(write).toHaveBeenCalledTimes(1);
        answer({});
        await vi.runAllTimersAsync();
        expect(write.mock.calls.map(([patch]) => patch)).toEqual([{ list: 1 }, { list: 2 }]);
    });

    it('that are underway outlive an answer from before', async () => {
        let answer = (_: api.UserSettings) => {};
        write.mockImplementationOnce(() => new Promise(resolve => (answer = resolve)));
        changeSettings({ theme: 'dark' });
        await vi.advanceTimersByTimeAsync(1000);
        read.mockResolvedValue({ theme: 'light' });
        await loadSettings(1);
        expect(values()).toEqual({ theme: 'dark' });
        answer({});
    });

    it('of a user who has left are not sent as the next one', async () => {
        changeSettings({ theme: 'dark' });
        resetSettings();
        await vi.runAllTimersAsync();
        expect(write).not.toHaveBeenCalled();
        expect(values()).toEqual({});
    });

    describe('of a page that has just gone', () => {
        /** The page after it knows only what was written down. */
        async function next(at = Date.now()) {
            const changes = { theme: 'dark' };
            localStorage.setItem('limn.settings.unsent', JSON.stringify({ owner: 1, at, changes }));
            vi.resetModules();
            return import('.');
        }
        beforeEach(() => read.mockResolvedValue({ theme: 'light' }));

        it('hold although the server has not heard of them yet', async () => {
            const page = await next();
            await page.loadSettings(1);
            expect(page.useSettings.getState().values).toEqual({ theme: 'dark' });
            await vi.runAllTimersAsync();
            expect(write.mock.calls).toEqual([[{ theme: 'dark' }]]);
            expect(localStorage.getItem('limn.settings.unsent')).toBeNull();
        });

        it.each([
            ['are nothing to another user', 2, 0],
            ['are over after a while: they may have been changed elsewhere', 1, 3600_000],
        ])('%s', async (_, user, age) => {
            const page = await next(Date.now() - age);
            await page.loadSettings(user);
            await vi.runAllTimersAsync();
            expect(page.useSettings.getState().values).toEqual({ theme: 'light' });
            expect(write).not.toHaveBeenCalled();
        });
    });
});
