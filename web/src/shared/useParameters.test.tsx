import { act, cleanup, render } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it } from 'vitest';
import { useParameters, type ChangeParameters } from './useParameters';

const put = (name: string, value: string) => (params: URLSearchParams) => {
    params.set(name, value);
    return params;
};

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
    return { router, first: changes[0], search: () => new URLSearchParams(router.state.location.search) };
}

describe('the parameters of the address', () => {
    it('keep both of two changes in a row', async () => {
        const { first, search } = open('/tasks?page=2');
        await act(async () => {
            first(put('search', 'cat'));
            first(put('sort', 'name'));
        });
        expect(Object.fromEntries(search())).toEqual({ page: '2', search: 'cat', sort: 'name' });
    });

    it('change from what is shown, whenever the caller was made', async () => {
        const { router, first, search } = open('/tasks');
        await act(() => router.navigate('/tasks?sort=name'));
        await act(async () => first(put('search', 'cat')));
        expect(Object.fromEntries(search())).toEqual({ sort: 'name', search: 'cat' });
    });

    it('forget what was asked for once the person has gone back', async () => {
        const { router, first, search } = open('/tasks');
        await act(async () => first(put('search', 'cat')));
        await act(() => router.navigate(-1));
        await act(async () => first(put('sort', 'name')));
        expect(Object.fromEntries(search())).toEqual({ sort: 'name' });
    });
});
