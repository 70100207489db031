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
        await loadSettings();
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
        await loadSettings();
        expect(values()).toEqual({ theme: 'dark', other: 1 });
    });

    it('stay in the browser when the server keeps none', async () => {
        changeSettings({ theme: 'dark' });
        read.mockRejectedValue(new api.ApiError({ status: 404, message: 'no' }));
        await loadSettings();
        expect(values()).toEqual({ theme: 'dark' });
    });

    it('say so when they could not be kept', async () => {
        write.mockRejectedValue(new api.ApiError({ status: 500, message: 'broken' }));
        changeSettings({ theme: 'dark' });
        await vi.runAllTimersAsync();
        expect(useNotices.getState().errors).toHaveLength(1);
    });

    it('of a user who has left are not sent as the next one', async () => {
        changeSettings({ theme: 'dark' });
        resetSettings();
        await vi.runAllTimersAsync();
        expect(write).not.toHaveBeenCalled();
        expect(values()).toEqual({});
    });
});
