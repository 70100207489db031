import { act, renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { useOpened } from './useOpened';

beforeEach(() => localStorage.clear());

describe('rows that are open', () => {
    it('are open again after the page was loaded anew', () => {
        const { result, unmount } = renderHook(() => useOpened('uncollapsedJobs'));
        act(() => result.current[1](7));
        act(() => result.current[1](8));
        act(() => result.current[1](7));
        unmount();
        expect([...renderHook(() => useOpened('uncollapsedJobs')).result.current[0]]).toEqual([8]);
        expect([...renderHook(() => useOpened(undefined)).result.current[0]]).toEqual([]);
    });

    it('are none when what was kept makes no sense', () => {
        localStorage.setItem('uncollapsedJobs', '{broken');
        expect(renderHook(() => useOpened('uncollapsedJobs')).result.current[0].size).toBe(0);
    });
});
