import { expect, it } from 'vitest';
import { readFrameFilter, writeFrameFilter } from './filters';

it('a filter comes back from its address, and the default leaves none', () => {
    const filter = { state: 'empty', labels: [3, 5], issue: 'open', text: 'street' } as const;
    const params = writeFrameFilter(new URLSearchParams('view=objects'), filter);
    expect(readFrameFilter(params)).toEqual(filter);
    expect(params.get('view')).toBe('objects');
    const none = { state: 'all', labels: [], issue: 'any', text: '' } as const;
    expect(writeFrameFilter(params, none).toString()).toBe('view=objects');
});

it('an address that makes no sense shows everything', () => {
    const params = new URLSearchParams('frames=odd&labels=x,-2&issue=perhaps');
    expect(readFrameFilter(params)).toEqual({ state: 'all', labels: [], issue: 'any', text: '' });
});
