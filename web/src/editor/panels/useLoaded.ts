import { useEffect, useState } from 'react';
import { useSession } from './context';

/** Runs of frames, by place, whose pictures are there to be shown at once. */
export function useLoaded(): [number, number][] {
    const session = useSession();
    const [ranges, setRanges] = useState<[number, number][]>([]);
    useEffect(() => {
        let scheduled = 0;
        const read = () => {
            scheduled = 0;
            const runs: [number, number][] = [];
            session.frames.numbers.forEach((frame, place) => {
                if (!session.cache.get(frame)) return;
                const last = runs.at(-1);
                if (last && last[1] === place - 1) last[1] = place;
                else runs.push([place, place]);
            });
            setRanges(runs);
        };
        const later = () => {
            if (!scheduled) scheduled = requestAnimationFrame(read);
        };
        later();
        const stop = session.cache.subscribe(later);
        return () => {
            stop();
            cancelAnimationFrame(scheduled);
        };
    }, [session]);
    return ranges;
}
