import { transferableAbortController } from 'node:util';
import { act, cleanup, render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useParameters, type ChangeParameters } from './useParameters';

const put = (name: string, value: string) => (params: URLSearchParams) => {
    params.set(name, value);
    return params;
};

// The router hands its signals to Node's Request, which since Node 24 takes none of jsdom's.
vi.stubGlobal('AbortController', transferableAbortController().constructor);

afterEach(cleanup);

function open(address: string) {
    const changes: ChangeParameters[] = [];
    function List() {
        const [, change] = useParameters();
        changes.push(change);
        return null;
    }
    const router = createMemoryRouter([{ path: '/tasks', element: <List /> }], { initialEntries: [address] });
    render(<RouterProvider router={router} />);
    const search = () => Object.fromEntries(new URLSearchParams(router.state.location.search));
    /** Does something that moves on, and waits until the page has come there; the router's own promises may never end. */
    async function arrives(go: () => unknown, expected: Record<string, string>) {
        await act(async () => void go());
        await vi.waitFor(() => expect(search()).toEqual(expected), { timeout: 20_000 });
        await act(async () => {});
    }
    return { router, first: changes[0], arrives };
}

describe('the parameters of the address', () => {
    it('keep both of two changes in a row', async () => {
        const { first, arrives } = open('/tasks?page=2');
        const both = () => {
            first(put('search', 'cat'));
            first(put('sort', 'name'));
        };
        await arrives(both, { page: '2', search: 'cat', sort: 'name' });
    });

    it('change from what is shown, whenever the caller was made', async () => {
        const { router, first, arrives } = open('/tasks');
        await arrives(() => router.navigate('/tasks?sort=name'), { sort: 'name' });
        await arrives(() => first(put('search', 'cat')), { sort: 'name', search: 'cat' });
    });

    it('forget what was asked for once the person has gone back', async () => {
        const { router, first, arrives } = open('/tasks');
        await arrives(() => first(put('search', 'cat')), { search: 'cat' });
        await arrives(() => router.navigate(-1), {});
        await arrives(() => first(put('sort', 'name')), { sort: 'name' });
    });
});
