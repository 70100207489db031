import { useCallback, useEffect, useRef } from 'react';

/** Tells, whenever it is asked, whether the component is still on the page. */
export function useIsMounted(): () => boolean {
    const mounted = useRef(false);
    useEffect(() => {
        mounted.current = true;
        return () => {
            mounted.current = false;
        };
    }, []);
    return useCallback(() => mounted.current, []);
}
