import { useCallback, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';

export type ChangeParameters = (edit: (current: URLSearchParams) => URLSearchParams) => void;

/** What was asked for last, and the entry of the history that was shown then, until the page has followed. */
let asked: { at: string; params: URLSearchParams } | null = null;

/**
 * The parameters of the address. A change starts from what was asked for last, even if that is not shown yet or the
 * caller was made before it: of two changes in a row, neither is lost.
 */
export function useParameters(): [params: URLSearchParams, change: ChangeParameters] {
    const location = useLocation();
    const navigate = useNavigate();
    const [params] = useSearchParams();
    const shown = useRef({ key: location.key, params, navigate });
    useLayoutEffect(() => {
        asked = null;
        shown.current = { key: location.key, params, navigate };
    }, [location, params, navigate]);

    const change = useCallback<ChangeParameters>(edit => {
        const { key, params: current, navigate: go } = shown.current;
        const next = edit(new URLSearchParams(asked?.at === key ? asked.params : current));
        asked = { at: key, params: next };
        void go(`?${next}`);
    }, []);
    return [params, change];
}
