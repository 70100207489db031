import { useMemo, useState } from 'react';
import { useSession, useView } from '../context';
import { mostContext } from './useContextImages';
import { firstArrangement, isArrangement, MOST_IMAGES, type Arrangement } from './arrangement';

export interface Views {
    readonly tiles: Arrangement;
    /** Images that go with a frame of this job, at most. */
    readonly images: number;
    /** The window is narrow: images have their place below the picture. */
    readonly below: boolean;
    /** While something is dragged; null when that is over. */
    readonly show: (tiles: Arrangement | null) => void;
    /** Kept with the account, for jobs with as many images. */
    readonly keep: (tiles: Arrangement) => void;
}

/** How the views of the job's frames are arranged, for this person. */
export function useArrangement(): Views {
    const session = useSession();
    const kept = useView(view => view.preferences.context.arrangements);
    const below = useView(view => view.layout === 'narrow');
    const [shown, show] = useState<Arrangement | null>(null);
    const images = useMemo(() => Math.min(MOST_IMAGES, mostContext(session)), [session]);
    const name = `${images}${below ? ' below' : ''}`;
    const own = kept[name];
    const tiles = shown ?? (isArrangement(own, images) ? own : firstArrangement(images, below));
    const keep = (next: Arrangement) => {
        show(null);
        session.setPreferences({ context: { arrangements: { ...kept, [name]: next } } });
    };
    return { tiles, images, below, show, keep };
}
