import { useEffect, useState, type RefObject } from 'react';

/** How often what was drawn on a canvas has gone as the graphics card was reset: it is to be drawn again then. */
export function useRestored(canvas: RefObject<HTMLCanvasElement | null>): number {
    const [times, setTimes] = useState(0);
    useEffect(() => {
        const element = canvas.current;
        const count = () => setTimes(before => before + 1);
        element?.addEventListener('contextrestored', count);
        return () => element?.removeEventListener('contextrestored', count);
    }, [canvas]);
    return times;
}
